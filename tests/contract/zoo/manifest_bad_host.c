/* It allows every host below a top-level domain. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
}

CREATE_WITH(call)
OPERATIONS
ENTRY(MANIFEST_WITH("manifest_bad_host", ",\"allowed_hosts\":[\"*.com\"]"))
