/* It does not come back from being destroyed. */
#include <unistd.h>

#include "../../contract/zoo/animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
}

static void stay(patchbay_adapter* adapter) {
  (void)adapter;
  for (;;) pause();
}

CREATE_WITH(call)

static patchbay_adapter* create_that_stays(const patchbay_host* given) {
  patchbay_adapter* const made = create(given);
  made->destroy = stay;
  return made;
}

OPERATIONS
const patchbay_adapter_entry patchbay_adapter_v1 = {sizeof(patchbay_adapter_entry), PATCHBAY_ABI_MINOR,
                                                    MANIFEST("never_ends"), operations, create_that_stays};
