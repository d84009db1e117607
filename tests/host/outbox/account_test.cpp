// Accounts that want to be left alone, processes that die, and what a person decides: the outbox as a whole.
#include "support/print_result.hpp"  // before Catch, which prints results

#include <catch2/catch.hpp>

#include <future>

#include "host/outbox/outbox_world.hpp"

namespace patchbay::outbox {
namespace {

Courier with_fraction(double fraction) {
  Courier courier;
  courier.fraction = [fraction] { return fraction; };
  return courier;
}

Result<Entry> log(Process& process, std::string const& session) {
  return process.outbox().submit({"crm/1", Kind::call, session}, call_with_note("Call back"), true,
                                 long_enough, {SteadyTime::max(), {}});
}

Context const no_limit{SteadyTime::max(), {}};

}  // namespace

TEST_CASE("the backoff doubles, and chance takes up to half of it away") {
  auto const fraction = GENERATE(0.0, 0.5, 1.0);
  World world;
  Process process(
      world.database, world.crm, world.clock, [](Entry const&) {}, with_fraction(fraction));
  for (int i = 0; i < 3; ++i) world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false});
  auto const before = world.clock.wall_now();
  auto const first = process.submit(call_with_note("Call back"));
  CHECK(first.next_attempt_at - before ==
        std::chrono::milliseconds(2500 + static_cast<int>(2500 * fraction)));
  CHECK(first.attempts == 1);
  Backlog backlog(world.database);
  auto const waiting = backlog.list("", std::nullopt, 0, 9);
  CHECK(waiting->at(0).error->code == ErrorCode::unavailable);
}

TEST_CASE(
    "a CRM that asks to wait is asked nothing more for that account, by nobody, and no attempt is counted") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::rate_limited, false, 1h});
  Process one(world.database, world.crm, world.clock);
  Process other(world.database, world.crm, world.clock);
  auto const refused = log(one, "1");
  CHECK(refused->state == State::pending);
  CHECK(refused->attempts == 0);
  CHECK(refused->next_attempt_at == world.clock.wall_now() + 1h);
  auto const next = log(other, "2");
  REQUIRE(next);
  CHECK(next->state == State::pending);
  CHECK(next->error->code == ErrorCode::rate_limited);
  CHECK(world.crm.count("callLog.create") == 1);
  world.clock.advance(1h);
  CHECK(log(other, "2")->state == State::logged);
}

TEST_CASE("no CRM is left alone for longer than a day, whatever it asks for") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::rate_limited, false, 24h * 365});
  Process process(world.database, world.crm, world.clock);
  CHECK(log(process, "1")->next_attempt_at == world.clock.wall_now() + 24h);
}

TEST_CASE("while a CRM cannot be reached who waits still asks, and its answer lets the rest go on") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false, 1h});
  std::promise<void> rest;
  Process process(world.database, world.crm, world.clock, [&](Entry const& entry) {
    if (entry.key.mark == "1" && entry.state == State::logged) rest.set_value();
  });
  CHECK(log(process, "1")->attempts == 0);
  CHECK(log(process, "2")->state == State::logged);
  world.clock.advance(1h);
  REQUIRE(process.outbox().unblock("crm/1"));  // has the scheduler look at its fake clock
  CHECK(rest.get_future().wait_for(long_enough) == std::future_status::ready);
}

TEST_CASE("what a dead process held is taken over at once, and from one that lives it never is") {
  bool const lives = GENERATE(false, true);
  World world;
  Ledger ledger(world.database);
  Key const key{"crm/1", Kind::call, "session-1"};
  auto const now = world.clock.wall_now();
  auto const id = ledger.want(key, call_with_note("Call back"), true, now)->id;
  REQUIRE(ledger.claim(id, "other", false, now, now + 90s).value());
  world.clock.advance(lives ? 24h : 1s);
  Courier courier;
  courier.alive = [lives](std::string const&) { return lives; };
  Process process(
      world.database, world.crm, world.clock, [](Entry const&) {}, std::move(courier));
  auto const entry = process.submit(section("note", "Called back"), false);
  CHECK(entry.state == (lives ? State::pending : State::logged));
  CHECK(world.crm.count("callLog.create") == (lives ? 0 : 1));
}

TEST_CASE("a person has a refused log tried again, and it goes with all that it had") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::forbidden, false});
  Process process(world.database, world.crm, world.clock);
  auto const refused = process.submit(call_with_note("Call back"));
  REQUIRE(refused.state == State::failed);
  CHECK(process.outbox().retry(refused.id, long_enough, no_limit)->state == State::logged);
  CHECK(contains(world.crm.logs().at(0).body, "Call back"));
  CHECK(process.outbox().retry(refused.id, long_enough, no_limit)->state == State::logged);
  CHECK(world.crm.logs().size() == 1);
  CHECK(process.outbox().retry(12345, long_enough, no_limit).error().code == ErrorCode::not_found);
}

TEST_CASE("who drops what is being delivered learns what came of it") {
  bool const succeeds = GENERATE(false, true);
  World world;
  std::promise<void> started, go_on;
  auto const deliver = [&](Entry const&, BeforeCreate const&, Context const&) -> Result<Delivered> {
    started.set_value();
    go_on.get_future().wait();
    if (!succeeds) return fail(ErrorCode::unavailable, "as the test said");
    return Delivered{"100", {}, "text"};
  };
  Outbox outbox(
      world.database, deliver, [](Entry const&) {}, world.clock, silent_log());
  outbox.start();
  auto const id = outbox.submit({"crm/1", Kind::call, "1"}, call_with_note("n"), true, 0ms, no_limit)->id;
  started.get_future().wait();
  auto dropping = std::async(std::launch::async, [&] { return outbox.drop(id, no_limit); });
  go_on.set_value();
  auto const dropped = dropping.get();
  REQUIRE(dropped);
  CHECK(dropped->state == (succeeds ? State::logged : State::pending));
  CHECK(Ledger(world.database).get(id).has_value() == succeeds);
}

}  // namespace patchbay::outbox
