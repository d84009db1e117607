#include "outbox/ledger.hpp"

#include <boost/json/serialize.hpp>

#include "outbox/difference.hpp"
#include "outbox/entry_row.hpp"
#include "outbox/sent.hpp"

namespace patchbay::outbox {
namespace {

namespace json = boost::json;

void insert(SQLite::Database& database, Key const& key, json::object const& wanted, WallTime now) {
  SQLite::Statement statement(
      database,
      "INSERT INTO ledger (account, kind, mark, revision, wanted, delivered, log_id, adapter_data, body, "
      "state, sent, attempts, "
      "error, created_at, wanted_at, tried_at, next_attempt_at, lease_owner, lease_until) "
      "VALUES (?1, ?2, ?3, 1, ?4, '{}', '', '{}', '', 'pending', '', 0, '', ?5, ?5, ?5, ?5, '', 0)");
  statement.bind(1, key.account);
  statement.bind(2, std::string(name_of(key.kind)));
  statement.bind(3, key.mark);
  statement.bind(4, json::serialize(wanted));
  statement.bind(5, millis(now));
  statement.exec();
}

// What a person asks for again is tried again at once, whatever became of it before; unless trying it ends
// the process.
void update_wanted(SQLite::Database& database, long long id, json::object const& wanted, WallTime now) {
  SQLite::Statement statement(
      database,
      "UPDATE ledger SET wanted = ?1, revision = revision + 1, "
      "wanted_at = CASE WHEN state IN ('logged', 'dropped') THEN ?2 ELSE wanted_at END, "
      "error = CASE state WHEN 'set_aside' THEN error ELSE '' END, state = CASE state WHEN 'set_aside' THEN "
      "state ELSE 'pending' END, "
      "attempts = 0, tried_at = ?2, next_attempt_at = ?2 WHERE id = ?3");
  statement.bind(1, json::serialize(wanted));
  statement.bind(2, millis(now));
  statement.bind(3, static_cast<std::int64_t>(id));
  statement.exec();
}

// This process slept longer than its lease: a laptop that was closed, say.
Error taken_over() { return fail(ErrorCode::conflict, "Another process took this log over."); }

Error no_such_log() { return fail(ErrorCode::not_found, "There is no log for this session."); }

}  // namespace

Result<Entry> Ledger::want(Key const& key, json::object const& change, bool may_create, WallTime now) {
  return database_.write([&](SQLite::Database& database) -> Result<Entry> {
    auto entry = select_entry(database, key);
    if (!may_create && (!entry || entry->state == State::dropped)) return no_such_log();
    if (!entry) {
      insert(database, key, change, now);
      return *select_entry(database, key);
    }
    auto wanted = entry->wanted;
    if (wanted.empty())
      wanted = change;
    else
      lay_over(wanted, change);
    if (wanted == entry->wanted && entry->state == State::logged) return *entry;
    // Messages come by themselves; who asks for a call's log or a task again was told to look first.
    if (may_create && key.kind != Kind::message && is_held(*entry)) forget_sent(database, entry->id);
    update_wanted(database, entry->id, wanted, now);
    return *select_entry(database, entry->id);
  });
}

Result<std::optional<Entry>> Ledger::find(Key const& key) {
  return database_.read([&](SQLite::Database& database) -> Result<std::optional<Entry>> {
    auto entry = select_entry(database, key);
    if (entry && entry->state == State::dropped) entry.reset();
    return entry;
  });
}

Result<Entry> Ledger::get(long long id) {
  return database_.read([&](SQLite::Database& database) -> Result<Entry> {
    auto entry = select_entry(database, id);
    if (!entry) return no_such_log();
    return std::move(*entry);
  });
}

Result<std::optional<Entry>> Ledger::claim(long long id, std::string const& owner, bool urgent, WallTime now,
                                           WallTime until) {
  return database_.write([&](SQLite::Database& database) -> Result<std::optional<Entry>> {
    SQLite::Statement statement(
        database,
        "UPDATE ledger SET lease_owner = ?1, lease_until = ?2 WHERE id = ?3 AND state = 'pending' "
        "AND NOT (tried_at <= ?4 AND next_attempt_at > ?4) AND lease_owner IN ('', ?1) "
        "AND NOT EXISTS (SELECT 1 FROM pauses WHERE pauses.account = ledger.account AND since <= ?4 AND "
        "until > ?4 "
        "AND (told OR NOT ?5))");
    statement.bind(1, owner);
    statement.bind(2, millis(until));
    statement.bind(3, static_cast<std::int64_t>(id));
    statement.bind(4, millis(now));
    statement.bind(5, urgent ? 1 : 0);
    if (statement.exec() == 0) return std::optional<Entry>();
    return select_entry(database, id);
  });
}

Result<void> Ledger::mark_sent(long long id, json::object const& wanted, std::string const& owner,
                               WallTime now) {
  return database_.write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement statement(
        database, "UPDATE ledger SET sent = ? WHERE id = ? AND lease_owner = ? AND lease_until > ?");
    statement.bind(1, json::serialize(wanted));
    statement.bind(2, static_cast<std::int64_t>(id));
    statement.bind(3, owner);
    statement.bind(4, millis(now));
    if (statement.exec() == 0) return taken_over();
    return {};
  });
}

Result<void> Ledger::settle(Entry const& entry, std::string const& owner) {
  return database_.write([&](SQLite::Database& database) -> Result<void> {
    // A change that came during the delivery keeps the entry pending and due: `revision` tells.
    SQLite::Statement statement(database,
                                "UPDATE ledger SET delivered = ?1, log_id = ?2, adapter_data = ?3, body = "
                                "?4, sent = ?5, lease_owner = '', lease_until = 0, "
                                "deaths = 0, state = CASE revision WHEN ?6 THEN ?7 ELSE 'pending' END, "
                                "attempts = CASE revision WHEN ?6 THEN ?8 ELSE 0 END, "
                                "error = CASE revision WHEN ?6 THEN ?9 ELSE '' END, tried_at = ?10, "
                                "next_attempt_at = CASE revision WHEN ?6 THEN ?11 ELSE next_attempt_at END "
                                "WHERE id = ?12 AND lease_owner = ?13");
    statement.bind(1, json::serialize(entry.delivered));
    statement.bind(2, entry.log_id);
    statement.bind(3, json::serialize(entry.adapter_data));
    statement.bind(4, entry.body);
    statement.bind(5, entry.sent ? json::serialize(*entry.sent) : std::string());
    statement.bind(6, static_cast<std::int64_t>(entry.revision));
    statement.bind(7, std::string(name_of(entry.state)));
    statement.bind(8, entry.attempts);
    statement.bind(9, to_text(entry.error));
    statement.bind(10, millis(entry.tried_at));
    statement.bind(11, millis(entry.next_attempt_at));
    statement.bind(12, static_cast<std::int64_t>(entry.id));
    statement.bind(13, owner);
    if (statement.exec() == 0) return taken_over();
    if (entry.state != State::logged) return {};
    // The CRM answers: what was only kept from it because it did not goes on.
    SQLite::Statement resume(database, "DELETE FROM pauses WHERE account = ? AND NOT told");
    resume.bind(1, entry.key.account);
    resume.exec();
    return {};
  });
}

Result<void> Ledger::forget_record(Key const& key, std::string const& log_id) {
  return database_.write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement statement(database,
                                "UPDATE ledger SET state = 'dropped', log_id = '', adapter_data = '{}', "
                                "delivered = '{}', body = '', sent = '', error = '', "
                                "revision = revision + 1 WHERE account = ? AND kind = ? AND mark = ? AND "
                                "log_id = ? AND lease_owner = ''");
    statement.bind(1, key.account);
    statement.bind(2, std::string(name_of(key.kind)));
    statement.bind(3, key.mark);
    statement.bind(4, log_id);
    if (statement.exec() == 0) return taken_over();
    return {};
  });
}

}  // namespace patchbay::outbox
