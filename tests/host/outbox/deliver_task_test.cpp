// A task on its way into a CRM: made once, whatever happens on the way, and found by a mark of its own.
#include "support/print_result.hpp"  // before Catch, which prints results

#include <catch2/catch.hpp>

#include "compose/call_log.hpp"
#include "host/outbox/outbox_world.hpp"

namespace patchbay::outbox {
namespace {

json::object task(std::string_view note, std::string_view contact = "7") {
  return {{"subject", "Call back"},
          {"contact", json::object{{"id", contact}}},
          {"facts", json::object{{"dueTime", "2026-11-23T09:00:00Z"}, {"dueDay", "2026-11-23"}}},
          {"sections", json::object{{"note", note}}},
          {"additional", json::object{{"deal", "12"}}}};
}

// What an attempt came to whose process died before it could write that down.
enum class Death { before_the_crm_acted, after_it };

void die_over_a_create(World& world, Death death) {
  auto const now = world.clock.wall_now();
  Ledger ledger(world.database);
  auto const id = ledger.want(task_key("crm/1", "session-1"), task("About the press"), true, now)->id;
  auto const entry = ledger.claim(id, "dead", false, now, now + 90s).value();
  REQUIRE(ledger.mark_sent(id, entry->wanted, "dead", now));
  if (death == Death::after_it) {
    REQUIRE(
        world.crm.call("crm/1", "task.create",
                       {{"sessionId", entry->key.mark}, {"subject", "Call back"}, {"contact", {{"id", "7"}}}},
                       {SteadyTime::max(), {}}));
  }
  REQUIRE(Backlog(world.database).release("dead", WallTime::max()));
}

}  // namespace

TEST_CASE("a task reaches the CRM once, with its note, when it is due, and its mark in the text") {
  bool const mark_in_text = GENERATE(true, false);  // of logs
  World world;
  world.crm.rules.mark_in_text = mark_in_text;
  Process process(world.database, world.crm, world.clock);
  auto const entry = process.submit_task(task("About the press"));
  CHECK(entry.state == State::logged);
  CHECK_FALSE(entry.log_id.empty());
  REQUIRE(world.crm.logs().size() == 1);
  auto const made = world.crm.logs()[0];
  CHECK(made.mark == "session-1-task");
  CHECK(made.due == "2026-11-23T09:00:00Z 2026-11-23");
  CHECK(made.subject == "Call back");
  CHECK(made.contact == "7");
  CHECK(made.additional.at("deal") == "12");
  CHECK(contains(made.body, "About the press"));
  CHECK(contains(made.body, session_mark_text("session-1-task")));
  CHECK(times(made.body, "session-1-task") == 1);
}

TEST_CASE("a task without a note has its mark, and one that is too long is refused by name") {
  World world;
  world.crm.rules.max_body_bytes = 100;
  Process process(world.database, world.crm, world.clock);
  auto const refused = process.submit_task(task(std::string(200, 'n')));
  CHECK(refused.state == State::failed);
  CHECK(refused.error->field == "note");
  CHECK(world.crm.count("task.create") == 0);
  CHECK(process.submit_task(task("Short")).state == State::logged);
}

TEST_CASE("a session's log and its task are two records, and neither is taken for the other") {
  World world;
  Process process(world.database, world.crm, world.clock);
  auto const log = process.submit(call_with_note("Call back"));
  for (auto const* operation : {"task.create", "task.create"})
    world.crm.fail_next(operation, {ErrorCode::unavailable, false});
  process.submit_task(task("About the press"));
  auto const again = process.submit_task(task("About the press"));
  CHECK(again.state == State::pending);  // it was looked for, and the log was not taken for it
  auto const made = process.submit_task(task("About the press"));
  CHECK(made.state == State::logged);
  CHECK(made.log_id != log.log_id);
  CHECK(world.crm.logs().size() == 2);
  CHECK(process.submit(section("note", "Called back"), false).log_id == log.log_id);
}

TEST_CASE("a task is made once, however its first attempt ended") {
  auto const code = GENERATE(ErrorCode::unknown_outcome, ErrorCode::timeout, ErrorCode::unavailable,
                             ErrorCode::bad_reply, ErrorCode::cancelled);
  bool const acted = GENERATE(true, false);
  World world;
  world.crm.fail_next("task.create", {code, acted});
  Process process(world.database, world.crm, world.clock);
  CHECK(process.submit_task(task("About the press")).state == State::pending);
  CHECK(process.submit_task(task("About the press")).state == State::logged);
  CHECK(world.crm.logs().size() == 1);
  CHECK(world.crm.count("task.find") == 1);
  CHECK(world.crm.count("task.create") == (acted ? 1 : 2));
}

TEST_CASE(
    "a task whose process died between sending and writing down is looked for before it is sent again") {
  auto const death = GENERATE(Death::before_the_crm_acted, Death::after_it);
  World world;
  die_over_a_create(world, death);
  Process process(world.database, world.crm, world.clock);
  auto const entry = process.submit_task(task("About the press"));
  CHECK(entry.state == State::logged);
  CHECK(world.crm.logs().size() == 1);
  CHECK(world.crm.count("task.find") == 1);
}

TEST_CASE("a look-up of a task that fails makes none") {
  World world;
  world.crm.fail_next("task.create", {ErrorCode::timeout, true});
  world.crm.fail_next("task.find", {ErrorCode::forbidden, false});
  Process process(world.database, world.crm, world.clock);
  process.submit_task(task("About the press"));
  CHECK(process.submit_task(task("About the press")).state == State::failed);
  CHECK(process.submit_task(task("About the press")).state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("a task whose answer was lost is looked for at the contact that it was sent with") {
  World world;
  world.crm.fail_next("task.create", {ErrorCode::timeout, true});
  Process process(world.database, world.crm, world.clock);
  process.submit_task(task("About the press"));
  CHECK(process.submit_task(task("About the press", "8")).state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("a task that waits takes what the new wish says") {
  World world;
  world.crm.fail_next("task.create", {ErrorCode::not_found, false});
  Process process(world.database, world.crm, world.clock);
  CHECK(process.submit_task(task("About the press")).state == State::failed);
  auto later = task("About the bottling line", "8");
  later["subject"] = "Visit";
  later["facts"] = json::object{{"dueTime", "2026-11-24T09:00:00Z"}, {"dueDay", "2026-11-24"}};
  later["additional"] = json::object();
  CHECK(process.submit_task(later).state == State::logged);
  auto const made = world.crm.logs().at(0);
  CHECK(made.subject == "Visit");
  CHECK(made.due == "2026-11-24T09:00:00Z 2026-11-24");
  CHECK(made.contact == "8");
  CHECK(made.additional.empty());
  CHECK(contains(made.body, "About the bottling line"));
  CHECK(world.crm.count("task.find") == 0);  // the refusal said that there is none
}

TEST_CASE("a task that is there is left to its user") {
  World world;
  Process process(world.database, world.crm, world.clock);
  auto const made = process.submit_task(task("About the press"));
  world.crm.edit("Done on Friday.");
  auto const entry = process.submit_task(task("About the bottling line"));
  CHECK(entry.state == State::logged);
  CHECK(entry.log_id == made.log_id);
  CHECK(world.crm.logs().at(0).body == "Done on Friday.");
  CHECK(world.crm.count("task.create") == 1);
}

}  // namespace patchbay::outbox
