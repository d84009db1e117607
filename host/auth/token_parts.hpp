// What the token sources of all connections share. A value of references; its members are thread-safe.
#pragma once

#include <functional>

#include "auth/keys.hpp"
#include "base/clock.hpp"
#include "base/crm.hpp"
#include "http/http.hpp"
#include "store/credentials.hpp"
#include "store/database.hpp"

namespace patchbay {

struct TokenParts {
  Database& database;
  Keys& keys;
  HttpClient& http;  // without the layers of a connection
  Clock const& clock;
  // Called after a row of the connections changed: its state, or the variables of a new token. No lock is
  // held. May be empty.
  std::function<void(ConnectionId)> changed;
};

// How a connection's credential travels.
struct CredentialForm {
  std::string header = "Authorization";
  std::string prefix = "Bearer ";
};

// The stored credentials. Error: auth_required when the connection was signed out or its credentials cannot
// be opened, unavailable.
Result<Credentials> load_credentials(TokenParts const& parts, ConnectionId id);

// Marks the connection as expired; returns the error that says so.
Error expire(TokenParts const& parts, ConnectionId id, std::string_view reason);

}  // namespace patchbay
