/* Its error claims to end before its texts. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  const patchbay_error error = {.struct_size = 8, .status = PATCHBAY_NOT_FOUND};
  host->fail(in_flight, &error);
}

ANIMAL("error_too_small")
