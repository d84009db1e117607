#include "platform/late_module.hpp"

#include <filesystem>
#include <string>
#include <system_error>

#include <dlfcn.h>

#include "platform/paths.hpp"

namespace patchbay::platform {

Result<void*> late_symbol(std::string_view name, char const* symbol) {
  auto const file = executable().parent_path().parent_path() / "lib" / "patchbay" /
                    (std::string(name) + "-" PATCHBAY_VERSION ".so");
  // dlopen counts references and loads once; we never close, so the address stays valid.
  void* const module = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  void* const address = module ? dlsym(module, symbol) : nullptr;
  if (address) return address;
  std::string const reason = dlerror();
  std::error_code unreadable;  // then the loader's words say why
  if (std::filesystem::exists(file, unreadable) || unreadable)
    return fail(ErrorCode::internal, "A part of Patchbay cannot be used: " + reason);
  return fail(ErrorCode::unavailable, "Patchbay was updated or removed while it ran: its part " +
                                          file.filename().string() +
                                          " is gone. Restart the browser if this does not pass by itself.");
}

}  // namespace patchbay::platform
