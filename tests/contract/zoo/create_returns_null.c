/* It cannot work here, and says so. */
#include "animal.h"

OPERATIONS

static patchbay_adapter* create(const patchbay_host* given) {
  host = given;
  host->log(host, PATCHBAY_LOG_ERROR, TEXT("the moon is in the wrong house"));
  return NULL;
}

ENTRY(MANIFEST("create_returns_null"))
