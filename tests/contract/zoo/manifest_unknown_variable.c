/* A URL template uses a variable that is never filled. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
}

CREATE_WITH(call)
OPERATIONS
ENTRY(MANIFEST_WITH("manifest_unknown_variable", ",\"urls\":{\"log\":\"https://crm.example/{logID}\"}"))
