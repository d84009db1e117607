#include "outbox/backlog.hpp"

#include "support/print_result.hpp"

#include <sqlite3.h>
#include <catch2/catch.hpp>

#include "outbox/ledger.hpp"
#include "support/fake_clock.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::outbox {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

struct Shelf {
  test::TempDir dir;
  Database database{dir / "patchbay.sqlite"};
  Ledger ledger{database};
  Backlog backlog{database};
  WallTime now = test::FakeClock::start_of_wall_time;

  long long put(std::string const& mark, std::string const& account = "crm/1") {
    return ledger.want({account, Kind::call, mark}, {{"subject", mark}}, true, now)->id;
  }
  std::vector<long long> due(WallTime when, int of_each_account = 100) {
    std::vector<long long> ids;
    auto const rows = backlog.due(when, "me", of_each_account);
    REQUIRE(rows);
    for (auto const& row : *rows) ids.push_back(row.id);
    return ids;
  }
  // A process claims it and dies.
  void die_over(long long id) {
    REQUIRE(ledger.claim(id, "dead", false, now, now + 90s).value());
    REQUIRE(backlog.release("dead", WallTime::max()));
  }
  // Delivered, with what came of it.
  void settle(long long id, State state, WallTime next) {
    auto entry = ledger.claim(id, "me", false, now, now + 90s)->value();
    entry.state = state;
    entry.tried_at = now;
    entry.next_attempt_at = next;
    if (state == State::logged) entry.log_id = "100";
    entry.delivered = entry.wanted;
    REQUIRE(ledger.settle(entry, "me"));
  }
};

}  // namespace

TEST_CASE("of each account the longest waiting entries are due, and no account hides another") {
  Shelf shelf;
  auto const first = shelf.put("1"), second = shelf.put("2");
  shelf.put("3");
  auto const other = shelf.put("4", "crm/2");
  CHECK(shelf.due(shelf.now, 2) == std::vector<long long>{first, other, second});
}

TEST_CASE("an entry waits until its next attempt, unless the clock has jumped behind the last one") {
  Shelf shelf;
  auto const id = shelf.put("1");
  shelf.settle(id, State::pending, shelf.now + 10min);
  CHECK(shelf.due(shelf.now + 9min).empty());
  CHECK(shelf.backlog.next_due(shelf.now).value() == shelf.now + 10min);
  CHECK(shelf.due(shelf.now + 10min).size() == 1);
  CHECK(shelf.due(shelf.now - 24h).size() == 1);
  CHECK(shelf.backlog.next_due(shelf.now - 24h).value() == shelf.now - 24h);
  CHECK(shelf.ledger.claim(id, "me", false, shelf.now - 24h, shelf.now - 23h).value());
}

TEST_CASE("the next attempt is the first that is still to come, and not before its account's pause is over") {
  Shelf shelf;
  auto const first = shelf.put("1"), later = shelf.put("2"), other = shelf.put("3", "crm/2");
  CHECK_FALSE(shelf.backlog.next_attempt(shelf.now).value());  // all are due
  shelf.settle(later, State::pending, shelf.now + 20min);
  CHECK(shelf.backlog.next_attempt(shelf.now).value() == shelf.now + 20min);
  shelf.settle(other, State::pending, shelf.now + 10min);
  CHECK(shelf.backlog.next_attempt(shelf.now).value() == shelf.now + 10min);
  CHECK(shelf.backlog.next_attempt(shelf.now + 10min).value() == shelf.now + 20min);
  REQUIRE(shelf.backlog.pause("crm/2", shelf.now, {shelf.now + 1h, true, "Enough for now."}));
  CHECK(shelf.backlog.next_attempt(shelf.now).value() == shelf.now + 20min);
  for (auto const id : {first, later, other}) {
    REQUIRE(shelf.backlog.retry(id, shelf.now));
    shelf.settle(id, State::failed, shelf.now + 5min);
  }
  CHECK_FALSE(shelf.backlog.next_attempt(shelf.now).value());
}

TEST_CASE("what is due next is known by its account's pause and by who holds it") {
  Shelf shelf;
  auto const held = shelf.put("1"), other = shelf.put("2", "crm/2");
  REQUIRE(shelf.ledger.claim(held, "other", false, shelf.now, shelf.now + 90s).value());
  CHECK(shelf.backlog.next_due(shelf.now).value() == shelf.now);
  REQUIRE(shelf.backlog.pause("crm/2", shelf.now, {shelf.now + 1h, true, "Enough for now."}));
  CHECK(shelf.backlog.next_due(shelf.now).value() == shelf.now + 90s);
  REQUIRE(shelf.backlog.pause("crm/1", shelf.now, {shelf.now + 2h, true, "Enough for now."}));
  CHECK(shelf.backlog.next_due(shelf.now).value() == shelf.now + 1h);
  CHECK(shelf.backlog.next_due(shelf.now - 1s).value() == shelf.now - 1s);  // the clock jumped
  REQUIRE(shelf.backlog.unblock("crm/2", shelf.now));
  shelf.settle(other, State::logged, shelf.now);
  CHECK(shelf.backlog.next_due(shelf.now).value() == shelf.now + 2h);
}

TEST_CASE("what a pause holds is tried at its end, and all at once when the clock was set back") {
  Shelf shelf;
  auto const id = shelf.put("1");
  REQUIRE(shelf.backlog.pause("crm/1", shelf.now, {shelf.now + 1h, true, "Enough for now."}));
  CHECK(shelf.backlog.next_attempt(shelf.now).value() == shelf.now + 1h);
  CHECK_FALSE(shelf.backlog.next_attempt(shelf.now + 1h).value());
  REQUIRE(shelf.backlog.retry(id, shelf.now));
  shelf.settle(id, State::pending, shelf.now + 10min);
  CHECK_FALSE(shelf.backlog.next_attempt(shelf.now - 24h).value());
}

TEST_CASE("a paused account is left alone as a whole, and others are not") {
  Shelf shelf;
  auto const id = shelf.put("1");
  shelf.put("2");
  auto const other = shelf.put("3", "crm/2");
  REQUIRE(shelf.backlog.pause("crm/1", shelf.now, {shelf.now + 1h, true, "Enough for today."}));
  CHECK(shelf.due(shelf.now + 59min) == std::vector{other});
  CHECK_FALSE(shelf.ledger.claim(id, "me", true, shelf.now, shelf.now + 90s).value());
  CHECK(shelf.backlog.pause_of("crm/1", shelf.now).value()->reason == "Enough for today.");
  CHECK(shelf.due(shelf.now + 1h).size() == 3);
  CHECK(shelf.due(shelf.now - 1s).size() == 3);  // the clock jumped
}

TEST_CASE("an account that could not be reached is tried for who waits, and goes on when that works") {
  Shelf shelf;
  auto const id = shelf.put("1");
  REQUIRE(shelf.backlog.pause("crm/1", shelf.now, {shelf.now + 1h, false, "No route."}));
  CHECK_FALSE(shelf.ledger.claim(id, "me", false, shelf.now, shelf.now + 90s).value());
  auto entry = shelf.ledger.claim(id, "me", true, shelf.now, shelf.now + 90s)->value();
  entry.state = State::logged;
  REQUIRE(shelf.ledger.settle(entry, "me"));
  CHECK_FALSE(shelf.backlog.pause_of("crm/1", shelf.now).value());
}

TEST_CASE("what three processes died over is set aside, named, and only a person has it tried again") {
  Shelf shelf;
  auto const id = shelf.put("1");
  auto const innocent = shelf.put("2");
  shelf.die_over(id);
  CHECK(shelf.due(shelf.now) == std::vector{innocent, id});  // last, and as a suspect
  CHECK(shelf.backlog.due(shelf.now, "me", 9)->back().suspect);
  shelf.die_over(id);
  CHECK(shelf.ledger.get(id)->state == State::pending);
  shelf.die_over(id);
  auto const aside = shelf.ledger.get(id).value();
  CHECK(aside.state == State::set_aside);
  CHECK(aside.error->message.find("three times") != std::string::npos);
  CHECK(shelf.due(shelf.now) == std::vector{innocent});
  auto const changed = shelf.ledger.want(aside.key, {{"note", "more"}}, true, shelf.now);
  CHECK(changed->state == State::set_aside);  // a softphone that goes on telling of the call is no person
  CHECK(changed->wanted.at("note") == "more");
  CHECK(changed->error);
  auto const retried = shelf.backlog.retry(id, shelf.now);
  CHECK(retried->state == State::pending);
  CHECK(retried->deaths == 0);
}

TEST_CASE("a delivery that came to an end forgets the deaths before it") {
  Shelf shelf;
  auto const id = shelf.put("1");
  shelf.die_over(id);
  shelf.die_over(id);
  shelf.settle(id, State::pending, shelf.now);
  CHECK(shelf.ledger.get(id)->deaths == 0);
}

TEST_CASE("a lease that has not run out is not taken from who may live") {
  Shelf shelf;
  auto const id = shelf.put("1");
  REQUIRE(shelf.ledger.claim(id, "other", false, shelf.now, shelf.now + 90s).value());
  CHECK(shelf.backlog.holders().value() == std::vector<std::string>{"other"});
  REQUIRE(shelf.backlog.release("other", shelf.now + 89s));
  CHECK(shelf.ledger.get(id)->holder == "other");
  REQUIRE(shelf.backlog.release("other", shelf.now + 90s));
  CHECK(shelf.ledger.get(id)->holder.empty());
}

TEST_CASE("a lease from before the clock was set back holds nobody up") {
  Shelf shelf;
  auto const id = shelf.put("1");
  REQUIRE(shelf.ledger.claim(id, "other", false, shelf.now, shelf.now + 90s).value());
  REQUIRE(shelf.backlog.release("other", shelf.now - 1min));  // a little back: whoever has it may live
  CHECK(shelf.ledger.get(id)->holder == "other");
  REQUIRE(shelf.backlog.release("other", shelf.now - 365 * 24h));
  CHECK(shelf.ledger.get(id)->holder.empty());
}

TEST_CASE("who drops what was never sent hears no more of it") {
  Shelf shelf;
  auto const id = shelf.put("1");
  REQUIRE(shelf.backlog.drop(id));
  CHECK_FALSE(shelf.ledger.get(id));
  CHECK(shelf.backlog.drop(id).error().code == ErrorCode::not_found);
}

TEST_CASE("who drops a log whose create may have arrived keeps a later one from doubling it") {
  Shelf shelf;
  auto const id = shelf.put("1");
  auto entry = shelf.ledger.claim(id, "me", false, shelf.now, shelf.now + 90s)->value();
  REQUIRE(shelf.ledger.mark_sent(id, entry.wanted, "me", shelf.now));
  entry.sent = entry.wanted;
  REQUIRE(shelf.ledger.settle(entry, "me"));
  REQUIRE(shelf.backlog.drop(id));
  CHECK(shelf.due(shelf.now).empty());
  CHECK_FALSE(shelf.ledger.find(entry.key).value());
  CHECK(shelf.ledger.want(entry.key, {{"note", "n"}}, false, shelf.now).error().code == ErrorCode::not_found);
  auto const again = shelf.ledger.want(entry.key, {{"subject", "again"}}, true, shelf.now);
  CHECK(again->state == State::pending);
  CHECK(again->sent);
  CHECK(again->wanted == json::object{{"subject", "again"}});
}

TEST_CASE("who drops a change of a log keeps the log") {
  Shelf shelf;
  auto const id = shelf.put("1");
  shelf.settle(id, State::logged, shelf.now);
  auto const key = shelf.ledger.get(id)->key;
  REQUIRE(shelf.ledger.want(key, {{"subject", "other"}}, false, shelf.now + 1h));
  CHECK(shelf.ledger.get(id)->wanted_at == shelf.now + 1h);
  CHECK(shelf.backlog.drop(id)->state == State::pending);
  auto const kept = shelf.ledger.get(id);
  CHECK(kept->state == State::logged);
  CHECK(kept->log_id == "100");
  CHECK(kept->wanted.at("subject") == "1");
  CHECK(shelf.backlog.drop(id)->state == State::logged);  // nothing is left to drop
}

TEST_CASE("what is being delivered is not dropped") {
  Shelf shelf;
  auto const id = shelf.put("1");
  REQUIRE(shelf.ledger.claim(id, "me", false, shelf.now, shelf.now + 90s).value());
  CHECK(shelf.backlog.drop(id).error().code == ErrorCode::conflict);
}

TEST_CASE("what waits is listed page by page, by account and by state, and counted") {
  Shelf shelf;
  auto const logged = shelf.put("0");
  shelf.settle(logged, State::logged, shelf.now);
  auto const a = shelf.put("1"), b = shelf.put("2"), c = shelf.put("3", "crm/2");
  shelf.settle(b, State::failed, shelf.now);
  auto const ids = [&](std::string const& account, std::optional<State> state, long long after, int limit) {
    std::vector<long long> found;
    auto const listed = shelf.backlog.list(account, state, after, limit);
    REQUIRE(listed);
    for (auto const& entry : *listed) found.push_back(entry.id);
    return found;
  };
  CHECK(ids("", std::nullopt, 0, 9) == std::vector{a, b, c});
  CHECK(ids("", std::nullopt, a, 1) == std::vector{b});
  CHECK(ids("crm/1", std::nullopt, 0, 9) == std::vector{a, b});
  CHECK(ids("", State::failed, 0, 9) == std::vector{b});
  CHECK(shelf.backlog.counts().value() == std::map<State, int>{{State::pending, 2}, {State::failed, 1}});
}

}  // namespace patchbay::outbox
