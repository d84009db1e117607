// The keychains' certificates become a file once a process, since curl keeps what it has read of a file, and
// reads a text anew for each connection.
#include "platform/ca_bundle.hpp"

#include <cstdlib>
#include <system_error>

#include "platform/paths.hpp"
#include "platform/private_file.hpp"
#include "platform/trusted_certificates_apple.hpp"

namespace patchbay::platform {

std::filesystem::path ca_bundle() {
  std::error_code ignored;  // a file that cannot be looked at is as good as none
  if (char const* const named = std::getenv("SSL_CERT_FILE");
      named && std::filesystem::exists(named, ignored))
    return named;
  auto const folder = home() / "Library" / "Caches" / "Patchbay";
  auto const text = trusted_certificates();
  if (!text.empty() && make_private_directory(folder) &&
      write_private_file(folder / "certificates.pem", text))
    return folder / "certificates.pem";
  return "/etc/ssl/cert.pem";  // Apple's own, without the organisation's
}

}  // namespace patchbay::platform
