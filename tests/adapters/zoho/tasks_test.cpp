// Tasks: what lies in Zoho after they were made, and finding one again.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::zoho;

namespace {

constexpr char made_7[] =
    R"({"data":[{"code":"SUCCESS","details":{"id":"7"},"message":"record added","status":"success"}]})";

NewTask task_with(std::string contact_id, std::string type = "Contacts") {
  NewTask task;
  task.scope = scope();
  task.session_id = "session-1-task";
  task.subject = "Call Ada back";
  task.body = "About the offer\n- Call reference: session-1-task\n";
  task.due_time = at(23, 30);
  task.due_day = "2026-11-22";  // the user's, who is east of Greenwich
  task.contact.id = std::move(contact_id);
  task.contact.type = std::move(type);
  return task;
}

LogSearch search_for(std::string mark) {
  LogSearch search;
  search.session_id = std::move(mark);
  search.since = at(8, 55);
  return search;
}

json::object& kept(World& world, Result<LogRef> const& task) {
  REQUIRE(task);
  return world.fields("Tasks", task->id);
}

}  // namespace

TEST_CASE("A task is due on the user's day, reminds at the time, and belongs to the contact") {
  ScriptedHttp http;
  http.round({{"POST /crm/v8/Tasks", answer(201, made_7), R"({"data": [{
      "Subject": "Call Ada back", "Due_Date": "2026-11-22", "Who_Id": {"id": "8"}, "What_Id": {"id": "9"},
      "$se_module": "Accounts", "Description": "About the offer\n- Call reference: session-1-task\n",
      "Remind_At": {"ALARM": "FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:2026-11-21T23:30:00+00:00"}}]})"}});
  auto task = task_with("8");
  task.contact.organization_id = "9";
  auto const made = create_task(http, task);
  REQUIRE(made);
  CHECK(made->id == "7");
}

TEST_CASE("A task is about the deal, the lead, the account, or nothing") {
  World world;
  auto task = task_with(world.contact("Brook"));
  task.additional["deal"] = world.deal("Ada Brook: yearly contract");
  auto const of_deal = kept(world, create_task(world.http(), task));
  CHECK(at_pointer(of_deal, "Who_Id/id") == world.contact("Brook"));
  CHECK(at_pointer(of_deal, "What_Id/id") == text(task.additional, "deal"));
  CHECK(text(of_deal, "$se_module") == "Deals");
  auto const of_lead = kept(world, create_task(world.http(), task_with(world.lead(), "Leads")));
  CHECK_FALSE(of_lead.contains("Who_Id"));
  CHECK(at_pointer(of_lead, "What_Id/id") == world.lead());
  auto const of_account = kept(world, create_task(world.http(), task_with(world.account(), "Accounts")));
  CHECK(at_pointer(of_account, "What_Id/id") == world.account());
  auto const of_nobody = kept(world, create_task(world.http(), task_with("", "")));
  CHECK_FALSE(of_nobody.contains("Who_Id"));
  CHECK_FALSE(of_nobody.contains("What_Id"));
}

TEST_CASE("Status and priority are left to the organisation, whose words they are") {
  World world;
  auto const task = kept(world, create_task(world.http(), task_with(world.contact("Brook"))));
  CHECK_FALSE(task.contains("Status"));
  CHECK_FALSE(task.contains("Priority"));
}

TEST_CASE("A task whose time is past is made without its reminder") {
  World world;
  auto task = task_with(world.contact("Brook"));
  task.due_time = at(8, 59);
  task.due_day = "2026-11-21";
  auto const fields = kept(world, create_task(world.http(), task));
  CHECK_FALSE(fields.contains("Remind_At"));
  CHECK(text(fields, "Due_Date") == "2026-11-21");
  CHECK(world.org().tables["Tasks"].size() == 1);
  CHECK(world.spent() == Spent{2, 2});
}

TEST_CASE("A task that is refused for another field is refused") {
  ScriptedHttp http;
  http.round({{"POST /crm/v8/Tasks",
               answer(400, R"({"data":[{"code":"INVALID_DATA","details":{"api_name":"Subject"},)"
                           R"("message":"its own words","status":"error"}]})")}});
  auto const made = create_task(http, task_with("8"));
  REQUIRE(made.has_error());
  CHECK(made.error().status == PATCHBAY_INVALID_PARAMS);
  CHECK(http.left_over() == "");
}

TEST_CASE("A task's subject is cut where Zoho would not take it, and no impossible contact is sent") {
  World world;
  auto task = task_with(world.contact("Brook"));
  task.subject = std::string(300, 'x');
  CHECK(text(kept(world, create_task(world.http(), task)), "Subject").size() == 255);
  world.spent();
  CHECK(create_task(world.http(), task_with("abc")).error().field == "contactId");
  CHECK(create_task(world.http(), task_with("8", "Horses")).error().field == "contactType");
  CHECK(world.spent().requests == 0);
}

TEST_CASE("A task for somebody who was deleted is not found, and none is made") {
  World world;
  auto const ada = world.contact("Brook");
  world.org().tables["Contacts"].at(ada).deleted = true;
  CHECK(create_task(world.http(), task_with(ada)).error().status == PATCHBAY_NOT_FOUND);
  CHECK(world.org().tables["Tasks"].empty());
}

TEST_CASE("A task whose answer was lost is found at once, by its own mark") {
  World world;
  world.fault(sim::FaultKind::drop_after, "POST", "/crm/v8/Tasks");
  auto const lost = create_task(world.http(), task_with(world.contact("Brook")));
  REQUIRE(lost.has_error());
  CHECK(lost.error().status == PATCHBAY_UNKNOWN_OUTCOME);
  auto const found = find_task(world.http(), search_for("session-1-task"));
  REQUIRE(found);
  REQUIRE(found->has_value());
  CHECK((*found)->id == world.org().tables["Tasks"].begin()->first);
  CHECK_FALSE(find_task(world.http(), search_for("session-1")).value());
  CHECK(find_task(world.http(), search_for("")).error().field == "sessionId");
}

TEST_CASE("A call's log is not found in the place of its task, nor the task in its place") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.body += "- The task is session-1-task\n";
  REQUIRE(create_call_log(world.http(), log));
  CHECK_FALSE(find_task(world.http(), search_for("session-1-task")).value());
  world.org().tables["Calls"].clear();
  auto task = task_with(world.contact("Brook"));
  task.body += "- The call was session-1\n";
  REQUIRE(create_task(world.http(), task));
  CHECK_FALSE(find_call_log(world.http(), search_for("session-1")).value());
}

TEST_CASE("Who may see no tasks is told so") {
  World world;
  world.state().quirks.denied.insert("Tasks");
  CHECK(create_task(world.http(), task_with(world.contact("Brook"))).error().status == PATCHBAY_FORBIDDEN);
  CHECK(find_task(world.http(), search_for("session-1-task")).error().status == PATCHBAY_FORBIDDEN);
}
