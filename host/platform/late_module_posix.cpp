#include "platform/late_module.hpp"

#include <string>

#include <dlfcn.h>

#include "platform/paths.hpp"

namespace patchbay::platform {

Result<void*> late_symbol(std::string_view name, char const* symbol) {
  auto const file = executable().parent_path().parent_path() / "lib" / "patchbay" / (std::string(name) + ".so");
  // dlopen counts references and loads once; we never close, so the address stays valid.
  void* const module = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* const address = module ? dlsym(module, symbol) : nullptr;
  if (!address) return fail(ErrorCode::internal, std::string("A part of Patchbay is missing: ") + dlerror());
  return address;
}

}  // namespace patchbay::platform
