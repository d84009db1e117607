// One connection in a database of its own, with its keys, a scripted CRM and a clock that stands still. For
// tests of token sources.
#pragma once

#include <atomic>
#include <string>

#include "auth/token_parts.hpp"
#include "platform/keyring_file.hpp"
#include "store/connections.hpp"
#include "store/credentials.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_http.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::test {

struct TokenWorld {
  explicit TokenWorld(std::string const& sign_in) {
    Connection connection;
    connection.platform = "sandbox";
    connection.user_id = "17";
    connection.sign_in = sign_in;
    connection.created_at = connection.last_used_at = clock.wall_now();
    id = Connections(database).upsert(connection).value();
  }

  void store(Credentials const& credentials) {
    CredentialStore(database).save(id, credentials, keys.sealing_key().value()).value();
  }

  Credentials stored() {
    return std::move(*CredentialStore(database).load(id, keys.sealing_key().value()).value());
  }
  Connection connection() { return *Connections(database).find(id).value(); }
  Context context() const { return {clock.steady_now() + std::chrono::seconds(30), {}}; }

  TokenParts parts() {
    return {database, keys, http, clock, [this](ConnectionId) { ++changes; }};
  }

  TempDir folder;
  platform::FileKeyring keyring{folder / "keys"};
  Database database{folder / "patchbay.db"};
  Keys keys{keyring, folder.path()};
  ScriptedClient http;
  FakeClock clock;
  ConnectionId id = 0;
  std::atomic<int> changes{0};
};

}  // namespace patchbay::test
