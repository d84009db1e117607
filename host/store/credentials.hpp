// What a connection signs in with, sealed on disk. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>

#include <boost/json/object.hpp>

#include "base/clock.hpp"
#include "base/crm.hpp"
#include "base/secret.hpp"
#include "store/database.hpp"
#include "store/sealing.hpp"

namespace patchbay {

struct Credentials {
  Secret access_token;
  Secret refresh_token;
  std::optional<WallTime> refresh_at;  // before the access token expires; none: the CRM does not say when
  Secret api_key;
  boost::json::object client;   // what a refresh or a sign-out needs beside the manifest: "server"
  std::int64_t generation = 0;  // of load: grows with every save
};

class CredentialStore {
 public:
  explicit CredentialStore(Database& database) : database_(database) {}

  // None: this connection has no credentials (it was signed out). Error: auth_required when they cannot be
  // opened.
  Result<std::optional<Credentials>> load(ConnectionId id, SealingKey const& key) const;
  // On disk when it returns; returns the new generation. Error: not_found when there is no such connection.
  Result<std::int64_t> save(ConnectionId id, Credentials const& credentials, SealingKey const& key);
  Result<void> remove(ConnectionId id);

 private:
  Database& database_;
};

}  // namespace patchbay
