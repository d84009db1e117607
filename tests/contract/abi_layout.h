/* The layout of version 1.0 on a 64-bit machine, once for C and once for C++. It may grow at the ends marked
 * so, and change nowhere. */
#include <assert.h>

#include "abi/patchbay_adapter.h"

static_assert(sizeof(void*) == 8, "these numbers are for 64 bits");

static_assert(sizeof(patchbay_text) == 16 && offsetof(patchbay_text, size) == 8, "fixed for ever");
static_assert(sizeof(patchbay_http_header) == 32 && offsetof(patchbay_http_header, value) == 16,
              "fixed for ever");
static_assert(sizeof(patchbay_status) == 4, "fixed for ever");

static_assert(offsetof(patchbay_http_request, struct_size) == 0, "first in every struct that grows");
static_assert(offsetof(patchbay_http_request, flags) == 4, "");
static_assert(offsetof(patchbay_http_request, method) == 8, "");
static_assert(offsetof(patchbay_http_request, target) == 24, "");
static_assert(offsetof(patchbay_http_request, headers) == 40, "");
static_assert(offsetof(patchbay_http_request, header_count) == 48, "");
static_assert(offsetof(patchbay_http_request, body) == 56, "");
static_assert(offsetof(patchbay_http_request, bucket) == 72, "");
static_assert(offsetof(patchbay_http_request, cost) == 88, "");

static_assert(offsetof(patchbay_http_response, struct_size) == 0, "");
static_assert(offsetof(patchbay_http_response, failure) == 4, "");
static_assert(offsetof(patchbay_http_response, failure_message) == 8, "");
static_assert(offsetof(patchbay_http_response, status) == 24, "");
static_assert(offsetof(patchbay_http_response, headers) == 32, "");
static_assert(offsetof(patchbay_http_response, header_count) == 40, "");
static_assert(offsetof(patchbay_http_response, body) == 48, "");

static_assert(offsetof(patchbay_error, struct_size) == 0, "");
static_assert(offsetof(patchbay_error, status) == 4, "");
static_assert(offsetof(patchbay_error, message) == 8, "");
static_assert(offsetof(patchbay_error, remote) == 24, "");
static_assert(offsetof(patchbay_error, field) == 40, "");

static_assert(offsetof(patchbay_host, struct_size) == 0, "");
static_assert(offsetof(patchbay_host, abi_minor) == 4, "");
static_assert(offsetof(patchbay_host, http_exchange) == 8, "");
static_assert(offsetof(patchbay_host, reply) == 16, "");
static_assert(offsetof(patchbay_host, fail) == 24, "");
static_assert(offsetof(patchbay_host, log) == 32, "");
static_assert(offsetof(patchbay_host, get_extension) == 40, "");

static_assert(offsetof(patchbay_adapter, struct_size) == 0, "");
static_assert(offsetof(patchbay_adapter, self) == 8, "");
static_assert(offsetof(patchbay_adapter, call) == 16, "");
static_assert(offsetof(patchbay_adapter, get_extension) == 24, "");
static_assert(offsetof(patchbay_adapter, destroy) == 32, "");

static_assert(offsetof(patchbay_adapter_entry, struct_size) == 0, "");
static_assert(offsetof(patchbay_adapter_entry, abi_minor) == 4, "");
static_assert(offsetof(patchbay_adapter_entry, manifest_json) == 8, "");
static_assert(offsetof(patchbay_adapter_entry, operations) == 16, "");
static_assert(offsetof(patchbay_adapter_entry, create) == 24, "");
