/* Built for a newer minor version than this host's: it may rely on members that are not there. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
}

CREATE_WITH(call)
OPERATIONS
const patchbay_adapter_entry patchbay_adapter_v1 = {sizeof patchbay_adapter_v1, PATCHBAY_ABI_MINOR + 1,
                                                    MANIFEST("abi_minor_newer"), operations, create};
