// On Windows the late modules are linked into the program: a library with a C++ runtime of its own could not
// share objects with it.
#include "platform/late_module.hpp"

#include <string>

#include "platform/win32.hpp"

namespace patchbay::platform {

Result<void*> late_symbol(std::string_view name, char const* symbol) {
  auto* const address = reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(nullptr), symbol));
  if (!address) return fail(ErrorCode::internal, "A part of Patchbay is missing: " + std::string(name) + ".");
  return address;
}

}  // namespace patchbay::platform
