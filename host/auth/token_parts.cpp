#include "auth/token_parts.hpp"

#include <string>

#include "store/connections.hpp"

namespace patchbay {

Result<Credentials> load_credentials(TokenParts const& parts, ConnectionId id) {
  auto const key = parts.keys.sealing_key();
  if (!key) return key.error();
  auto found = CredentialStore(parts.database).load(id, *key);
  if (!found) return found.error();
  if (std::optional<Credentials>& credentials = *found) return std::move(*credentials);
  return fail(ErrorCode::auth_required, "This connection was signed out. Sign in again.");
}

Error expire(TokenParts const& parts, ConnectionId id, std::string_view reason) {
  // That the state could not be written changes nothing for the caller: the next refresh finds the same.
  (void)Connections(parts.database).set_state(id, ConnectionState::expired, reason);
  if (parts.changed) parts.changed(id);
  return fail(ErrorCode::auth_required, std::string(reason));
}

}  // namespace patchbay
