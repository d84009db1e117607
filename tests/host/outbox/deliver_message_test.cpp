// Messages on their way into a CRM.
#include "support/print_result.hpp"  // before Catch, which prints results

#include <catch2/catch.hpp>

#include "host/outbox/outbox_world.hpp"

namespace patchbay::outbox {

TEST_CASE("a message is written once, whoever is said to have sent it later") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "+14155550132", "Running late"));
  process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "Maya", "Running late"));
  CHECK(world.crm.count("messageLog.update") == 0);
  process.submit_messages(message("m-2", "2026-11-21T10:05:00Z", "Maya", "Here now"));
  auto const body = world.crm.logs()[0].body;
  CHECK(times(body, "Running late") == 1);
  CHECK(times(body, "Here now") == 1);
}

TEST_CASE("a message whose answer was lost is not written twice") {
  bool const conditional = GENERATE(false, true);
  World world;
  world.crm.rules.conditional_update = conditional;
  Process process(world.database, world.crm, world.clock);
  process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "Maya", "Running late"));
  world.crm.fail_next("messageLog.update", {ErrorCode::unknown_outcome, true});
  CHECK(process.submit_messages(message("m-2", "2026-11-21T10:05:00Z", "Maya", "Here now")).state == State::pending);
  CHECK(process.submit_messages(message("m-3", "2026-11-21T10:06:00Z", "Maya", "At the door")).state == State::logged);
  auto const body = world.crm.logs()[0].body;
  CHECK(times(body, "Here now") == 1);
  CHECK(body.find("Here now") < body.find("At the door"));
}

TEST_CASE("a conversation's record has the time of its first message, whichever came first") {
  World world;
  world.crm.fail_next("messageLog.create", {ErrorCode::unavailable, false});
  Process process(world.database, world.crm, world.clock);
  process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "Maya", "Running late"));
  process.submit_messages(message("m-2", "2026-11-21T10:05:00Z", "Maya", "Here now"));
  CHECK(world.crm.logs().at(0).time == "2026-11-21T10:00:00Z");
}

}  // namespace patchbay::outbox
