#include "store/credentials.hpp"

#include <chrono>
#include <string>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace patchbay {
namespace {

namespace json = boost::json;

// Binds a blob to its row: copied into another connection's row it does not open.
std::string context_of(ConnectionId id, std::string const& platform) {
  return "credentials/1 " + std::to_string(id) + " " + platform;
}

Secret text_of(Credentials const& credentials) {
  json::object members;
  members["access_token"] = credentials.access_token.view();
  members["refresh_token"] = credentials.refresh_token.view();
  members["api_key"] = credentials.api_key.view();
  members["client"] = credentials.client;
  if (credentials.refresh_at)
    members["refresh_at"] = std::chrono::system_clock::to_time_t(*credentials.refresh_at);
  return Secret(json::serialize(members));
}

Secret secret_in(json::object const& members, char const* name) {
  auto const* value = members.if_contains(name);
  return value && value->is_string() ? Secret(std::string(value->get_string())) : Secret();
}

Credentials credentials_in(Secret const& text) {
  Credentials credentials;
  auto const document = json::parse(text.view());
  auto const& members = document.as_object();
  credentials.access_token = secret_in(members, "access_token");
  credentials.refresh_token = secret_in(members, "refresh_token");
  credentials.api_key = secret_in(members, "api_key");
  if (auto const* client = members.if_contains("client"); client && client->is_object())
    credentials.client = client->get_object();
  if (auto const* time = members.if_contains("refresh_at"); time && time->is_int64())
    credentials.refresh_at = std::chrono::system_clock::from_time_t(time->get_int64());
  return credentials;
}

std::optional<std::string> platform_of(SQLite::Database& db, ConnectionId id) {
  SQLite::Statement row(db, "SELECT platform FROM connections WHERE id = ?");
  row.bind(1, static_cast<std::int64_t>(id));
  if (!row.executeStep()) return std::nullopt;
  return row.getColumn(0).getString();
}

}  // namespace

Result<std::optional<Credentials>> CredentialStore::load(ConnectionId id, SealingKey const& key) const {
  return database_.read([&](SQLite::Database& db) -> Result<std::optional<Credentials>> {
    SQLite::Statement row(
        db,
        "SELECT platform, generation, sealed FROM credentials JOIN connections ON id = connection_id "
        "WHERE connection_id = ?");
    row.bind(1, static_cast<std::int64_t>(id));
    if (!row.executeStep()) return std::optional<Credentials>();
    auto const text = unseal(row.getColumn(2).getString(), context_of(id, row.getColumn(0).getString()), key);
    if (!text) return text.error();
    std::optional<Credentials> credentials(credentials_in(*text));
    credentials->generation = row.getColumn(1).getInt64();
    return credentials;
  });
}

Result<std::int64_t> CredentialStore::save(ConnectionId id, Credentials const& credentials,
                                           SealingKey const& key) {
  return database_.write([&](SQLite::Database& db) -> Result<std::int64_t> {
    auto const platform = platform_of(db, id);
    if (!platform) return fail(ErrorCode::not_found, "This connection was removed.");
    auto const blob = seal(text_of(credentials), context_of(id, *platform), key);
    SQLite::Statement row(db,
                          "INSERT INTO credentials (connection_id, generation, sealed) VALUES (?1, 1, ?2) ON "
                          "CONFLICT (connection_id) "
                          "DO UPDATE SET generation = generation + 1, sealed = ?2 RETURNING generation");
    row.bind(1, static_cast<std::int64_t>(id));
    row.bind(2, blob.data(), static_cast<int>(blob.size()));
    row.executeStep();
    std::int64_t const generation = row.getColumn(0).getInt64();
    return generation;
  });
}

Result<void> CredentialStore::remove(ConnectionId id) {
  return database_.write([&](SQLite::Database& db) -> Result<void> {
    SQLite::Statement row(db, "DELETE FROM credentials WHERE connection_id = ?");
    row.bind(1, static_cast<std::int64_t>(id));
    row.exec();
    return {};
  });
}

}  // namespace patchbay
