/* It does not offer the one operation that is required. */
#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  host->reply(in_flight, GOOD_USER);
}

CREATE_WITH(call)
static const char* const operations[] = {"contact.find", NULL};
ENTRY(MANIFEST("no_user_get"))
