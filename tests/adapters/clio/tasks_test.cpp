// Tasks: what lies in Clio after they were made, and finding one again.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::clio;

namespace {

NewTask task_of(std::string user) {
  NewTask task;
  task.scope.user_id = std::move(user);
  task.session_id = "session-1-task";
  task.subject = "Call Ada back";
  task.body = "About the lease\n- Call reference: session-1-task\n";
  task.due_time = at(2);
  task.due_day = "2026-11-20";  // the user's, who is west of Greenwich
  task.contact.id = "8";
  task.contact.name = "Ada Brook";
  return task;
}

LogSearch search_for(std::string mark) {
  LogSearch search;
  search.session_id = std::move(mark);
  search.since = at(8);
  return search;
}

std::optional<LogRef> found(World& world, std::string const& mark) {
  auto const task = find_task(world.http(), search_for(mark));
  REQUIRE(task);
  return *task;
}

}  // namespace

TEST_CASE("A task is the user's, due on the user's day, in the matter, with the contact's name first") {
  ScriptedHttp http;
  http.round({{"POST /api/v4/tasks.json?fields=id", answer(201, R"({"data":{"id":78}})"), R"({"data": {
      "name": "Call Ada back", "due_at": "2026-11-20", "assignee": {"id": 350001, "type": "User"},
      "description": "Ada Brook\nAbout the lease\n- Call reference: session-1-task\n",
      "matter": {"id": 12}}})"}});
  auto task = task_of("350001");
  task.additional["matter"] = "12";
  auto const made = create_task(http, task);
  REQUIRE(made);
  CHECK(made->id == "78");
}

TEST_CASE("A task with nobody and without a matter is taken, and blank texts are filled") {
  World world;
  auto task = task_of(world.user());
  task.contact = {};
  task.additional = {{"matter", ""}};
  REQUIRE(create_task(world.http(), task));
  CHECK(text(world.firm().tasks.begin()->second, "description") == task.body);
  CHECK(world.firm().tasks.begin()->second.at("matter_id").is_null());
  task.subject = " ";
  task.body.clear();
  REQUIRE(create_task(world.http(), task));
  CHECK(text(world.firm().tasks.rbegin()->second, "name") == "Call back");
  CHECK(text(world.firm().tasks.rbegin()->second, "description") == "No details.");
}

TEST_CASE("A task without a user or in an impossible matter is refused before anything is sent") {
  ScriptedHttp http;
  CHECK(create_task(http, task_of("")).error().field == "userId");
  auto task = task_of("350001");
  task.additional["matter"] = "12x";
  CHECK(create_task(http, task).error().field == "matter");
}

TEST_CASE("An app without the permission for tasks, and a matter that is gone, are told apart") {
  World world;
  auto task = task_of(world.user());
  task.additional["matter"] = "999999";
  CHECK(create_task(world.http(), task).error().status == PATCHBAY_NOT_FOUND);
  world.state().oauth.app().permissions.erase("tasks");
  CHECK(create_task(world.http(), task_of(world.user())).error().status == PATCHBAY_FORBIDDEN);
  CHECK(find_task(world.http(), search_for("session-1-task")).error().status == PATCHBAY_FORBIDDEN);
  CHECK(world.firm().tasks.empty());
}

TEST_CASE("A task whose answer was lost, or cannot be read, is found by its own mark") {
  World world;
  world.fault(sim::FaultKind::drop_after, "POST", "/api/v4/tasks");
  auto const lost = create_task(world.http(), task_of(world.user()));
  REQUIRE(lost.has_error());
  CHECK(lost.error().status == PATCHBAY_UNKNOWN_OUTCOME);
  auto const task = found(world, "session-1-task");
  REQUIRE(task);
  CHECK(task->id == std::to_string(world.firm().tasks.begin()->first));
  CHECK_FALSE(found(world, "session-1"));
  CHECK(find_task(world.http(), search_for("")).error().field == "sessionId");
  ScriptedHttp http;
  http.round({{"POST /api/v4/tasks.json?fields=id", answer(201, "{}")}});
  CHECK(create_task(http, task_of("350001")).error().status == PATCHBAY_UNKNOWN_OUTCOME);
}

TEST_CASE("Neither the call's log nor its task is found in the other's place") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  CHECK_FALSE(found(world, "session-1"));
  REQUIRE(create_task(world.http(), task_of(world.user())));
  auto const by_task = find_log(world.http(), search_for("session-1-task"));
  REQUIRE(by_task);
  CHECK_FALSE(*by_task);
  auto const by_call = find_log(world.http(), search_for("session-1"));
  REQUIRE(by_call);
  CHECK(by_call->value().id == log.id);
}

TEST_CASE("Looking for a task goes on to the last page, a day before the time, and not further") {
  World world;
  auto const made = create_task(world.http(), task_of(world.user()));
  REQUIRE(made);
  auto& tasks = world.firm().tasks;
  auto const ours = tasks.begin()->second;
  tasks.clear();
  for (int i = 0; i < 250; ++i) {
    auto other = ours;
    other["description"] = "another";
    world.firm().add(tasks, std::move(other), world.clock());
  }
  auto const id = world.firm().add(tasks, ours, world.clock() - std::chrono::minutes(20)).at("id").get_int64();
  world.spent();
  auto const task = found(world, "session-1-task");
  REQUIRE(task);
  CHECK(task->id == std::to_string(id));
  CHECK(world.spent() == Spent{2, 2});
  tasks.at(id)["created_at"] = sim::clio::clio_time(world.clock() - std::chrono::hours(2));
  CHECK_FALSE(found(world, "session-1-task"));
}

TEST_CASE("A failed look is no answer that the task is missing") {
  World world;
  world.fault(sim::FaultKind::status, "GET", "/api/v4/tasks");
  CHECK(find_task(world.http(), search_for("session-1-task")).has_error());
}
