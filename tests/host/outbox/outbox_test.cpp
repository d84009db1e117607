#include "outbox/outbox.hpp"

#include "support/print_result.hpp"  // before Catch, which prints results

#include <catch2/catch.hpp>

#include <future>

#include "host/outbox/outbox_world.hpp"

namespace patchbay::outbox {

TEST_CASE("a log that is wanted reaches the CRM once, and the ledger knows its id") {
  World world;
  Process process(world.database, world.crm, world.clock);
  auto const entry = process.submit(call_with_note("Call back"));
  CHECK(entry.state == State::logged);
  REQUIRE(world.crm.logs().size() == 1);
  CHECK(contains(world.crm.logs()[0].body, "Call back"));
  CHECK(process.submit(call_with_note("Call back")).log_id == entry.log_id);
  CHECK(world.crm.count("callLog.create") == 1);
}

TEST_CASE("a result that cannot be written down is not fetched again and again") {
  World world;
  REQUIRE(world.database.write([](SQLite::Database& database) -> Result<void> {
    database.exec(
        "CREATE TRIGGER full BEFORE UPDATE OF log_id ON ledger BEGIN SELECT RAISE(FAIL, 'no room'); END");
    return {};
  }));
  Process process(world.database, world.crm, world.clock);
  CHECK(process.submit(call_with_note("Call back")).state == State::pending);
  CHECK(world.crm.count("callLog.create") == 1);
  // Looking is for when the lease has run out. The request and the scheduler may each have asked for the one
  // entry just before it was claimed, which costs a look each; without an end there were more than a hundred
  // thousand.
  CHECK(world.crm.count("callLog.find") <= 2);
}

TEST_CASE("two creates of one session at once make one record") {
  World world;
  Process one(world.database, world.crm, world.clock);
  Process other(world.database, world.crm, world.clock);
  auto submitting =
      std::async(std::launch::async, [&] { return one.try_submit(call_with_note("Call back"), true); });
  auto const second = other.submit(call_with_note("Call back"));
  auto const first = submitting.get();
  REQUIRE(first);
  CHECK(world.crm.logs().size() == 1);
  CHECK(first->state == State::logged);
  CHECK(second.state == State::logged);
}

TEST_CASE("after a lost answer the record is looked for and not made again") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unknown_outcome, true});
  Process process(world.database, world.crm, world.clock);
  auto const lost = process.submit(call_with_note("Call back"));
  CHECK(lost.state == State::pending);
  auto const entry = process.submit(section("recording", "https://example.test/r"), false);
  CHECK(entry.state == State::logged);
  CHECK(world.crm.count("callLog.create") == 1);
  CHECK(world.crm.count("callLog.find") == 1);
  REQUIRE(world.crm.logs().size() == 1);
  CHECK(contains(world.crm.logs()[0].body, "https://example.test/r"));
  CHECK(contains(world.crm.logs()[0].body, "Call back"));
}

TEST_CASE(
    "a log that is found after a lost answer gets its facts once more, since the CRM may have but a part of "
    "it") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unknown_outcome, true});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  CHECK(process.submit(call_with_note("Call back")).state == State::logged);
  CHECK(world.crm.count("callLog.create") == 1);
  CHECK(world.crm.count("callLog.update") == 1);
  CHECK(process.submit(call_with_note("Call back")).state == State::logged);
  CHECK(world.crm.count("callLog.update") == 1);
}

TEST_CASE("a look-up that fails does not make the host forget that it must look") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::timeout, true});
  world.crm.fail_next("callLog.find", {ErrorCode::forbidden, false});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  process.submit(section("result", "Busy"), false);
  CHECK(process.submit(section("result", "Missed"), false).state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE(
    "a log that a search did not know at first is found later, though it was to be sent again meanwhile") {
  auto const code = GENERATE(ErrorCode::rate_limited, ErrorCode::auth_required);
  World world;
  Process process(world.database, world.crm, world.clock);
  world.crm.fail_next("callLog.create", {ErrorCode::timeout, true});
  CHECK(process.submit(call_with_note("Call back")).state == State::pending);
  world.crm.hide_from_next_find();
  world.crm.fail_next("callLog.create", {code, false});
  CHECK(process.submit(section("result", "Busy")).state != State::logged);
  CHECK(process.submit(section("note", "Called back")).state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("what a dead process left is taken up by the next one") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false});
  {
    Process process(world.database, world.crm, world.clock);
    auto const entry = process.submit(call_with_note("Call back"));
    CHECK(entry.state == State::pending);
    CHECK(entry.error->code == ErrorCode::unavailable);
  }
  world.clock.advance(1h);
  std::promise<Entry> delivered;
  Process next(world.database, world.crm, world.clock,
               [&](Entry const& entry) { delivered.set_value(entry); });
  auto future = delivered.get_future();
  REQUIRE(future.wait_for(long_enough) == std::future_status::ready);
  CHECK(future.get().state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("a refusal is kept with its reason, and trying again with another contact works") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::not_found, false});
  Process process(world.database, world.crm, world.clock);
  auto const refused = process.submit(call_with_note("Call back"));
  CHECK(refused.state == State::failed);
  CHECK(refused.error->code == ErrorCode::not_found);
  auto again = call_with_note("Call back");
  again["contact"] = json::object{{"id", "8"}};
  CHECK(process.submit(again).state == State::logged);
  CHECK(world.crm.count("callLog.find") == 0);
}

TEST_CASE("after a lost answer the record is looked for at the contact that it was sent with") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unknown_outcome, true});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  auto again = call_with_note("Call back");
  again["contact"] = json::object{{"id", "8"}};
  CHECK(process.submit(again).state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("a later choice of records to file a log under replaces the earlier one") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false});
  Process process(world.database, world.crm, world.clock);
  auto call = call_with_note("Call back");
  call["additional"] = json::object{{"deal", "12"}};
  CHECK(process.submit(call).state == State::pending);
  CHECK(process.submit(filed_under("lead", "5"), false).state == State::logged);
  CHECK(world.crm.logs()[0].additional == json::object{{"lead", "5"}});
}

TEST_CASE("going back to an earlier choice reaches the CRM") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  for (auto const* kind : {"deal", "lead", "deal"}) process.submit(filed_under(kind, "12"), false);
  CHECK(world.crm.count("callLog.update") == 3);
  process.submit(filed_under("deal", "12"), false);
  CHECK(world.crm.count("callLog.update") == 3);
}

TEST_CASE("a recording's link does not become pending again") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::not_found, false});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.fail_next("callLog.create", {ErrorCode::not_found, false});
  process.submit(section("recording", "https://example.test/r"), false);
  process.submit(section("recording", "pending"));
  CHECK(contains(world.crm.logs().at(0).body, "https://example.test/r"));
}

TEST_CASE("nonsense from the network between is no refusal: the log goes on by itself") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::bad_reply, true});
  Process process(world.database, world.crm, world.clock);
  CHECK(process.submit(call_with_note("Call back")).state == State::pending);
  CHECK(process.submit(section("result", "Busy"), false).state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("a log that waits for a sign-in goes on after it") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::auth_required, false});
  std::promise<void> logged;
  Process process(world.database, world.crm, world.clock, [&](Entry const& entry) {
    if (entry.state == State::logged) logged.set_value();
  });
  CHECK(process.submit(call_with_note("Call back")).state == State::blocked);
  REQUIRE(process.outbox().unblock("crm/1"));
  CHECK(logged.get_future().wait_for(long_enough) == std::future_status::ready);
}

TEST_CASE("an update of a session that nobody logged is not_found and makes nothing") {
  World world;
  Process process(world.database, world.crm, world.clock);
  auto const entry = process.try_submit(section("note", "Call back"), false);
  REQUIRE_FALSE(entry);
  CHECK(entry.error().code == ErrorCode::not_found);
  CHECK(world.crm.logs().empty());
}

TEST_CASE("who does not wait is told that the log is on its way") {
  World world;
  Process process(world.database, world.crm, world.clock);
  auto const entry = process.submit(call_with_note("Call back"), true, 0ms);
  CHECK((entry.state == State::pending || entry.state == State::logged));
  CHECK(entry.id > 0);
}

}  // namespace patchbay::outbox
