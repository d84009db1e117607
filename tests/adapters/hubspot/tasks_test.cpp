// Tasks: what HubSpot keeps of them, and finding one after its answer was lost.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::hubspot;

namespace {

using Ids = std::vector<std::string>;

NewTask task_with(ContactRef contact) {
  NewTask task;
  task.session_id = "session-1-task";
  task.subject = "Send the offer";
  task.body = "<p>As agreed</p><ul><li>Call reference: session-1-task</li></ul>";
  task.due_time = at(15);
  task.due_day = "2026-11-21";
  task.contact = std::move(contact);
  return task;
}

LogSearch search_for(World& world, std::string mark, ContactRef contact) {
  LogSearch search;
  search.session_id = std::move(mark);
  search.contact = std::move(contact);
  search.since = std::chrono::floor<std::chrono::seconds>(world.clock()) - std::chrono::minutes(5);
  return search;
}

}  // namespace

TEST_CASE("A task is open, due and called to mind at its time, with contact, company, deal, ticket, owner") {
  ScriptedHttp http;
  http.round({{"POST /crm/objects/2026-09/tasks", answer(201, R"({"id":"88","properties":{}})"), R"({
      "properties": {"hs_timestamp": "2026-11-21T15:00:00Z", "hs_task_reminders": "1795273200000",
        "hs_task_status": "NOT_STARTED", "hs_task_type": "TODO", "hubspot_owner_id": "9001",
        "hs_task_subject": "Send the offer",
        "hs_task_body": "<p>As agreed</p><ul><li>Call reference: session-1-task</li></ul>"},
      "associations": [
        {"to": {"id": "7"},
         "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 204}]},
        {"to": {"id": "8"},
         "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 192}]},
        {"to": {"id": "12"},
         "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 216}]},
        {"to": {"id": "13"},
         "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 230}]}]})"}});
  auto task = task_with({"7", "contact", "", "8"});
  task.scope.variables["user.owner_id"] = "9001";
  task.additional = {{"deal", "12"}, {"ticket", "13"}};
  auto const ref = create_task(http, task);
  REQUIRE(ref);
  CHECK(ref->id == "88");
}

TEST_CASE("HubSpot takes a task with a contact, with a company and with nobody, in one request each") {
  World world;
  auto const ada = world.contact("Ada");
  auto const with_ada = create_task(world.http(), task_with({ada, "contact", "", ""}));
  REQUIRE(with_ada);
  CHECK(world.linked("tasks", with_ada->id, "contacts") == Ids{ada});
  CHECK(world.spent() == Spent{1, 1});
  auto const with_company = create_task(world.http(), task_with({world.company(), "company", "", ""}));
  REQUIRE(with_company);
  CHECK(world.linked("tasks", with_company->id, "companies") == Ids{world.company()});
  auto const of_nobody = create_task(world.http(), task_with({}));
  REQUIRE(of_nobody);
  CHECK(world.property("tasks", of_nobody->id, "hs_task_status") == "NOT_STARTED");
}

TEST_CASE("A lost task is found at once with its contact, and a call's log is not taken for it") {
  World world;
  ContactRef const ada{world.contact("Ada"), "contact", "", ""};
  auto const log = create_call_log(world.http(), call_with(ada.id));
  REQUIRE(log);
  CHECK_FALSE(*find_task(world.http(), search_for(world, "session-1-task", ada)));
  world.fault(sim::FaultKind::drop_after, "POST", "/crm/objects/2026-09/tasks");
  auto const lost = create_task(world.http(), task_with(ada));
  REQUIRE(lost.has_error());
  CHECK(lost.error().status == PATCHBAY_UNKNOWN_OUTCOME);
  world.spent();
  auto const found = find_task(world.http(), search_for(world, "session-1-task", ada));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK(world.property("tasks", (*found)->id, "hs_task_subject") == "Send the offer");
  CHECK(world.spent() == Spent{2, 2});
  auto const call = find_call_log(world.http(), search_for(world, "session-1", ada));
  REQUIRE(call);
  REQUIRE(*call);
  CHECK((*call)->id == log->id);
}

TEST_CASE("A lost task of nobody is found once searches know it") {
  World world;
  auto const ref = create_task(world.http(), task_with({}));
  REQUIRE(ref);
  auto const search = search_for(world, "session-1-task", {});
  world.clock() += world.state().index_lag + std::chrono::seconds(1);
  auto const found = find_task(world.http(), search);
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == ref->id);
}

TEST_CASE("A task for somebody who is gone is refused, and so is an id that is no number") {
  World world;
  auto const ada = world.contact("Ada");
  world.portal().tables["contacts"].at(std::stoll(ada)).archived = true;
  auto const gone = create_task(world.http(), task_with({ada, "contact", "", ""}));
  REQUIRE(gone.has_error());
  CHECK(gone.error().status == PATCHBAY_NOT_FOUND);
  ScriptedHttp http;
  CHECK(create_task(http, task_with({"x", "contact", "", ""})).error().field == "contactId");
  CHECK(find_task(http, search_for(world, "", {})).error().field == "sessionId");
}

TEST_CASE("A task that was made without a readable answer may well be there") {
  ScriptedHttp http;
  http.round({{"POST /crm/objects/2026-09/tasks", answer(201, "<html>")}});
  CHECK(create_task(http, task_with({"7", "contact", "", ""})).error().status == PATCHBAY_UNKNOWN_OUTCOME);
}
