// The text of a call log, ours and a person's, on its way into a CRM.
#include "support/print_result.hpp"  // before Catch, which prints results

#include <catch2/catch.hpp>

#include <thread>

#include "host/outbox/outbox_world.hpp"

namespace patchbay::outbox {

TEST_CASE("what a person changed in the CRM survives an update") {
  bool const conditional = GENERATE(false, true);
  World world;
  world.crm.rules.conditional_update = conditional;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.edit(world.crm.logs()[0].body + "\nSigned on Friday. Tom.");
  CHECK(process.submit(section("note", "Called back"), false).state == State::logged);
  auto const body = world.crm.logs()[0].body;
  CHECK(contains(body, "Signed on Friday. Tom."));
  CHECK(contains(body, "Called back"));
  CHECK_FALSE(contains(body, "Call back"));
}

TEST_CASE("a conditional write costs no read while nobody else edits") {
  World world;
  world.crm.rules.conditional_update = true;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  process.submit(section("note", "Called back"), false);
  CHECK(world.crm.count("callLog.get") == 0);
  CHECK(world.crm.count("callLog.update") == 1);
}

TEST_CASE("a failed read overwrites nothing") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.fail_next("callLog.get", {ErrorCode::unavailable, false});
  auto const entry = process.submit(section("result", "Busy"), false);
  CHECK(entry.state == State::pending);
  CHECK(world.crm.count("callLog.update") == 0);
}

TEST_CASE("note and recording at once are both in the text") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  {
    std::jthread const a([&] { (void)process.try_submit(section("note", "Called back"), false); });
    std::jthread const b(
        [&] { (void)process.try_submit(section("recording", "https://example.test/r"), false); });
  }
  auto const body = world.crm.logs()[0].body;
  CHECK(contains(body, "Called back"));
  CHECK(contains(body, "https://example.test/r"));
}

TEST_CASE("a text that is too long goes without its transcript, and says so in its place") {
  World world;
  world.crm.rules.max_body_bytes = 300;
  Process process(world.database, world.crm, world.clock);
  auto call = call_with_note("Call back");
  call["sections"].as_object()["transcript"] = std::string(500, 't');
  CHECK(process.submit(call).state == State::logged);
  auto const body = world.crm.logs()[0].body;
  CHECK(contains(body, "Call back"));
  CHECK(contains(body, "(left out: too long for this CRM)"));
  CHECK_FALSE(contains(body, "tttt"));
}

TEST_CASE("a longer note pushes the transcript out of a text that was full") {
  World world;
  world.crm.rules.max_body_bytes = 300;
  Process process(world.database, world.crm, world.clock);
  auto call = call_with_note("Call back");
  call["sections"].as_object()["transcript"] = std::string(100, 't');
  process.submit(call);
  CHECK(contains(world.crm.logs()[0].body, "tttt"));
  CHECK(process.submit(section("note", std::string(150, 'n')), false).state == State::logged);
  auto const body = world.crm.logs()[0].body;
  CHECK(body.size() <= 300);
  CHECK(contains(body, "nnnn"));
  CHECK_FALSE(contains(body, "tttt"));
}

TEST_CASE("a note that is longer than the CRM takes is refused by name, and nothing is sent") {
  World world;
  world.crm.rules.max_body_bytes = 300;
  Process process(world.database, world.crm, world.clock);
  auto const entry = process.submit(call_with_note(std::string(400, 'n')));
  CHECK(entry.state == State::failed);
  CHECK(entry.error->field == "note");
  CHECK(world.crm.count("callLog.create") == 0);
}

TEST_CASE("where a CRM's text cannot be read, what was sent is not forgotten") {
  World world;
  world.crm.can_read = false;
  world.crm.fail_next("callLog.create", {ErrorCode::unknown_outcome, true});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  CHECK(process.submit(section("recording", "https://example.test/r"), false).state == State::logged);
  auto const body = world.crm.logs()[0].body;
  CHECK(contains(body, "Call back"));
  CHECK(contains(body, "https://example.test/r"));
}

TEST_CASE("an update of a log that was deleted in the CRM says so, makes nothing, and says what would") {
  bool const conditional = GENERATE(false, true);
  World world;
  world.crm.rules.conditional_update = conditional;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.remove();
  auto const entry = process.submit(section("note", "Called back"), false);
  CHECK(entry.state == State::failed);
  CHECK(entry.error->code == ErrorCode::not_found);
  CHECK(contains(entry.error->message, "deleted in the CRM. Log the call again"));
  CHECK(world.crm.logs().empty());
}

TEST_CASE("a not_found that speaks of another record is no deleted log") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.fail_next("callLog.update", {ErrorCode::not_found, false});
  auto const entry = process.submit(filed_under("deal", "12"), false);
  CHECK(entry.state == State::failed);
  CHECK(entry.error->message == "as the test said");
}

}  // namespace patchbay::outbox
