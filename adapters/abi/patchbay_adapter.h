/* The contract between the Patchbay host and an adapter: plain C11, one exported symbol.
 *
 * An adapter is a pure mapping from Patchbay's operations to one CRM's HTTP API. It owns no thread, socket, token, retry, clock,
 * file or state. The host does sign-in, rate limits, retries, deadlines and storage.
 *
 * Lifetimes, for the whole file:
 *   L1  What the host hands out during call() lives until that call() returns.
 *   L2  What the adapter hands to the host is copied before the host function returns.
 * There is no free function. What the adapter's entry points to lives as long as the library, which is never unloaded.
 *
 * Threads: [main-thread] once, before any call; [worker-thread] one of many at the same time; [thread-safe] anywhere.
 * No exception and no longjmp crosses this boundary.
 *
 * Growth: the major version is in the name of the symbol. A minor version appends members to the end of structs that begin with
 * struct_size; whoever reads such a struct looks at struct_size before it touches a later member. An adapter built for a newer minor
 * version than the host's is refused, with both versions in the message.
 */
#ifndef PATCHBAY_ADAPTER_H
#define PATCHBAY_ADAPTER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PATCHBAY_ABI_MAJOR 1
#define PATCHBAY_ABI_MINOR 0

#if defined(_WIN32)
#define PATCHBAY_EXPORT __declspec(dllexport)
#else
#define PATCHBAY_EXPORT __attribute__((visibility("default")))
#endif

/* UTF-8, not terminated. {NULL, 0} is the empty text. Never changes its layout. */
typedef struct patchbay_text {
  const char* data;
  size_t size; /* bytes */
} patchbay_text;

/* 0 is success; the others are the error table of host/PROTOCOL.md. Never renumbered. */
typedef int32_t patchbay_status;
enum {
  PATCHBAY_OK = 0,
  PATCHBAY_INVALID_PARAMS = 1,
  PATCHBAY_UNSUPPORTED = 2,
  PATCHBAY_NOT_FOUND = 3,
  PATCHBAY_CONFLICT = 4,
  PATCHBAY_AUTH_REQUIRED = 5,
  PATCHBAY_FORBIDDEN = 6,
  PATCHBAY_RATE_LIMITED = 7,
  PATCHBAY_UNAVAILABLE = 8,
  PATCHBAY_TIMEOUT = 9,
  PATCHBAY_CANCELLED = 10,
  PATCHBAY_BAD_REPLY = 11,
  PATCHBAY_UNKNOWN_OUTCOME = 12,
  PATCHBAY_INTERNAL = 13
};

typedef enum patchbay_log_level {
  PATCHBAY_LOG_DEBUG = 0,
  PATCHBAY_LOG_INFO = 1,
  PATCHBAY_LOG_WARNING = 2,
  PATCHBAY_LOG_ERROR = 3
} patchbay_log_level;

/* One request in flight. Owned by the host, valid until call() returns (L1), used on the thread of that call() only. */
typedef struct patchbay_call patchbay_call;

/* Never changes its layout. */
typedef struct patchbay_http_header {
  patchbay_text name;
  patchbay_text value;
} patchbay_http_header;

enum {
  /* The request may be sent again though the CRM may have acted on it: a search by POST, say. GET, HEAD, PUT, DELETE always may. */
  PATCHBAY_HTTP_IDEMPOTENT = 1u << 0,
  /* Sent without the connection's credential: to a storage address that the CRM signed itself, on one of the manifest's storage_hosts.
   * A 401 from there is an ordinary refusal (FORBIDDEN), nobody's sign-in has ended. */
  PATCHBAY_HTTP_ANONYMOUS = 1u << 1
};

typedef struct patchbay_http_request {
  uint32_t struct_size;
  uint32_t flags;
  patchbay_text method; /* "GET", "POST", "PATCH", ... */
  /* Below the connection's base URL ("/api/v2/persons?limit=1"), or an absolute URL on a host that the manifest allows (a paging
   * link). Every value in it is percent-encoded by the adapter. */
  patchbay_text target;
  const patchbay_http_header* headers; /* "Authorization" is refused: the host adds the credential */
  size_t header_count;
  patchbay_text body;
  patchbay_text bucket; /* id of a rate bucket in the manifest; empty: the first one */
  uint32_t cost;        /* in the bucket's unit; 0 counts as 1 */
} patchbay_http_request;

typedef struct patchbay_http_response {
  uint32_t struct_size;
  /* PATCHBAY_OK, or why there is no answer: UNAVAILABLE, UNKNOWN_OUTCOME, TIMEOUT, CANCELLED, RATE_LIMITED, AUTH_REQUIRED, FORBIDDEN.
   * An adapter hands such a failure on as it is, by patchbay_host.fail. */
  patchbay_status failure;
  patchbay_text failure_message;
  int32_t status; /* HTTP status 200-499, never 401 and never 429; 0 with a failure */
  const patchbay_http_header* headers;
  size_t header_count;
  patchbay_text body;
} patchbay_http_response;

typedef struct patchbay_error {
  uint32_t struct_size;
  patchbay_status status; /* not PATCHBAY_OK */
  patchbay_text message;  /* for people and for logs: no phone number, no token, none of the CRM's own text */
  patchbay_text remote;   /* the CRM's own text, or empty: shown, never logged */
  patchbay_text field;    /* with PATCHBAY_INVALID_PARAMS: which field, as the extension named it; else empty */
} patchbay_error;

typedef struct patchbay_host {
  uint32_t struct_size;
  uint32_t abi_minor;

  /* Sends `count` requests at the same time and blocks until each has an answer or a failure. On PATCHBAY_OK, *responses points to
   * `count` responses in the order of the requests (L1). PATCHBAY_CANCELLED or PATCHBAY_TIMEOUT: the whole call is over, and the
   * adapter returns without reply or fail, or with fail. PATCHBAY_INVALID_PARAMS: a request is malformed; nothing was sent.
   * [worker-thread] */
  patchbay_status (*http_exchange)(patchbay_call* call, const patchbay_http_request* const* requests, size_t count,
                                   const patchbay_http_response* const** responses);

  /* Answers the call with a JSON text. Exactly one reply or fail a call: none or two make the host answer PATCHBAY_INTERNAL and name
   * the adapter. [worker-thread] */
  void (*reply)(patchbay_call* call, patchbay_text json);

  /* Answers the call with an error. [worker-thread] */
  void (*fail)(patchbay_call* call, const patchbay_error* error);

  /* A line for the host's log; no phone number, no token, none of the CRM's text. [thread-safe] */
  void (*log)(const struct patchbay_host* host, patchbay_log_level level, patchbay_text line);

  /* An ability of the host by its id ("patchbay.name/1"); NULL when this host does not have it. [thread-safe] */
  const void* (*get_extension)(const struct patchbay_host* host, const char* id);
} patchbay_host;

typedef struct patchbay_adapter {
  uint32_t struct_size;
  void* self; /* the adapter's own; the host never looks */

  /* Does `operation` ("contact.find") with `params`, a JSON object (both L1); answers through host.reply or host.fail before it
   * returns. Operations and their params stand in adapters/README.md. [worker-thread] */
  void (*call)(const struct patchbay_adapter* adapter, patchbay_call* call, patchbay_text operation, patchbay_text params);

  /* An ability of the adapter by its id; NULL when it does not have it. May be NULL itself. [thread-safe] */
  const void* (*get_extension)(const struct patchbay_adapter* adapter, const char* id);

  /* Called once, after the last call has returned. [main-thread] */
  void (*destroy)(struct patchbay_adapter* adapter);
} patchbay_adapter;

typedef struct patchbay_adapter_entry {
  uint32_t struct_size;
  uint32_t abi_minor; /* PATCHBAY_ABI_MINOR at the time of building */

  /* The manifest, a JSON object, NUL-terminated. */
  const char* manifest_json;

  /* The operations that call() knows, NULL-terminated: { "user.get", "contact.find", NULL }. */
  const char* const* operations;

  /* Makes the adapter; `host` outlives it. NULL: it cannot work here (it says why through host.log). The adapter does not change
   * after this. [main-thread] */
  patchbay_adapter* (*create)(const patchbay_host* host);
} patchbay_adapter_entry;

/* The one symbol that an adapter library exports. */
PATCHBAY_EXPORT extern const patchbay_adapter_entry patchbay_adapter_v1;

#ifdef __cplusplus
}
#endif

#endif
