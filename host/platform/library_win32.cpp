#include "platform/library.hpp"

#include "platform/win32.hpp"

namespace patchbay::platform {
namespace {

// While it lives, Windows does not show a box when a library lacks another one, and wait for somebody to
// close it: nobody would, since the browser shows no window of the host's.
class NoBoxes {
 public:
  NoBoxes() { SetThreadErrorMode(SEM_FAILCRITICALERRORS, &before_); }
  ~NoBoxes() { SetThreadErrorMode(before_, nullptr); }
  NoBoxes(NoBoxes const&) = delete;
  NoBoxes& operator=(NoBoxes const&) = delete;

 private:
  DWORD before_ = 0;
};

HMODULE load(std::filesystem::path const& library) {
  NoBoxes const quiet;
  return LoadLibraryExW(library.c_str(), nullptr,
                        LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
}

}  // namespace

std::string_view library_suffix() { return ".dll"; }

// What the library needs is looked for beside it and in Windows' own folder, never in the current one or
// along PATH. There is no FreeLibrary anywhere: code may still be on some thread's stack.
Result<void const*> load_symbol(std::filesystem::path const& library, char const* symbol) {
  auto path = library;
  path.make_preferred();  // the search flags do not know a slash
  HMODULE const module = load(path);
  void const* const address =
      module ? reinterpret_cast<void const*>(GetProcAddress(module, symbol)) : nullptr;
  if (!address)
    return fail(ErrorCode::bad_reply,
                path.string() + " cannot be loaded: " + words_for(GetLastError()) + ".");
  return address;
}

}  // namespace patchbay::platform
