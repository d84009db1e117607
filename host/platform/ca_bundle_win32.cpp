// Windows keeps certificates in a store of its own, which curl reads when no file is named.
#include "platform/ca_bundle.hpp"

#include <cstdlib>
#include <cwchar>
#include <system_error>

namespace patchbay::platform {

std::filesystem::path ca_bundle() {
  wchar_t const* const named = _wgetenv(L"SSL_CERT_FILE");
  std::error_code ignored;  // a file that cannot be looked at is as good as none
  if (named && std::filesystem::exists(named, ignored)) return named;
  return {};
}

}  // namespace patchbay::platform
