// The token by which the extension names a connection: a JWT, HS256, made and read by this host only. Pure
// functions, any thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/secret.hpp"

namespace patchbay {

// Whom a token stands for.
struct Identity {
  std::string user_id;   // in the CRM
  std::string platform;  // the adapter's id
};

// connection.list hands out fresh ones, so this is how long an extension may stay away.
inline constexpr std::chrono::hours token_lifetime{24 * 90};

std::string issue_token(Identity const& identity, Secret const& key, WallTime now,
                        std::chrono::seconds lifetime = token_lifetime);

// Error: auth_required when the token is malformed, expired, of another algorithm, or not signed with `key`.
// That the connection still exists is for the caller to see.
Result<Identity> verify_token(std::string_view token, Secret const& key, WallTime now);

}  // namespace patchbay
