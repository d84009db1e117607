/* It needs a function that is nowhere. */
#include "animal.h"

void patchbay_zoo_is_nowhere(void);

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  patchbay_zoo_is_nowhere();
}

ANIMAL("undefined_symbol")
