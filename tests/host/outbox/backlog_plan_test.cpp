// How SQLite finds what is due, in its own words.
#include "support/print_result.hpp"

#include <sqlite3.h>
#include <catch2/catch.hpp>

#include "outbox/backlog.hpp"
#include "outbox/ledger.hpp"
#include "support/fake_clock.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::outbox {
namespace {

// What SQLite does for each statement that `ask` runs, in SQLite's own words.
template <class Ask>
std::vector<std::string> plans_of(Database& database, Ask const& ask) {
  std::vector<std::string> statements, plans;
  auto const note = [](unsigned, void* kept, void* statement, void*) {
    static_cast<std::vector<std::string>*>(kept)->emplace_back(
        sqlite3_sql(static_cast<sqlite3_stmt*>(statement)));
    return 0;
  };
  // One thread: every question borrows the same connection.
  auto const trace = [&](unsigned what) {
    return database.read([&](SQLite::Database& connection) -> Result<void> {
      sqlite3_trace_v2(connection.getHandle(), what, note, &statements);
      return {};
    });
  };
  REQUIRE(trace(SQLITE_TRACE_STMT));
  ask();
  REQUIRE(trace(0));
  REQUIRE(database.read([&](SQLite::Database& connection) -> Result<void> {
    for (auto const& statement : statements) {
      SQLite::Statement query(connection, "EXPLAIN QUERY PLAN " + statement);
      while (query.executeStep()) plans.push_back(query.getColumn(3).getString());
    }
    return {};
  }));
  return plans;
}

}  // namespace

TEST_CASE("when something is due is asked of the index, and of the pauses once an account") {
  test::TempDir const dir;
  Database database(dir / "patchbay.sqlite");
  Backlog backlog(database);
  auto const now = test::FakeClock::start_of_wall_time;
  for (int i = 0; i < 100; ++i) {
    Key const key{"crm/" + std::to_string(i % 3), Kind::call, std::to_string(i)};
    REQUIRE(Ledger(database).want(key, {{"subject", "a call"}}, true, now));
  }
  auto const plans = plans_of(database, [&] {
    REQUIRE(backlog.next_due(now));
    REQUIRE(backlog.next_attempt(now));
  });
  int walks = 0;
  for (auto const& step : plans) {
    CAPTURE(step);
    CHECK(step.find("CORRELATED") == std::string::npos);
    CHECK(step.find("TEMP B-TREE") == std::string::npos);
    if (step.find("ledger") == std::string::npos) continue;
    CHECK(step.find("USING INDEX ledger_due") != std::string::npos);
    ++walks;
  }
  CHECK(walks == 2);
}

}  // namespace patchbay::outbox
