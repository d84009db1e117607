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
  CHECK(process.submit_messages(message("m-2", "2026-11-21T10:05:00Z", "Maya", "Here now")).state ==
        State::pending);
  CHECK(process.submit_messages(message("m-3", "2026-11-21T10:06:00Z", "Maya", "At the door")).state ==
        State::logged);
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

TEST_CASE("a message that is too long for the CRM goes without its text, and the others with theirs") {
  bool const at_once = GENERATE(false, true);
  World world;
  world.crm.rules.max_body_bytes = 400;
  Process process(world.database, world.crm, world.clock);
  process.submit_messages(
      message("m-1", "2026-11-21T10:00:00Z", "Maya", at_once ? std::string(900, 'f') : "Running late"));
  auto const entry =
      process.submit_messages(message("m-2", "2026-11-21T10:05:00Z", "Maya", std::string(900, 'f')));
  CHECK(entry.state == State::logged);
  CHECK(process.submit_messages(message("m-3", "2026-11-21T10:06:00Z", "Maya", "Here now")).state ==
        State::logged);
  auto const body = world.crm.logs().at(0).body;
  CHECK(body.size() <= 400);
  CHECK(times(body, "(left out: too long for this CRM)") == (at_once ? 2 : 1));
  CHECK(contains(body, "Here now"));
}

TEST_CASE("a message without its text is not written twice after a lost answer") {
  World world;
  world.crm.rules.max_body_bytes = 400;
  Process process(world.database, world.crm, world.clock);
  process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "Maya", "Running late"));
  world.crm.fail_next("messageLog.update", {ErrorCode::unknown_outcome, true});
  process.submit_messages(message("m-2", "2026-11-21T10:05:00Z", "Maya", std::string(900, 'f')));
  CHECK(process.submit_messages(message("m-3", "2026-11-21T10:06:00Z", "Maya", "Here now")).state ==
        State::logged);
  CHECK(times(world.crm.logs().at(0).body, "left out") == 1);
}

TEST_CASE("a day's conversation that does not fit in any way is refused by name, and keeps its messages") {
  World world;
  world.crm.rules.max_body_bytes = 60;
  Process process(world.database, world.crm, world.clock);
  auto const entry =
      process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "Maya", std::string(900, 'f')));
  CHECK(entry.state == State::failed);
  CHECK(entry.error->field == "messages");
  CHECK(entry.wanted.at("messages").as_object().contains("m-1"));
  CHECK(world.crm.count("messageLog.create") == 0);
}

TEST_CASE("a conversation whose record was deleted goes on in a new one") {
  bool const conditional = GENERATE(false, true);
  World world;
  world.crm.rules.conditional_update = conditional;
  Process process(world.database, world.crm, world.clock);
  auto const first = process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "Maya", "Running late"));
  world.crm.remove();
  auto const entry = process.submit_messages(message("m-2", "2026-11-21T10:05:00Z", "Maya", "Here now"));
  CHECK(entry.state == State::logged);
  CHECK(entry.log_id != first.log_id);
  REQUIRE(world.crm.logs().size() == 1);
  CHECK(contains(world.crm.logs()[0].body, "Here now"));
}

}  // namespace patchbay::outbox
