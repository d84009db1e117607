// Sealing of small secrets: AES-256-GCM under a key that lies in the keyring. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/secret.hpp"

namespace patchbay {

struct SealingKey {
  Secret bytes;  // 32 of them
};

// A blob that only this key opens, and only under the same `context`: what the secret belongs to. Different
// at every call.
std::string seal(Secret const& plain, std::string_view context, SealingKey const& key);

// Error: auth_required when the key or the context is another, or a bit has changed.
Result<Secret> unseal(std::string_view blob, std::string_view context, SealingKey const& key);

}  // namespace patchbay
