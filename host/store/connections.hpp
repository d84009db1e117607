// A signed-in CRM account, and the table of them. Thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/clock.hpp"
#include "base/crm.hpp"
#include "store/database.hpp"

namespace patchbay {

enum class ConnectionState { active, expired, error };

std::string_view name_of(ConnectionState state);

struct Connection {
  ConnectionId id = 0;
  std::string platform;
  std::string user_id;
  boost::json::object user;  // id, name, email, timezoneName
  std::map<std::string, std::string>
      variables;        // "token.NAME" from the token reply, "user.NAME" from user.get
  std::string sign_in;  // "oauth" or "apiKey"
  std::string base_url;
  std::string region;
  std::string hostname;
  ConnectionState state = ConnectionState::active;
  std::string reason;  // why it is not active, for a person
  WallTime created_at;
  WallTime last_used_at;
};

class Connections {
 public:
  explicit Connections(Database& database) : database_(database) {}

  Result<std::vector<Connection>> list() const;  // oldest first
  Result<std::optional<Connection>> find(ConnectionId id) const;
  Result<std::optional<Connection>> find(std::string_view platform, std::string_view user_id) const;

  // The row of (platform, user_id) becomes `connection`, its id ignored; an existing row keeps its id and its
  // created_at.
  Result<ConnectionId> upsert(Connection const& connection);

  Result<void> set_state(ConnectionId id, ConnectionState state, std::string_view reason);
  Result<void> set_used(ConnectionId id, WallTime when);
  // Adds to the variables, replacing those of the same name. False: they are there already.
  Result<bool> add_variables(ConnectionId id, std::map<std::string, std::string> const& variables);
  // With its credentials. One that is gone already counts as removed.
  Result<void> remove(ConnectionId id);

 private:
  Database& database_;
};

}  // namespace patchbay
