/* It returns without an answer. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  (void)host;
}

ANIMAL("replies_never")
