// Where this machine keeps the certificates that it trusts. Thread-safe.
#pragma once

#include <filesystem>

namespace patchbay::platform {

// A file of PEM certificates: what SSL_CERT_FILE names, else the distribution's bundle, into which
// administrators put their company's own. Empty: there is none, or the system keeps its certificates
// elsewhere.
std::filesystem::path ca_bundle();

}  // namespace patchbay::platform
