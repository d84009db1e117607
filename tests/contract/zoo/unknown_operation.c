/* It offers something that does not exist. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
}

CREATE_WITH(call)
static const char* const operations[] = {"user.get", "contact.guess", NULL};
ENTRY(MANIFEST("unknown_operation"))
