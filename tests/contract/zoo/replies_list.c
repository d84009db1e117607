/* Its answer is JSON, but no object. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, TEXT("[7]"));
}

ANIMAL("replies_list")
