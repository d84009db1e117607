#include "platform/open_url.hpp"

#include "platform/browser_url.hpp"
#include "platform/win32.hpp"

#include <objbase.h>
#include <shellapi.h>

namespace patchbay::platform {

Result<void> open_url(std::string const& url) {
  if (!may_be_opened(url))
    return fail(ErrorCode::invalid_params, "The sign-in address is no https address, so it was not opened.");
  // The shell may hand on to parts of itself that want COM. A thread that has it in another form will do.
  bool const begun = SUCCEEDED(CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE));
  auto const done = reinterpret_cast<std::intptr_t>(
      ShellExecuteW(nullptr, L"open", utf16(url).c_str(), nullptr, nullptr, SW_SHOWNORMAL));
  if (begun) CoUninitialize();
  if (done > 32) return {};  // the shell's own border between success and its error numbers
  return fail(ErrorCode::unavailable, "No browser could be started.");
}

}  // namespace patchbay::platform
