#include "outbox/entry_row.hpp"

#include <algorithm>
#include <array>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/json_read.hpp"

namespace patchbay::outbox {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 6> state_names{"pending", "logged",    "blocked",
                                                      "failed",  "set_aside", "dropped"};
constexpr std::array<std::string_view, 4> kind_names{"call", "message", "attachment", "task"};

template <class Enum, std::size_t n>
Enum named(std::array<std::string_view, n> const& names, std::string_view name, Enum otherwise) {
  auto const found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? otherwise : static_cast<Enum>(found - names.begin());
}

json::object object_from(std::string const& text) {
  json::error_code code;
  auto value = json::parse(text, code);
  return !code && value.is_object() ? std::move(value.get_object()) : json::object();
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

}  // namespace

std::string_view name_of(State state) { return state_names.at(static_cast<std::size_t>(state)); }
std::string_view name_of(Kind kind) { return kind_names.at(static_cast<std::size_t>(kind)); }

std::int64_t millis(WallTime time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

WallTime time_from(std::int64_t millis) { return WallTime(std::chrono::milliseconds(millis)); }

std::string to_text(std::optional<Error> const& error) {
  if (!error) return {};
  json::object object{{"code", static_cast<int>(error->code)},
                      {"message", error->message},
                      {"remote", error->remote},
                      {"field", error->field}};
  if (error->retry_after) object["retryAfter"] = error->retry_after->count();
  return json::serialize(object);
}

std::string select_entries(std::string_view condition) {
  return "SELECT id, account, kind, mark, revision, wanted, delivered, log_id, adapter_data, body, state, "
         "sent, attempts, deaths, "
         "error, created_at, wanted_at, tried_at, next_attempt_at, lease_owner FROM ledger " +
         std::string(condition);
}

Entry entry_from(SQLite::Statement& row) {
  Entry entry;
  entry.id = row.getColumn(0).getInt64();
  entry.key = {row.getColumn(1).getString(),
               named(kind_names, row.getColumn(2).getString(), Kind::call),
               row.getColumn(3).getString()};
  entry.revision = row.getColumn(4).getInt64();
  entry.wanted = object_from(row.getColumn(5).getString());
  entry.delivered = object_from(row.getColumn(6).getString());
  entry.log_id = row.getColumn(7).getString();
  entry.adapter_data = object_from(row.getColumn(8).getString());
  entry.body = row.getColumn(9).getString();
  entry.state = named(state_names, row.getColumn(10).getString(), State::failed);
  if (auto const sent = row.getColumn(11).getString(); !sent.empty()) entry.sent = object_from(sent);
  entry.attempts = row.getColumn(12).getInt();
  entry.deaths = row.getColumn(13).getInt();
  entry.error = error_from(row.getColumn(14).getString());
  entry.created_at = time_from(row.getColumn(15).getInt64());
  entry.wanted_at = time_from(row.getColumn(16).getInt64());
  entry.tried_at = time_from(row.getColumn(17).getInt64());
  entry.next_attempt_at = time_from(row.getColumn(18).getInt64());
  entry.holder = row.getColumn(19).getString();
  return entry;
}

std::optional<Entry> select_entry(SQLite::Database& database, Key const& key) {
  SQLite::Statement query(database, select_entries("WHERE account = ? AND kind = ? AND mark = ?"));
  query.bind(1, key.account);
  query.bind(2, std::string(name_of(key.kind)));
  query.bind(3, key.mark);
  return query.executeStep() ? std::optional(entry_from(query)) : std::nullopt;
}

std::optional<Entry> select_entry(SQLite::Database& database, long long id) {
  SQLite::Statement query(database, select_entries("WHERE id = ?"));
  query.bind(1, static_cast<std::int64_t>(id));
  return query.executeStep() ? std::optional(entry_from(query)) : std::nullopt;
}

void forget_sent(SQLite::Database& database, long long id) {
  SQLite::Statement statement(database, "UPDATE ledger SET sent = '' WHERE id = ?");
  statement.bind(1, static_cast<std::int64_t>(id));
  statement.exec();
}

}  // namespace patchbay::outbox
