#include "store/connections.hpp"

#include <chrono>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace patchbay {
namespace {

namespace json = boost::json;

constexpr char select_all[] =
    "SELECT id, platform, user_id, user, variables, sign_in, base_url, region, hostname, state, reason, "
    "created_at, last_used_at "
    "FROM connections ";

std::int64_t milliseconds(WallTime time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

WallTime time_at(std::int64_t milliseconds) { return WallTime(std::chrono::milliseconds(milliseconds)); }

json::object object_in(std::string const& text) {
  boost::system::error_code problem;
  auto const document = json::parse(text, problem);
  return !problem && document.is_object() ? document.get_object() : json::object();
}

std::map<std::string, std::string> texts_in(std::string const& text) {
  std::map<std::string, std::string> texts;
  auto const members = object_in(text);
  for (auto const& [name, value] : members)
    if (value.is_string()) texts.emplace(name, value.get_string());
  return texts;
}

std::string text_of(std::map<std::string, std::string> const& texts) {
  json::object members;
  for (auto const& [name, value] : texts) members.emplace(name, value);
  return json::serialize(members);
}

ConnectionState state_named(std::string_view name) {
  if (name == "active") return ConnectionState::active;
  return name == "expired" ? ConnectionState::expired : ConnectionState::error;
}

Connection row_of(SQLite::Statement& row) {
  Connection connection;
  connection.id = row.getColumn(0).getInt64();
  connection.platform = row.getColumn(1).getString();
  connection.user_id = row.getColumn(2).getString();
  connection.user = object_in(row.getColumn(3).getString());
  connection.variables = texts_in(row.getColumn(4).getString());
  connection.sign_in = row.getColumn(5).getString();
  connection.base_url = row.getColumn(6).getString();
  connection.region = row.getColumn(7).getString();
  connection.hostname = row.getColumn(8).getString();
  connection.state = state_named(row.getColumn(9).getString());
  connection.reason = row.getColumn(10).getString();
  connection.created_at = time_at(row.getColumn(11).getInt64());
  connection.last_used_at = time_at(row.getColumn(12).getInt64());
  return connection;
}

std::optional<Connection> first_of(SQLite::Statement& rows) {
  if (!rows.executeStep()) return std::nullopt;
  return row_of(rows);
}

Result<void> run(SQLite::Statement statement) {
  statement.exec();
  return {};
}

}  // namespace

std::string_view name_of(ConnectionState state) {
  switch (state) {
    case ConnectionState::active:
      return "active";
    case ConnectionState::expired:
      return "expired";
    case ConnectionState::error:
      break;
  }
  return "error";
}

Result<std::vector<Connection>> Connections::list() const {
  return database_.read([](SQLite::Database& db) -> Result<std::vector<Connection>> {
    std::vector<Connection> all;
    SQLite::Statement rows(db, std::string(select_all) + "ORDER BY id");
    while (rows.executeStep()) all.push_back(row_of(rows));
    return all;
  });
}

Result<std::optional<Connection>> Connections::find(ConnectionId id) const {
  return database_.read([id](SQLite::Database& db) -> Result<std::optional<Connection>> {
    SQLite::Statement rows(db, std::string(select_all) + "WHERE id = ?");
    rows.bind(1, static_cast<std::int64_t>(id));
    return first_of(rows);
  });
}

Result<std::optional<Connection>> Connections::find(std::string_view platform,
                                                    std::string_view user_id) const {
  return database_.read([&](DatabaseConnection& db) -> Result<std::optional<Connection>> {
    static std::string const select_account = std::string(select_all) + "WHERE platform = ? AND user_id = ?";
    auto const rows = db.prepared(select_account);  // every request that carries a token asks this
    rows->bind(1, std::string(platform));
    rows->bind(2, std::string(user_id));
    return first_of(*rows);
  });
}

Result<ConnectionId> Connections::upsert(Connection const& connection) {
  return database_.write([&](SQLite::Database& db) -> Result<ConnectionId> {
    SQLite::Statement row(
        db,
        "INSERT INTO connections (platform, user_id, user, variables, sign_in, base_url, region, hostname, "
        "state, "
        "reason, created_at, last_used_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "
        "ON CONFLICT (platform, user_id) DO UPDATE SET user = ?3, variables = ?4, sign_in = ?5, base_url = "
        "?6, "
        "region = ?7, hostname = ?8, state = ?9, reason = ?10, last_used_at = ?12 RETURNING id");
    row.bind(1, connection.platform);
    row.bind(2, connection.user_id);
    row.bind(3, json::serialize(connection.user));
    row.bind(4, text_of(connection.variables));
    row.bind(5, connection.sign_in);
    row.bind(6, connection.base_url);
    row.bind(7, connection.region);
    row.bind(8, connection.hostname);
    row.bind(9, std::string(name_of(connection.state)));
    row.bind(10, connection.reason);
    row.bind(11, milliseconds(connection.created_at));
    row.bind(12, milliseconds(connection.last_used_at));
    row.executeStep();
    ConnectionId const id = row.getColumn(0).getInt64();
    return id;
  });
}

Result<void> Connections::set_state(ConnectionId id, ConnectionState state, std::string_view reason) {
  return database_.write([&](SQLite::Database& db) {
    SQLite::Statement row(db, "UPDATE connections SET state = ?, reason = ? WHERE id = ?");
    row.bind(1, std::string(name_of(state)));
    row.bind(2, std::string(reason));
    row.bind(3, static_cast<std::int64_t>(id));
    return run(std::move(row));
  });
}

Result<void> Connections::set_used(ConnectionId id, WallTime when) {
  return database_.write([&](SQLite::Database& db) {
    SQLite::Statement row(db, "UPDATE connections SET last_used_at = ? WHERE id = ?");
    row.bind(1, milliseconds(when));
    row.bind(2, static_cast<std::int64_t>(id));
    return run(std::move(row));
  });
}

Result<bool> Connections::add_variables(ConnectionId id,
                                        std::map<std::string, std::string> const& variables) {
  return database_.write([&](SQLite::Database& db) -> Result<bool> {
    // json_patch replaces members of the same name and keeps the others.
    SQLite::Statement row(
        db,
        "UPDATE connections SET variables = json_patch(variables, ?1) WHERE id = ?2 AND variables <> "
        "json_patch(variables, ?1)");
    row.bind(1, text_of(variables));
    row.bind(2, static_cast<std::int64_t>(id));
    return row.exec() > 0;
  });
}

Result<void> Connections::remove(ConnectionId id) {
  return database_.write([&](SQLite::Database& db) {
    SQLite::Statement row(db, "DELETE FROM connections WHERE id = ?");
    row.bind(1, static_cast<std::int64_t>(id));
    return run(std::move(row));
  });
}

}  // namespace patchbay
