/* It writes to standard output, where the frames go. */
#include <stdio.h>

#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  puts("a line for nobody");
  fflush(stdout);
  host->reply(in_flight, GOOD_USER);
}

ANIMAL("prints_to_stdout")
