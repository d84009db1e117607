/* Its answer is no UTF-8, which must not reach a frame. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, TEXT("{\"id\": \"\xFF\"}"));
}

ANIMAL("replies_broken_utf8")
