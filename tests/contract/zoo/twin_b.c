/* Two libraries with one id: the first one wins. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
}

ANIMAL("twin")
