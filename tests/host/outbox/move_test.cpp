// A log that goes from one contact to another, or from nobody to somebody.
#include "support/print_result.hpp"  // before Catch, which prints results

#include <catch2/catch.hpp>

#include "host/outbox/outbox_world.hpp"
#include "outbox/difference.hpp"

namespace patchbay::outbox {
namespace {

json::object call_of_nobody() {
  auto call = call_with_note("Call back");
  call["subject"] = "Inbound call from +14155550132";
  call["contact"] = json::object{{"id", ""}, {"type", ""}, {"name", ""}, {"organizationId", ""}};
  call["facts"].as_object()["from"] = json::object{{"phoneNumber", "+14155550132"}};
  return call;
}

json::object to(std::string_view id, std::string_view name) {
  return {{"contact", json::object{{"id", id}, {"name", name}}}};
}

FakeCrm::Log only_log(World const& world) {
  REQUIRE(world.crm.logs().size() == 1);
  return world.crm.logs()[0];
}

}  // namespace

TEST_CASE("a log with nobody goes to the contact that is known later, and is called by their name") {
  bool const conditional = GENERATE(false, true);
  World world;
  world.crm.rules.conditional_update = conditional;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_of_nobody());
  CHECK(only_log(world).contact.empty());
  CHECK(process.submit(to("7", "Maya"), false).state == State::logged);
  CHECK(only_log(world).contact == "7");
  CHECK(only_log(world).subject == "Inbound call from Maya");
  CHECK(contains(only_log(world).body, "Call back"));
  CHECK(world.crm.count("callContact.set") == 1);
  CHECK(process.submit(to("7", "Maya"), false).state == State::logged);
  CHECK(world.crm.count("callContact.set") == 1);
}

TEST_CASE(
    "a log that goes to another contact is filed as is said there, and the earlier deal does not survive") {
  World world;
  Process process(world.database, world.crm, world.clock);
  auto call = call_with_note("Call back");
  call["additional"] = json::object{{"deal", "12"}};
  process.submit(call);
  process.submit(to("8", "Tom"), false);
  CHECK(only_log(world).additional.empty());
  auto back = to("7", "Maya");
  back["additional"] = json::object{{"lead", "5"}};
  process.submit(back, false);
  CHECK(only_log(world).contact == "7");
  CHECK(only_log(world).additional == json::object{{"lead", "5"}});
}

TEST_CASE("a move that changes nothing else is one request") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));  // its subject names somebody whom its contact does not
  CHECK(process.submit(to("8", "Tom"), false).state == State::logged);
  CHECK(world.crm.count("callContact.set") == 1);
  CHECK(world.crm.count("callLog.update") == 0);
}

TEST_CASE("a move whose answer is lost, or that fails half way, is done again and ends the same") {
  auto const* operation = GENERATE("callContact.set", "callLog.update");
  bool const acted = GENERATE(true, false);
  bool const conditional = GENERATE(false, true);
  World world;
  world.crm.rules.conditional_update = conditional;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_of_nobody());
  world.crm.fail_next(operation, {ErrorCode::timeout, acted});
  CHECK(process.submit(to("7", "Maya"), false).state == State::pending);
  auto more = section("result", "Busy");
  CHECK(process.submit(more, false).state == State::logged);
  auto const log = only_log(world);
  CHECK(log.contact == "7");
  CHECK(log.subject == "Inbound call from Maya");
  CHECK(contains(log.body, "Busy"));
  CHECK(times(log.body, "Call back") == 1);
}

TEST_CASE("a log is with nobody whom it was only to go to, whatever became of that") {
  struct Row {
    char const* operation;
    FakeCrm::Fault fault;
  };
  auto const row = GENERATE(Row{"callContact.set", {ErrorCode::timeout, true}},
                            Row{"callContact.set", {ErrorCode::timeout, false}},
                            Row{"callContact.set", {ErrorCode::invalid_params, false}},
                            Row{"callLog.update", {ErrorCode::timeout, false}},
                            Row{"callLog.update", {ErrorCode::invalid_params, false}});
  auto const* last = GENERATE("7", "9");
  World world;
  Process process(world.database, world.crm, world.clock);
  auto call = call_of_nobody();
  call["contact"] = json::object{{"id", "7"}};
  process.submit(call);
  world.crm.fail_next(row.operation, row.fault);
  CHECK(process.submit(to("8", "Tom"), false).state != State::logged);
  CHECK(process.submit(to(last, "Nora"), false).state == State::logged);
  CHECK(only_log(world).contact == last);
  CHECK(only_log(world).subject == "Inbound call from Nora");
}

TEST_CASE(
    "of moves in a row whose answers are lost the last one wins, and nobody of the others keeps the log") {
  bool const first = GENERATE(true, false), second = GENERATE(true, false);
  auto const* last = GENERATE("7", "8", "10");
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.fail_next("callContact.set", {ErrorCode::timeout, first});
  CHECK(process.submit(to("8", "Tom"), false).state == State::pending);
  world.crm.fail_next("callContact.set", {ErrorCode::timeout, second});
  CHECK(process.submit(to("9", "Nora"), false).state == State::pending);
  CHECK(process.submit(to(last, "Kim"), false).state == State::logged);
  CHECK(only_log(world).contact == last);
}

TEST_CASE("a way back that the CRM refuses half way is known, too") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.fail_next("callContact.set", {ErrorCode::timeout, true});
  process.submit(to("8", "Tom"), false);
  world.crm.pass_next("callContact.set");
  world.crm.fail_next("callContact.set", {ErrorCode::forbidden, false});
  CHECK(process.submit(to("9", "Nora"), false).state == State::failed);
  CHECK(process.submit(to("10", "Kim"), false).state == State::logged);
  CHECK(only_log(world).contact == "10");
}

TEST_CASE("a log that went astray comes back, though the way back fails as well") {
  bool const refused = GENERATE(true, false);
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.fail_next("callContact.set", {ErrorCode::timeout, true});
  process.submit(to("8", "Tom"), false);
  world.crm.fail_next("callContact.set", {refused ? ErrorCode::forbidden : ErrorCode::timeout, false});
  CHECK(process.submit(to("7", "Maya"), false).state != State::logged);
  CHECK(process.submit(to("7", "Maya"), false).state == State::logged);
  CHECK(only_log(world).contact == "7");
}

TEST_CASE("a process that dies between a move and writing it down leaves a log with one contact") {
  World world;
  Process(world.database, world.crm, world.clock).submit(call_with_note("Call back"));
  auto const now = world.clock.wall_now();
  Ledger ledger(world.database);
  auto const entry = ledger.want({"crm/1", Kind::call, "session-1"}, to("8", "Tom"), false, now).value();
  REQUIRE(ledger.claim(entry.id, "dead", false, now, now + 90s).value());
  REQUIRE(ledger.mark_sent(entry.id, entry.wanted, "dead", now));
  json::object const request{{"log", {{"id", entry.log_id}}},
                             {"contact", {{"id", "8"}}},
                             {"previous", {{"id", "7"}}},
                             {"additional", json::object()}};
  REQUIRE(world.crm.call("crm/1", "callContact.set", request, {SteadyTime::max(), {}}));
  REQUIRE(Backlog(world.database).release("dead", WallTime::max()));
  Process process(world.database, world.crm, world.clock);
  CHECK(process.submit(to("9", "Nora"), false).state == State::logged);
  CHECK(only_log(world).contact == "9");
}

TEST_CASE("what somebody wrote into the text meanwhile survives a move") {
  bool const more_is_said = GENERATE(false, true);
  World world;
  world.crm.rules.conditional_update = true;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.edit(only_log(world).body + "\nSigned on Friday. Tom.");
  auto change = to("8", "Tom");
  if (more_is_said) merge(change, section("note", "Called back"));
  CHECK(process.submit(change, false).state == State::logged);
  CHECK(process.submit(section("result", "Busy"), false).state == State::logged);
  auto const log = only_log(world);
  CHECK(log.contact == "8");
  CHECK(contains(log.body, "Signed on Friday. Tom."));
  CHECK(contains(log.body, "Busy"));
  CHECK(contains(log.body, "Called back") == more_is_said);
}

TEST_CASE("a log whose answer was lost goes from whom it was sent with to whom it is wanted with now") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unknown_outcome, true});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  auto again = call_with_note("Call back");
  again["contact"] = json::object{{"id", "8"}};
  CHECK(process.submit(again).state == State::logged);
  CHECK(only_log(world).contact == "8");
  CHECK(world.crm.count("callLog.create") == 1);
}

TEST_CASE("a log that waits unsent is made with the contact of the last wish") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false});
  world.crm.fail_next("callLog.find", {ErrorCode::unavailable, false});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_of_nobody());
  process.submit(to("7", "Maya"), false);
  CHECK(process.submit(to("8", "Tom"), false).state == State::logged);
  CHECK(only_log(world).contact == "8");
  CHECK(only_log(world).subject == "Inbound call from Tom");
  CHECK(world.crm.count("callContact.set") == 0);
}

TEST_CASE("a log that cannot be moved stays where it is, and says so") {
  World world;
  world.crm.can_move = false;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  auto const entry = process.submit(to("8", "Tom"), false);
  CHECK(entry.state == State::failed);
  CHECK(entry.error->code == ErrorCode::unsupported);
  CHECK(only_log(world).contact == "7");
  REQUIRE(process.outbox().drop(entry.id, {SteadyTime::max(), {}}));
  CHECK(process.submit(section("note", "Called back"), false).state == State::logged);
}

TEST_CASE("a contact that a log cannot go to is refused, and another one is taken") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.fail_next("callContact.set", {ErrorCode::invalid_params, false});
  CHECK(process.submit(to("99", "Gone"), false).state == State::failed);
  CHECK(process.submit(to("8", "Tom"), false).state == State::logged);
  CHECK(only_log(world).contact == "8");
}

TEST_CASE("a log that was deleted in the CRM says so when it is to be moved") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.remove();
  auto const entry = process.submit(to("8", "Tom"), false);
  CHECK(entry.state == State::failed);
  CHECK(contains(entry.error->message, "deleted in the CRM. Log the call again"));
}

}  // namespace patchbay::outbox
