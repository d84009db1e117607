/* The smallest adapter, in C11 and without a library: who is signed in. Its CRM answers GET /me with {"id":
 * "...", "name": "..."}, which happens to be the reply of user.get, so the body is handed on as it came. */
#include "abi/patchbay_adapter.h"

#define TEXT(literal) ((patchbay_text){literal, sizeof(literal) - 1})

static const patchbay_host* the_host; /* set once by create(), before any call */

static void fail(patchbay_call* call, patchbay_status status, patchbay_text message, patchbay_text remote) {
  const patchbay_error error = {
      .struct_size = sizeof error, .status = status, .message = message, .remote = remote};
  the_host->fail(call, &error);
}

static void get_user(patchbay_call* call) {
  const patchbay_http_request request = {
      .struct_size = sizeof request, .method = TEXT("GET"), .target = TEXT("/me")};
  const patchbay_http_request* const requests[] = {&request};
  const patchbay_http_response* const* responses = NULL;
  if (the_host->http_exchange(call, requests, 1, &responses) != PATCHBAY_OK)
    return; /* the whole call is over */

  const patchbay_http_response* response = responses[0];
  if (response->failure != PATCHBAY_OK) {
    fail(call, response->failure, response->failure_message, (patchbay_text){0});
  } else if (response->status != 200) {
    fail(call, PATCHBAY_BAD_REPLY, TEXT("The CRM does not say who is signed in."), response->body);
  } else {
    the_host->reply(call, response->body);
  }
}

static void call(const patchbay_adapter* adapter, patchbay_call* in_flight, patchbay_text operation,
                 patchbay_text params) {
  (void)adapter, (void)operation,
      (void)params; /* user.get is all that the entry lists, so it is all that comes */
  get_user(in_flight);
}

static void destroy(patchbay_adapter* adapter) { (void)adapter; }

static patchbay_adapter* create(const patchbay_host* host) {
  static patchbay_adapter adapter = {.struct_size = sizeof adapter, .call = call, .destroy = destroy};
  the_host = host;
  return &adapter;
}

static const char* const operations[] = {"user.get", NULL};

const patchbay_adapter_entry patchbay_adapter_v1 = {
    .struct_size = sizeof patchbay_adapter_v1,
    .abi_minor = PATCHBAY_ABI_MINOR,
    .manifest_json =
        "{\"id\": \"example_c\", \"name\": \"Example in C\", \"version\": \"1.0.0\","
        " \"auth\": {\"api_key\": {\"header\": \"X-Api-Key\","
        "   \"fields\": [{\"id\": \"apiKey\", \"label\": \"API key\", \"secret\": true, \"required\": "
        "true}]}},"
        " \"base_url\": {\"api_key\": \"https://crm.example.com/api\"},"
        " \"contact_types\": [{\"id\": \"person\", \"name\": \"Person\"}]}",
    .operations = operations,
    .create = create,
};
