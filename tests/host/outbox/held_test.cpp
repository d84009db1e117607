// A create whose answer was lost, at a CRM whose adapter cannot look for it.
#include "support/print_result.hpp"  // before Catch, which prints results

#include <catch2/catch.hpp>

#include "host/outbox/outbox_world.hpp"

namespace patchbay::outbox {
namespace {

struct BlindWorld : World {
  BlindWorld() { crm.can_find = false; }

  // The CRM made the record, and the host tried once more.
  Entry held(Process& process) {
    crm.fail_next("callLog.create", {ErrorCode::unknown_outcome, true});
    CHECK(process.submit(call_with_note("Call back")).state == State::pending);
    return process.submit(section("result", "Busy"), false);
  }
};

json::object task() {
  return {{"subject", "Call back"},
          {"contact", json::object{{"id", "7"}}},
          {"facts", json::object{{"dueTime", "2026-11-23T09:00:00Z"}, {"dueDay", "2026-11-23"}}},
          {"sections", json::object{{"note", ""}}},
          {"additional", json::object()}};
}

}  // namespace

TEST_CASE("what the CRM may have and nobody can look for is not sent again by itself") {
  BlindWorld world;
  Process process(world.database, world.crm, world.clock);
  auto const entry = world.held(process);
  CHECK(entry.state == State::failed);
  CHECK(entry.error->code == ErrorCode::unknown_outcome);
  CHECK(contains(entry.error->message, "Look in the CRM"));
  CHECK(process.submit(section("result", "Missed"), false).state == State::failed);
  CHECK(world.crm.count("callLog.create") == 1);
}

TEST_CASE("who has looked in the CRM has it sent again, with all that came since") {
  bool const from_the_outbox = GENERATE(true, false);
  BlindWorld world;
  Process process(world.database, world.crm, world.clock);
  auto const entry = world.held(process);
  world.crm.remove();  // as if it had never been there
  auto const again = from_the_outbox
                         ? process.outbox().retry(entry.id, long_enough, {SteadyTime::max(), {}}).value()
                         : process.submit(call_with_note("Call back on Friday"));
  CHECK(again.state == State::logged);
  REQUIRE(world.crm.logs().size() == 1);
  CHECK(contains(world.crm.logs()[0].body, from_the_outbox ? "Busy" : "Call back on Friday"));
}

TEST_CASE("one that is lost once more is held once more") {
  BlindWorld world;
  Process process(world.database, world.crm, world.clock);
  auto const entry = world.held(process);
  world.crm.fail_next("callLog.create", {ErrorCode::timeout, true});
  auto const retry = [&] {
    return process.outbox().retry(entry.id, long_enough, {SteadyTime::max(), {}}).value().state;
  };
  CHECK(retry() == State::pending);
  CHECK(process.submit(section("result", "Missed"), false).state == State::failed);
  CHECK(world.crm.count("callLog.create") == 2);
}

TEST_CASE("one that was given up while the CRM may have it is not sent again before somebody has looked") {
  BlindWorld world;
  Process process(world.database, world.crm, world.clock);
  auto const entry = world.held(process);
  REQUIRE(process.outbox().drop(entry.id, {SteadyTime::max(), {}}));
  CHECK(process.submit(call_with_note("Call back")).state == State::failed);
  CHECK(world.crm.logs().size() == 1);
  CHECK(process.submit(call_with_note("Call back")).state == State::logged);
}

TEST_CASE("what never left goes by itself, though nobody could look for it") {
  BlindWorld world;
  Process process(world.database, world.crm, world.clock);
  world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false});
  CHECK(process.submit(call_with_note("Call back")).state == State::pending);
  CHECK(process.submit(section("result", "Busy"), false).state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("what did not leave at first and then may have is held") {
  BlindWorld world;
  Process process(world.database, world.crm, world.clock);
  world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false});
  CHECK(process.submit(call_with_note("Call back")).state == State::pending);
  CHECK(world.held(process).state == State::failed);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("a task whose answer was lost is held, and made again by who has looked") {
  BlindWorld world;
  Process process(world.database, world.crm, world.clock);
  world.crm.fail_next("task.create", {ErrorCode::unknown_outcome, true});
  CHECK(process.submit_task(task()).state == State::pending);
  CHECK(process.submit_task(task()).state == State::failed);
  CHECK(world.crm.count("task.create") == 1);
  CHECK(process.submit_task(task()).state == State::logged);
}

TEST_CASE("messages that are held are not sent again by the next message") {
  BlindWorld world;
  Process process(world.database, world.crm, world.clock);
  world.crm.fail_next("messageLog.create", {ErrorCode::unknown_outcome, true});
  auto const text = [](char const* id) { return message(id, "2026-11-21T09:00:00Z", "Jane", "Hello"); };
  CHECK(process.submit_messages(text("1")).state == State::pending);
  auto const held = process.submit_messages(text("2"));
  CHECK(held.state == State::failed);
  CHECK(process.submit_messages(text("3")).state == State::failed);
  CHECK(world.crm.count("messageLog.create") == 1);
  CHECK(process.outbox().retry(held.id, long_enough, {SteadyTime::max(), {}})->state == State::logged);
}

}  // namespace patchbay::outbox
