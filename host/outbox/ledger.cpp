#include "outbox/ledger.hpp"

#include <array>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/json_read.hpp"
#include "outbox/difference.hpp"

namespace patchbay::outbox {
namespace {

namespace json = boost::json;

constexpr std::array state_names{"pending", "logged", "blocked", "failed"};
constexpr std::array kind_names{"call", "message"};
constexpr char all_columns[] =
    "SELECT id, account, kind, mark, revision, wanted, delivered, log_id, adapter_data, body, state, sent, attempts, error, "
    "created_at, next_attempt_at FROM ledger ";

char const* name_of(State state) { return state_names.at(static_cast<std::size_t>(state)); }
char const* name_of(Kind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }

State state_from(std::string_view name) {
  for (std::size_t i = 0; i < state_names.size(); ++i) {
    if (name == state_names[i]) return static_cast<State>(i);
  }
  return State::failed;
}

long long millis(WallTime time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

WallTime time_from(long long millis) { return WallTime(std::chrono::milliseconds(millis)); }

json::object object_from(std::string const& text) {
  json::error_code code;
  auto value = json::parse(text, code);
  return !code && value.is_object() ? std::move(value.get_object()) : json::object();
}

std::string to_text(std::optional<Error> const& error) {
  if (!error) return {};
  json::object object{{"code", static_cast<int>(error->code)}, {"message", error->message}, {"remote", error->remote},
                      {"field", error->field}};
  if (error->retry_after) object["retryAfter"] = error->retry_after->count();
  return json::serialize(object);
}

std::optional<Error> error_from(std::string const& text) {
  if (text.empty()) return std::nullopt;
  auto const object = object_from(text);
  auto const* code = object.if_contains("code");
  Error error = fail(error_code_from(code && code->is_int64() ? static_cast<int>(code->get_int64()) : 0),
                     text_in(object, "message"));
  error.remote = text_in(object, "remote");
  error.field = text_in(object, "field");
  if (auto const* after = object.if_contains("retryAfter"); after && after->is_int64()) {
    error.retry_after = std::chrono::seconds(after->get_int64());
  }
  return error;
}

Entry entry_from(SQLite::Statement& row) {
  Entry entry;
  entry.id = row.getColumn(0).getInt64();
  entry.key = {row.getColumn(1).getString(), row.getColumn(2).getString() == "call" ? Kind::call : Kind::message,
               row.getColumn(3).getString()};
  entry.revision = row.getColumn(4).getInt64();
  entry.wanted = object_from(row.getColumn(5).getString());
  entry.delivered = object_from(row.getColumn(6).getString());
  entry.log_id = row.getColumn(7).getString();
  entry.adapter_data = object_from(row.getColumn(8).getString());
  entry.body = row.getColumn(9).getString();
  entry.state = state_from(row.getColumn(10).getString());
  if (auto const sent = row.getColumn(11).getString(); !sent.empty()) entry.sent = object_from(sent);
  entry.attempts = row.getColumn(12).getInt();
  entry.error = error_from(row.getColumn(13).getString());
  entry.created_at = time_from(row.getColumn(14).getInt64());
  entry.next_attempt_at = time_from(row.getColumn(15).getInt64());
  return entry;
}

std::optional<Entry> select(SQLite::Database& database, Key const& key) {
  SQLite::Statement query(database, std::string(all_columns) + "WHERE account = ? AND kind = ? AND mark = ?");
  query.bind(1, key.account);
  query.bind(2, name_of(key.kind));
  query.bind(3, key.mark);
  return query.executeStep() ? std::optional(entry_from(query)) : std::nullopt;
}

std::optional<Entry> select(SQLite::Database& database, long long id) {
  SQLite::Statement query(database, std::string(all_columns) + "WHERE id = ?");
  query.bind(1, static_cast<std::int64_t>(id));
  return query.executeStep() ? std::optional(entry_from(query)) : std::nullopt;
}

void insert(SQLite::Database& database, Key const& key, json::object const& wanted, WallTime now) {
  SQLite::Statement statement(
      database,
      "INSERT INTO ledger (account, kind, mark, revision, wanted, delivered, log_id, adapter_data, body, state, sent, attempts, "
      "error, created_at, next_attempt_at, lease_owner, lease_until) "
      "VALUES (?, ?, ?, 1, ?, '{}', '', '{}', '', 'pending', '', 0, '', ?, ?, '', 0)");
  statement.bind(1, key.account);
  statement.bind(2, name_of(key.kind));
  statement.bind(3, key.mark);
  statement.bind(4, json::serialize(wanted));
  statement.bind(5, static_cast<std::int64_t>(millis(now)));
  statement.bind(6, static_cast<std::int64_t>(millis(now)));
  statement.exec();
}

// What a person asks for again is tried again at once, whatever became of it before.
void update_wanted(SQLite::Database& database, long long id, json::object const& wanted, WallTime now) {
  SQLite::Statement statement(database,
                              "UPDATE ledger SET wanted = ?, revision = revision + 1, state = 'pending', error = '', "
                              "attempts = 0, next_attempt_at = ? WHERE id = ?");
  statement.bind(1, json::serialize(wanted));
  statement.bind(2, static_cast<std::int64_t>(millis(now)));
  statement.bind(3, static_cast<std::int64_t>(id));
  statement.exec();
}

// This process slept longer than its lease: a laptop that was closed, say.
Error taken_over() { return fail(ErrorCode::conflict, "Another process took this log over."); }

Error no_such_log() { return fail(ErrorCode::not_found, "There is no log for this session."); }

}  // namespace

Result<Entry> Ledger::want(Key const& key, json::object const& change, bool may_create, WallTime now) {
  return database_.write([&](SQLite::Database& database) -> Result<Entry> {
    auto entry = select(database, key);
    if (!entry) {
      if (!may_create) return no_such_log();
      insert(database, key, change, now);
      return *select(database, key);
    }
    auto wanted = entry->wanted;
    lay_over(wanted, change);
    if (wanted == entry->wanted && entry->state == State::logged) return *entry;
    update_wanted(database, entry->id, wanted, now);
    return *select(database, entry->id);
  });
}

Result<std::optional<Entry>> Ledger::find(Key const& key) {
  return database_.read([&](SQLite::Database& database) -> Result<std::optional<Entry>> { return select(database, key); });
}

Result<Entry> Ledger::get(long long id) {
  return database_.read([&](SQLite::Database& database) -> Result<Entry> {
    auto entry = select(database, id);
    if (!entry) return no_such_log();
    return std::move(*entry);
  });
}

Result<std::vector<long long>> Ledger::due(WallTime now, int limit) {
  return database_.read([&](SQLite::Database& database) -> Result<std::vector<long long>> {
    SQLite::Statement query(database,
                            "SELECT id FROM ledger WHERE state = 'pending' AND next_attempt_at <= ? AND lease_until <= ? "
                            "ORDER BY next_attempt_at, id LIMIT ?");
    query.bind(1, static_cast<std::int64_t>(millis(now)));
    query.bind(2, static_cast<std::int64_t>(millis(now)));
    query.bind(3, limit);
    std::vector<long long> ids;
    while (query.executeStep()) ids.push_back(query.getColumn(0).getInt64());
    return ids;
  });
}

Result<std::optional<WallTime>> Ledger::next_due() {
  return database_.read([&](SQLite::Database& database) -> Result<std::optional<WallTime>> {
    SQLite::Statement query(database,
                            "SELECT MIN(MAX(next_attempt_at, lease_until)) FROM ledger WHERE state = 'pending'");
    if (!query.executeStep() || query.getColumn(0).isNull()) return std::optional<WallTime>();
    return std::optional(time_from(query.getColumn(0).getInt64()));
  });
}

Result<std::optional<Entry>> Ledger::claim(long long id, std::string const& owner, WallTime now, WallTime until) {
  return database_.write([&](SQLite::Database& database) -> Result<std::optional<Entry>> {
    SQLite::Statement statement(database,
                                "UPDATE ledger SET lease_owner = ?, lease_until = ? WHERE id = ? AND state = 'pending' AND "
                                "next_attempt_at <= ? AND (lease_until <= ? OR lease_owner = ?)");
    statement.bind(1, owner);
    statement.bind(2, static_cast<std::int64_t>(millis(until)));
    statement.bind(3, static_cast<std::int64_t>(id));
    statement.bind(4, static_cast<std::int64_t>(millis(now)));
    statement.bind(5, static_cast<std::int64_t>(millis(now)));
    statement.bind(6, owner);
    if (statement.exec() == 0) return std::optional<Entry>();
    return select(database, id);
  });
}

Result<void> Ledger::mark_sent(long long id, json::object const& wanted, std::string const& owner, WallTime now) {
  return database_.write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement statement(database, "UPDATE ledger SET sent = ? WHERE id = ? AND lease_owner = ? AND lease_until > ?");
    statement.bind(1, json::serialize(wanted));
    statement.bind(2, static_cast<std::int64_t>(id));
    statement.bind(3, owner);
    statement.bind(4, static_cast<std::int64_t>(millis(now)));
    if (statement.exec() == 0) return taken_over();
    return {};
  });
}

Result<void> Ledger::settle(Entry const& entry, std::string const& owner) {
  return database_.write([&](SQLite::Database& database) -> Result<void> {
    // A change that came during the delivery keeps the entry pending and due: `revision` tells.
    SQLite::Statement statement(
        database,
        "UPDATE ledger SET delivered = ?, log_id = ?, adapter_data = ?, body = ?, sent = ?, lease_owner = '', lease_until = 0, "
        "state = CASE revision WHEN ?6 THEN ?7 ELSE 'pending' END, attempts = CASE revision WHEN ?6 THEN ?8 ELSE 0 END, "
        "error = CASE revision WHEN ?6 THEN ?9 ELSE '' END, "
        "next_attempt_at = CASE revision WHEN ?6 THEN ?10 ELSE next_attempt_at END WHERE id = ?11 AND lease_owner = ?12");
    statement.bind(1, json::serialize(entry.delivered));
    statement.bind(2, entry.log_id);
    statement.bind(3, json::serialize(entry.adapter_data));
    statement.bind(4, entry.body);
    statement.bind(5, entry.sent ? json::serialize(*entry.sent) : std::string());
    statement.bind(6, static_cast<std::int64_t>(entry.revision));
    statement.bind(7, name_of(entry.state));
    statement.bind(8, entry.attempts);
    statement.bind(9, to_text(entry.error));
    statement.bind(10, static_cast<std::int64_t>(millis(entry.next_attempt_at)));
    statement.bind(11, static_cast<std::int64_t>(entry.id));
    statement.bind(12, owner);
    if (statement.exec() == 0) return taken_over();
    return {};
  });
}

Result<void> Ledger::unblock(std::string_view account, WallTime now) {
  return database_.write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement statement(database,
                                "UPDATE ledger SET state = 'pending', error = '', attempts = 0, next_attempt_at = ? "
                                "WHERE account = ? AND state = 'blocked'");
    statement.bind(1, static_cast<std::int64_t>(millis(now)));
    statement.bind(2, std::string(account));
    statement.exec();
    return {};
  });
}

}  // namespace patchbay::outbox
