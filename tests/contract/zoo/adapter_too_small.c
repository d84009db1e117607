/* Its adapter claims to end before destroy(). */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
}

CREATE_WITH(call)
OPERATIONS

static patchbay_adapter* create_small(const patchbay_host* given) {
  patchbay_adapter* made = create(given);
  made->struct_size -= sizeof(void*);
  return made;
}

const patchbay_adapter_entry patchbay_adapter_v1 = {sizeof patchbay_adapter_v1, PATCHBAY_ABI_MINOR,
                                                    MANIFEST("adapter_too_small"), operations, create_small};
