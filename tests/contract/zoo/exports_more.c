/* It exports a function that another library could stumble over. */
#include "animal.h"

__attribute__((visibility("default"))) int parse(void);
int parse(void) { return 1; }

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
}

ANIMAL("exports_more")
