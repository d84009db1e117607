// What the keychains hold of certificates that are trusted for TLS. Thread-safe.
#pragma once

#include <string>

namespace patchbay::platform {

// As PEM: Apple's own, and those that an administrator, a profile or the user trusts; none that one of them
// distrusts. Empty: the keychains do not answer.
std::string trusted_certificates();

}  // namespace patchbay::platform
