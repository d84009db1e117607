// On macOS the late modules are linked into the program: libraries there are loaded fast, and each would
// bring a C++ runtime of its own.
#include "platform/late_module.hpp"

#include <string>

#include <dlfcn.h>

namespace patchbay::platform {

Result<void*> late_symbol(std::string_view name, char const* symbol) {
  void* const address = dlsym(RTLD_MAIN_ONLY, symbol);
  if (!address) return fail(ErrorCode::internal, "A part of Patchbay is missing: " + std::string(name) + ".");
  return address;
}

}  // namespace patchbay::platform
