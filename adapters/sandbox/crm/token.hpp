// Random tokens, and the hashes under which they are kept. Pure but for the randomness; any thread.
#pragma once

#include <string>
#include <string_view>

namespace patchbay::crm {

// 256 random bits in base64url.
std::string random_token();

// SHA-256 in base64url without padding: how tokens are stored, and PKCE's S256.
std::string sha256(std::string_view text);

}  // namespace patchbay::crm
