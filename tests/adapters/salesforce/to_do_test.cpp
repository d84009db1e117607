// What is to be done: what Salesforce keeps of it, and finding it after its answer was lost.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::salesforce;

namespace {

NewTask task_with(World& world, std::string contact) {
  NewTask task;
  task.scope = world.scope;
  task.session_id = "session-1-task";
  task.subject = "Send the offer";
  task.body = "As agreed\n- Call reference: session-1-task";
  task.due_time = at(23, 30);
  task.due_day = "2026-11-22";  // the user's own
  task.contact.id = std::move(contact);
  return task;
}

}  // namespace

TEST_CASE("A task is sent with its day and its reminder; status, priority and owner are the org's to give") {
  World world;
  ScriptedHttp http;
  http.round({{"POST /services/data/v66.0/sobjects/Task",
               answer(201, R"({"id":"00T5g00000a0001AAA","success":true,"errors":[]})"), R"({
      "Subject": "Send the offer", "Description": "As agreed\n- Call reference: session-1-task",
      "ActivityDate": "2026-11-22", "IsReminderSet": true, "ReminderDateTime": "2026-11-21T23:30:00Z",
      "TaskSubtype": "Task", "WhoId": "0035g00000a0002AAA", "WhatId": "0065g00000a0003AAA"})"}});
  auto task = task_with(world, "0035g00000a0002AAA");
  task.additional = {{"opportunity", "0065g00000a0003AAA"}, {"outcome", "Connected"}};
  auto const ref = create_task(http, task);
  REQUIRE(ref);
  CHECK(ref->id == "00T5g00000a0001AAA");
}

TEST_CASE("Salesforce takes a task with a contact, a lead, an account and nobody, and each is open") {
  World world;
  auto const ada = world.contact("Ada Brook"), cleo = world.lead("Cleo Dahl");
  auto const harbour = world.account("Harbour & Sons");
  for (auto const& who : {ada, cleo, harbour, std::string()}) {
    auto const ref = create_task(world.http(), task_with(world, who));
    REQUIRE(ref);
    CHECK(world.field(ref->id, "Status") == "Not Started");
    CHECK(world.field(ref->id, "IsClosed") == "false");
    CHECK(world.field(ref->id, "OwnerId") == world.org().user);
    CHECK(world.field(ref->id, "WhoId") == (who.empty() || who == harbour ? "null" : who));
    CHECK(world.field(ref->id, "WhatId") == (who == harbour ? who : "null"));
  }
  CHECK(world.spent() == Spent{4, 4});
}

TEST_CASE("A day that is not told is that of the time") {
  World world;
  auto task = task_with(world, "");
  task.due_day.clear();
  CHECK(world.field(create_task(world.http(), task)->id, "ActivityDate") == "2026-11-21");
}

TEST_CASE("A lost task is found by its own mark, and the call's log by its own") {
  World world;
  auto const ada = world.contact("Ada Brook");
  auto const log = create_call_log(world.http(), world.call_with(ada));
  REQUIRE(log);
  CHECK_FALSE(*find_log(world.http(), world.search_for("session-1-task", ada)));
  world.fault(sim::FaultKind::drop_after, "POST", "/services/data/v66.0/sobjects/Task");
  auto const lost = create_task(world.http(), task_with(world, ada));
  REQUIRE(lost.has_error());
  CHECK(lost.error().status == PATCHBAY_UNKNOWN_OUTCOME);
  world.spent();
  auto const task = find_log(world.http(), world.search_for("session-1-task", ada));
  REQUIRE(task);
  REQUIRE(*task);
  CHECK(world.spent() == Spent{1, 1});
  CHECK(world.field((*task)->id, "Subject") == "Send the offer");
  auto const found = find_log(world.http(), world.search_for("session-1", ada));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == log->id);
}

TEST_CASE("A lost task of nobody is found, though somebody has done it since") {
  World world;
  auto const ref = create_task(world.http(), task_with(world, ""));
  REQUIRE(ref);
  world.org().find(ref->id)->fields["Status"] = "Completed";
  auto const found = find_log(world.http(), world.search_for("session-1-task"));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == ref->id);
}

TEST_CASE("A task for somebody who is gone is refused, and so is one for what is no contact") {
  World world;
  auto const ada = world.contact("Ada Brook");
  world.org().find(ada)->deleted = true;
  CHECK(create_task(world.http(), task_with(world, ada)).error().status == PATCHBAY_NOT_FOUND);
  world.spent();
  CHECK(create_task(world.http(), task_with(world, "7")).error().field == "contactId");
  auto task = task_with(world, world.lead("Cleo Dahl"));
  task.additional = {{"opportunity", world.opportunity("Ben Castle: trial")}};
  CHECK(create_task(world.http(), task).error().field == "opportunity");
  CHECK(world.spent() == Spent{0, 0});
  ScriptedHttp http;
  http.round({{"POST /services/data/v66.0/sobjects/Task", answer(201, "{")}});
  CHECK(create_task(http, task_with(world, "")).error().status == PATCHBAY_UNKNOWN_OUTCOME);
}
