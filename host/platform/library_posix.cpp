#include "platform/library.hpp"

#include <dlfcn.h>

namespace patchbay::platform {

std::string_view library_suffix() {
#if defined(__APPLE__)
  return ".dylib";
#else
  return ".so";
#endif
}

// RTLD_LOCAL keeps one library's symbols from standing in for another's. There is no dlclose anywhere: code
// may still be on some thread's stack, and destructors of thread-local objects would jump into what is gone.
Result<void const*> load_symbol(std::filesystem::path const& library, char const* symbol) {
  void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  void const* const address = handle ? dlsym(handle, symbol) : nullptr;
  if (!address) return fail(ErrorCode::bad_reply, dlerror());
  return address;
}

}  // namespace patchbay::platform
