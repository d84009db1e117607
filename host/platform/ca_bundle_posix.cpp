#include "platform/ca_bundle.hpp"

#include <cstdlib>

namespace patchbay::platform {

std::filesystem::path ca_bundle() {
  static constexpr char const* bundles[] = {
      "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Ubuntu, Arch
      "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // Fedora, RHEL
      "/etc/ssl/ca-bundle.pem",                             // openSUSE
      "/etc/ssl/cert.pem",                                  // Alpine, macOS
  };
  std::error_code ignored;  // a file that cannot be looked at is as good as none
  if (char const* const named = std::getenv("SSL_CERT_FILE");
      named && std::filesystem::exists(named, ignored))
    return named;
  for (auto const* const bundle : bundles)
    if (std::filesystem::exists(bundle, ignored)) return bundle;
  return {};
}

}  // namespace patchbay::platform
