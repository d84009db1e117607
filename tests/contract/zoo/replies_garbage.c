/* Its answer is no JSON. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, TEXT("{\"id\": \"7\""));
}

ANIMAL("replies_garbage")
