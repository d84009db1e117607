/* It sends a request to a host that its manifest does not allow. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  const patchbay_http_request request = {
      .struct_size = sizeof request, .method = TEXT("GET"), .target = TEXT("https://elsewhere.example/me")};
  const patchbay_http_request* const requests[] = {&request};
  const patchbay_http_response* const* responses = NULL;
  if (host->http_exchange(in_flight, requests, 1, &responses) != PATCHBAY_OK) return;
  if (responses[0]->failure != PATCHBAY_OK) {
    const patchbay_error error = {.struct_size = sizeof error,
                                  .status = responses[0]->failure,
                                  .message = responses[0]->failure_message};
    host->fail(in_flight, &error);
    return;
  }
  host->reply(in_flight, GOOD_USER);
}

ANIMAL("foreign_host")
