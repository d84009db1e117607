/* Its error has a status that does not exist, and a message that is no UTF-8 and has two lines. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  const patchbay_error error = {.struct_size = sizeof error, .status = 99, .message = TEXT("one\ntwo \xFF")};
  host->fail(in_flight, &error);
}

ANIMAL("fails_with_nonsense")
