// Logs of a number that nobody has, and logs that go from one person to another.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::pipedrive;

namespace {

std::string deal_of(World& world, std::string_view title) {
  for (auto const& [id, deal] : world.company().deals)
    if (text(deal, "title") == title) return std::to_string(id);
  return "";
}

// From Ada Brook, who works for an organization and has a deal there, to this contact.
ContactChange move_of(World& world, LogRef const& log, ContactRef to) {
  ContactChange change;
  change.log = log;
  change.contact = std::move(to);
  change.previous = {world.person("Ada Brook"), "person", "Ada Brook", "301"};
  return change;
}

LogRef logged_for_ada(World& world) {
  auto log = call_with(world.person("Ada Brook"));
  log.contact.organization_id = "301";
  log.additional["deal"] = deal_of(world, "Ada Brook: yearly contract");
  auto const made = create_call_log(world.http(), log);
  REQUIRE(made);
  return *made;
}

}  // namespace

TEST_CASE("A log with nobody names no person and no organization") {
  ScriptedHttp http;
  http.round({{"POST /api/v2/activities", answer(201, R"({"success":true,"data":{"id":77}})"), R"({
      "subject": "Call from Ada", "type": "call", "done": true, "owner_id": 101, "due_date": "2026-11-21",
      "due_time": "08:00", "duration": "00:05",
      "note": "<p>Hello</p><ul><li>Call reference: session-1</li></ul>"})"}});
  auto const ref = create_call_log(http, call_with(""));
  REQUIRE(ref);
  CHECK(ref->id == "77");
}

TEST_CASE("A log with nobody goes to a person, with their organization and the chosen deal") {
  World world;
  auto const made = create_call_log(world.http(), call_with(""));
  REQUIRE(made);
  CHECK(world.activity(made->id).at("person_id").is_null());
  auto const ben = world.person("Ben Castle");
  auto change = move_of(world, *made, {ben, "person", "Ben Castle", "301"});
  change.previous = {};
  change.additional["deal"] = deal_of(world, "Ben Castle: yearly contract");
  for (int i = 0; i < 2; ++i) REQUIRE(set_call_contact(world.http(), change));
  auto const& activity = world.activity(made->id);
  CHECK(text(activity, "person_id") == ben);
  CHECK(activity.at("participants").as_array().size() == 1);
  CHECK(text(activity, "org_id") == "301");
  CHECK(text(activity, "deal_id") == text(change.additional, "deal"));
  CHECK(text(activity, "subject") == "Call from Ada");
  CHECK(text(activity, "note") == call_with("").body);
}

TEST_CASE("What was the previous person's does not stay with a log that goes to another") {
  World world;
  auto const made = logged_for_ada(world);
  auto const greg = world.person("Greg Local");
  REQUIRE(set_call_contact(world.http(), move_of(world, made, {greg, "person", "Greg Local", ""})));
  auto const& activity = world.activity(made.id);
  CHECK(text(activity, "person_id") == greg);
  CHECK(activity.at("org_id").is_null());
  CHECK(activity.at("deal_id").is_null());
  CHECK(activity.at("lead_id").is_null());
}

TEST_CASE("A log may go to a lead of the new person in place of a deal of the old one") {
  World world;
  auto const made = logged_for_ada(world);
  auto change = move_of(world, made, {world.person("Ben Castle"), "person", "Ben Castle", ""});
  change.additional = {{"deal", ""}, {"lead", text(world.company().leads.at(1), "id")}};
  REQUIRE(set_call_contact(world.http(), change));
  CHECK(text(world.activity(made.id), "lead_id") == text(change.additional, "lead"));
  CHECK(world.activity(made.id).at("deal_id").is_null());
}

TEST_CASE("A log may go back to nobody") {
  ScriptedHttp http;
  http.round({{"PATCH /api/v2/activities/77", answer(200, R"({"success":true,"data":{"id":77}})"),
               R"({"participants": [], "org_id": null, "deal_id": null, "lead_id": null})"}});
  ContactChange change;
  change.log.id = "77";
  change.previous.id = "7";
  auto const moved = set_call_contact(http, change);
  REQUIRE(moved);
  CHECK(moved->id == "77");
}

TEST_CASE("A log goes to no impossible contact and no impossible deal, and nothing is sent") {
  ScriptedHttp http;
  ContactChange change;
  change.log.id = "77";
  change.contact.id = "abc";
  CHECK(set_call_contact(http, change).error().field == "contactId");
  change.contact.id = "7";
  change.additional = {{"deal", "12x"}};
  CHECK(set_call_contact(http, change).error().field == "deal");
  change.additional = {{"deal", "12"}, {"lead", "adf21080-0e10-11eb-879b-000000000001"}};
  CHECK(set_call_contact(http, change).error().field == "lead");
}

TEST_CASE("A log stays where it was when the new person, or the log itself, is gone") {
  World world;
  auto const made = logged_for_ada(world);
  auto const ben = world.person("Ben Castle");
  world.company().persons.at(std::stoll(ben))["is_deleted"] = true;
  auto const to_ben = move_of(world, made, {ben, "person", "Ben Castle", ""});
  CHECK(set_call_contact(world.http(), to_ben).error().status == PATCHBAY_NOT_FOUND);
  CHECK(text(world.activity(made.id), "person_id") == world.person("Ada Brook"));
  auto const of_nothing = move_of(world, {"999999", {}}, {world.person("Cleo Dunn"), "person", "", ""});
  CHECK(set_call_contact(world.http(), of_nothing).error().status == PATCHBAY_NOT_FOUND);
}
