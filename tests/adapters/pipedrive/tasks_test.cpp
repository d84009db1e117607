// Tasks: what lies in Pipedrive after they were made, and finding one again.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::pipedrive;

namespace {

constexpr char made[] = R"({"success":true,"data":{"id":78}})";

NewTask task_with(std::string contact_id) {
  NewTask task;
  task.scope.user_id = "101";
  task.session_id = "session-1-task";
  task.subject = "Call Ada back";
  task.body = "<p>About the offer</p><ul><li>Call reference: session-1-task</li></ul>";
  task.due_time = at(23, 30);
  task.due_day = "2026-11-22";  // the user's, who is east of Greenwich
  task.contact.id = std::move(contact_id);
  return task;
}

LogSearch search_for(World& world, std::string mark, std::string contact_id) {
  LogSearch search;
  search.scope.user_id = "101";
  search.session_id = std::move(mark);
  search.contact.id = std::move(contact_id);
  search.since = std::chrono::floor<std::chrono::seconds>(world.clock());
  return search;
}

}  // namespace

TEST_CASE("A task is one activity that is still to be done, due in UTC") {
  ScriptedHttp http;
  http.round({{"POST /api/v2/activities", answer(201, made), R"({
      "subject": "Call Ada back", "type": "task", "done": false, "owner_id": 101, "org_id": 301,
      "deal_id": 12, "participants": [{"person_id": 7, "primary": true}],
      "due_date": "2026-11-21", "due_time": "23:30",
      "note": "<p>About the offer</p><ul><li>Call reference: session-1-task</li></ul>"})"}});
  auto task = task_with("7");
  task.contact.organization_id = "301";
  task.additional["deal"] = "12";
  auto const ref = create_task(http, task);
  REQUIRE(ref);
  CHECK(ref->id == "78");
}

TEST_CASE("A task with nobody is the user's own") {
  ScriptedHttp http;
  http.round({{"POST /api/v2/activities", answer(201, made), R"({
      "subject": "Call Ada back", "type": "task", "done": false, "owner_id": 101, "due_date": "2026-11-21",
      "due_time": "23:30",
      "note": "<p>About the offer</p><ul><li>Call reference: session-1-task</li></ul>"})"}});
  CHECK(create_task(http, task_with("")));
}

TEST_CASE("The calls' type is no type of tasks") {
  World world;
  auto task = task_with(world.person("Ada Brook"));
  task.scope.settings["callType"] = "meeting";
  auto const ref = create_task(world.http(), task);
  REQUIRE(ref);
  CHECK(text(world.activity(ref->id), "type") == "task");
}

TEST_CASE("A company that switched the type for tasks off gets the first that is named like it, or is told") {
  World world;
  auto& types = world.company().activity_types;
  for (auto& type : types)
    if (text(type, "key_string") == "task") type["active_flag"] = false;
  auto const refused = create_task(world.http(), task_with(world.person("Ada Brook")));
  REQUIRE(refused.has_error());
  CHECK(refused.error().status == PATCHBAY_INVALID_PARAMS);
  CHECK(refused.error().message.find("activity type") != std::string::npos);
  types.back()["name"] = "Own Task";
  types.back()["key_string"] = "own_task";
  auto const ref = create_task(world.http(), task_with(world.person("Ada Brook")));
  REQUIRE(ref);
  CHECK(text(world.activity(ref->id), "type") == "own_task");
  CHECK(world.company().activities.size() == 1);
}

TEST_CASE("A task for an impossible contact is refused before anything is sent") {
  ScriptedHttp http;
  CHECK(create_task(http, task_with("abc")).error().field == "contactId");
}

TEST_CASE("A task for somebody who was deleted is not found, and none is made") {
  World world;
  auto const ada = world.person("Ada Brook");
  world.company().persons.at(std::stoll(ada))["is_deleted"] = true;
  CHECK(create_task(world.http(), task_with(ada)).error().status == PATCHBAY_NOT_FOUND);
  CHECK(world.company().activities.empty());
}

TEST_CASE("A task whose answer was lost is found by its own mark, with a contact and with nobody") {
  World world;
  auto const contact = GENERATE(true, false) ? world.person("Ada Brook") : std::string();
  world.fault(sim::FaultKind::drop_after, "POST", "/api/v2/activities");
  auto const lost = create_task(world.http(), task_with(contact));
  REQUIRE(lost.has_error());
  CHECK(lost.error().status == PATCHBAY_UNKNOWN_OUTCOME);
  auto const found = find_log(world.http(), search_for(world, "session-1-task", contact));
  REQUIRE(found);
  REQUIRE(found->has_value());
  CHECK((*found)->id == std::to_string(world.company().activities.begin()->first));
}

TEST_CASE("Neither the call's log nor its task is found in the other's place") {
  World world;
  auto const ada = world.person("Ada Brook");
  auto const task = create_task(world.http(), task_with(ada));
  REQUIRE(task);
  CHECK_FALSE(find_log(world.http(), search_for(world, "session-1", ada)).value().has_value());
  auto const log = create_call_log(world.http(), call_with(ada));
  REQUIRE(log);
  CHECK(find_log(world.http(), search_for(world, "session-1", ada)).value().value().id == log->id);
  CHECK(find_log(world.http(), search_for(world, "session-1-task", ada)).value().value().id == task->id);
}
