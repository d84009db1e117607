/* Its manifest has a member that nobody knows: allowed_hosts, misspelt. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
}

CREATE_WITH(call)
OPERATIONS
ENTRY(MANIFEST_WITH("manifest_unknown_member", ",\"allowed_host\":[]"))
