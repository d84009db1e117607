#include "outbox/backlog.hpp"

#include "outbox/entry_row.hpp"
#include "outbox/sent.hpp"

namespace patchbay::outbox {
namespace {

Error no_such_entry() { return fail(ErrorCode::not_found, "There is no such entry in the outbox."); }

std::string set_aside_error() {
  return to_text(
      fail(ErrorCode::internal,
           "Patchbay ended three times while it delivered this, so it is no longer tried by itself."));
}

Result<void> run(SQLite::Statement& statement) {
  statement.exec();
  return {};
}

// One that ends later was taken before the clock was set back.
constexpr std::chrono::minutes longest_lease{5};

// The time in a query's only cell, if there is any.
std::optional<WallTime> time_in(SQLite::Statement& query) {
  if (!query.executeStep() || query.getColumn(0).isNull()) return std::nullopt;
  return time_from(query.getColumn(0).getInt64());
}

constexpr State waiting_states[] = {State::pending, State::blocked, State::failed, State::set_aside};

}  // namespace

Result<std::vector<Due>> Backlog::due(WallTime now, std::string const& owner, int of_each_account) {
  return database_.read([&](SQLite::Database& database) -> Result<std::vector<Due>> {
    SQLite::Statement query(
        database,
        "SELECT id, account, deaths > 0 FROM (SELECT id, account, deaths, "
        "ROW_NUMBER() OVER (PARTITION BY account ORDER BY deaths, next_attempt_at, id) AS place FROM ledger "
        "WHERE state = 'pending' AND NOT (tried_at <= ?1 AND next_attempt_at > ?1) "
        "AND (lease_owner = '' OR (lease_owner = ?2 AND lease_until <= ?1)) "
        "AND account NOT IN (SELECT account FROM pauses WHERE since <= ?1 AND until > ?1)) "
        "WHERE place <= ?3 ORDER BY place, id");
    query.bind(1, millis(now));
    query.bind(2, owner);
    query.bind(3, of_each_account);
    std::vector<Due> rows;
    while (query.executeStep()) {
      rows.push_back(
          {query.getColumn(0).getInt64(), query.getColumn(1).getString(), query.getColumn(2).getInt() != 0});
    }
    return rows;
  });
}

Result<std::optional<WallTime>> Backlog::next_due(WallTime now) {
  return database_.read([&](SQLite::Database& database) -> Result<std::optional<WallTime>> {
    SQLite::Statement query(
        database,
        "SELECT MIN(MAX(first, COALESCE(until, 0))) FROM ("
        "SELECT account, MIN(MAX(CASE WHEN tried_at > ?1 THEN ?1 ELSE next_attempt_at END, lease_until)) AS "
        "first FROM ledger WHERE state = 'pending' GROUP BY account) AS waiting "
        "LEFT JOIN pauses ON pauses.account = waiting.account AND since <= ?1");
    query.bind(1, millis(now));
    return time_in(query);
  });
}

Result<std::optional<WallTime>> Backlog::next_attempt(WallTime now) {
  return database_.read([&](SQLite::Database& database) -> Result<std::optional<WallTime>> {
    SQLite::Statement query(
        database,
        "SELECT MIN(CASE WHEN until > ?1 THEN MAX(until, first) ELSE to_come END) FROM ("
        "SELECT account, MIN(next_attempt_at) AS first, "
        "MIN(CASE WHEN next_attempt_at > ?1 THEN next_attempt_at END) AS to_come FROM ledger "
        "WHERE state = 'pending' AND tried_at <= ?1 GROUP BY account) AS waiting "
        "LEFT JOIN pauses ON pauses.account = waiting.account AND since <= ?1");
    query.bind(1, millis(now));
    return time_in(query);
  });
}

Result<void> Backlog::pause(std::string_view account, WallTime now, Pause const& pause) {
  return database_.write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement statement(
        database,
        "INSERT OR REPLACE INTO pauses (account, since, until, told, reason) VALUES (?, ?, ?, ?, ?)");
    statement.bind(1, std::string(account));
    statement.bind(2, millis(now));
    statement.bind(3, millis(pause.until));
    statement.bind(4, pause.told ? 1 : 0);
    statement.bind(5, pause.reason);
    return run(statement);
  });
}

Result<std::optional<Pause>> Backlog::pause_of(std::string_view account, WallTime now) {
  return database_.read([&](SQLite::Database& database) -> Result<std::optional<Pause>> {
    SQLite::Statement query(
        database, "SELECT until, told, reason FROM pauses WHERE account = ?1 AND since <= ?2 AND until > ?2");
    query.bind(1, std::string(account));
    query.bind(2, millis(now));
    if (!query.executeStep()) return std::optional<Pause>();
    return std::optional(Pause{time_from(query.getColumn(0).getInt64()), query.getColumn(1).getInt() != 0,
                               query.getColumn(2).getString()});
  });
}

Result<void> Backlog::unblock(std::string_view account, WallTime now) {
  return database_.write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement statement(
        database,
        "UPDATE ledger SET state = 'pending', error = '', attempts = 0, tried_at = ?1, next_attempt_at = ?1 "
        "WHERE account = ?2 AND state = 'blocked'");
    statement.bind(1, millis(now));
    statement.bind(2, std::string(account));
    statement.exec();
    SQLite::Statement resume(database, "DELETE FROM pauses WHERE account = ?");
    resume.bind(1, std::string(account));
    return run(resume);
  });
}

Result<std::vector<std::string>> Backlog::holders() {
  return database_.read([](SQLite::Database& database) -> Result<std::vector<std::string>> {
    SQLite::Statement query(database, "SELECT DISTINCT lease_owner FROM ledger WHERE lease_owner <> ''");
    std::vector<std::string> names;
    while (query.executeStep()) names.push_back(query.getColumn(0).getString());
    return names;
  });
}

Result<void> Backlog::release(std::string const& holder, WallTime run_out_by) {
  return database_.write([&](SQLite::Database& database) -> Result<void> {
    SQLite::Statement statement(
        database,
        "UPDATE ledger SET lease_owner = '', lease_until = 0, deaths = deaths + 1, "
        "error = CASE WHEN state = 'pending' AND deaths + 1 >= ?1 THEN ?2 ELSE error END, "
        "state = CASE WHEN state = 'pending' AND deaths + 1 >= ?1 THEN 'set_aside' ELSE state END "
        "WHERE lease_owner = ?3 AND (lease_until <= ?4 OR lease_until > ?4 + ?5)");
    statement.bind(1, deaths_allowed);
    statement.bind(2, set_aside_error());
    statement.bind(3, holder);
    statement.bind(4, millis(run_out_by));
    statement.bind(5, static_cast<std::int64_t>(std::chrono::milliseconds(longest_lease).count()));
    return run(statement);
  });
}

Result<Entry> Backlog::retry(long long id, WallTime now) {
  return database_.write([&](SQLite::Database& database) -> Result<Entry> {
    auto const entry = select_entry(database, id);
    if (!entry || entry->state == State::dropped) return no_such_entry();
    if (entry->state == State::logged) return *entry;
    if (is_held(*entry)) forget_sent(database, id);
    SQLite::Statement statement(
        database,
        "UPDATE ledger SET state = 'pending', error = '', attempts = 0, deaths = 0, tried_at = ?1, "
        "next_attempt_at = ?1 WHERE id = ?2");
    statement.bind(1, millis(now));
    statement.bind(2, static_cast<std::int64_t>(id));
    statement.exec();
    SQLite::Statement resume(database, "DELETE FROM pauses WHERE account = ?");
    resume.bind(1, entry->key.account);
    resume.exec();
    return *select_entry(database, id);
  });
}

Result<Entry> Backlog::drop(long long id) {
  return database_.write([&](SQLite::Database& database) -> Result<Entry> {
    auto const entry = select_entry(database, id);
    if (!entry || entry->state == State::dropped) return no_such_entry();
    if (entry->state == State::logged) return *entry;
    if (!entry->holder.empty()) {
      return fail(ErrorCode::conflict, "This is on its way to the CRM at this moment. Try again shortly.");
    }
    // A create whose answer is not known may have made a record: then the row stays, and a new log of the
    // session looks for it first.
    char const* change = "DELETE FROM ledger WHERE id = ?";
    if (entry->sent)
      change = "UPDATE ledger SET state = 'dropped', wanted = '{}', error = '', deaths = 0 WHERE id = ?";
    if (!entry->log_id.empty()) {
      change =
          "UPDATE ledger SET state = 'logged', wanted = delivered, error = '', attempts = 0, deaths = 0 "
          "WHERE id = ?";
    }
    SQLite::Statement statement(database, change);
    statement.bind(1, static_cast<std::int64_t>(id));
    statement.exec();
    return *entry;
  });
}

Result<std::vector<Entry>> Backlog::list(std::string const& account, std::optional<State> state,
                                         long long after, int limit) {
  return database_.read([&](SQLite::Database& database) -> Result<std::vector<Entry>> {
    SQLite::Statement query(
        database, select_entries("WHERE state NOT IN ('logged', 'dropped') AND (?1 = '' OR account = ?1) "
                                 "AND (?2 = '' OR state = ?2) AND id > ?3 ORDER BY id LIMIT ?4"));
    query.bind(1, account);
    query.bind(2, state ? std::string(name_of(*state)) : std::string());
    query.bind(3, static_cast<std::int64_t>(after));
    query.bind(4, limit);
    std::vector<Entry> entries;
    while (query.executeStep()) entries.push_back(entry_from(query));
    return entries;
  });
}

Result<std::map<State, int>> Backlog::counts() {
  return database_.read([](SQLite::Database& database) -> Result<std::map<State, int>> {
    std::map<State, int> counts;
    for (auto const state : waiting_states) {
      SQLite::Statement query(
          database, "SELECT COUNT(*) FROM ledger WHERE state NOT IN ('logged', 'dropped') AND state = ?");
      query.bind(1, std::string(name_of(state)));
      query.executeStep();
      if (auto const count = query.getColumn(0).getInt(); count > 0) counts[state] = count;
    }
    return counts;
  });
}

}  // namespace patchbay::outbox
