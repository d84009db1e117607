/* Who is signed in is asked of it, and it never comes back. */
#include <unistd.h>

#include "../../contract/zoo/animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  (void)host;
  for (;;) pause();
}

ANIMAL("never_returns")
