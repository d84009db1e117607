// An exception leaves its create().
#include <stdexcept>

#include "animal.h"

OPERATIONS

static patchbay_adapter* create(const patchbay_host* given) {
  host = given;
  throw std::runtime_error("create");
}

ENTRY(MANIFEST("create_throws"))
