/* It answers twice. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
  host->reply(in_flight, GOOD_USER);
}

ANIMAL("replies_twice")
