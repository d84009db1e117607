/* Its entry claims to end before create(). */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
}

CREATE_WITH(call)
OPERATIONS
const patchbay_adapter_entry patchbay_adapter_v1 = {sizeof patchbay_adapter_v1 - sizeof(void*),
                                                    PATCHBAY_ABI_MINOR, MANIFEST("entry_too_small"),
                                                    operations, create};
