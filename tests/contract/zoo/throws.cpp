// An exception leaves its call().
#include <stdexcept>

#include "animal.h"

static void call(CALL_PARAMETERS) {
  UNUSED_PARAMETERS;
  throw std::runtime_error("call");
}

ANIMAL("throws")
