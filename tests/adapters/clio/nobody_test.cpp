// Calls of a number that nobody has, and calls that go from one contact to another.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::clio;

namespace {

ContactChange move_of(World& world, LogRef const& log, std::string_view from, std::string_view to) {
  ContactChange change;
  change.scope.user_id = world.user();
  change.log = log;
  change.previous.id = world.contact(from);
  change.contact.id = world.contact(to);
  return change;
}

LogRef moved(World& world, ContactChange const& change) {
  auto const log = set_call_contact(world.http(), change);
  REQUIRE(log);
  return *log;
}

// "Ada Brook, Dana Fields": who stands on a side.
std::string names(json::object const& record, char const* side) {
  std::string all;
  for (auto const& one : list(record, side)) all += (all.empty() ? "" : ", ") + text(one, "name");
  return all;
}

CallLog call_with_nobody(World& world, bool inbound = true) {
  auto call = call_with(world, "");
  call.inbound = inbound;
  return call;
}

}  // namespace

TEST_CASE("A call with nobody names the user alone, on the user's side, and has its time entry") {
  bool const inbound = GENERATE(true, false);
  World world;
  auto const log = logged(world, call_with_nobody(world, inbound));
  auto const& record = world.communication(log.id);
  CHECK(names(record, inbound ? "receivers" : "senders") == "Dana Fields");
  CHECK(names(record, inbound ? "senders" : "receivers").empty());
  CHECK(world.only_entry().at("quantity") == 300);
  CHECK(read(world, log).contact_name.empty());
}

TEST_CASE("A side with nobody is left out of what is sent") {
  ScriptedHttp http;
  http.round({{"POST /api/v4/communications.json?fields=" +
                   percent_encoded("id,etag,subject,received_at,matter{id},time_entries{id}"),
               answer(201, R"({"data":{"id":77,"etag":"\"e1\""}})"), R"({"data": {
      "type": "PhoneCommunication", "subject": "S", "body": "B", "received_at": "2026-11-21T02:00:00Z",
      "external_properties": [{"name": "patchbaySession", "value": "session-1"}],
      "receivers": [{"id": 350001, "type": "User"}]}})"}});
  CallLog call;
  call.scope.user_id = "350001";
  call.session_id = "session-1";
  call.subject = "S";
  call.body = "B";
  call.start_time = at(2);
  REQUIRE(create_call_log(http, call));
}

TEST_CASE("A call with nobody goes to a contact on the side where callers of its direction stand") {
  bool const inbound = GENERATE(true, false);
  World world;
  auto log = logged(world, call_with_nobody(world, inbound));
  auto change = move_of(world, log, "", "Ada Brook");
  change.additional["matter"] = world.matter("Ada Brook: lease");
  log = moved(world, change);
  auto const& record = world.communication(log.id);
  CHECK(names(record, inbound ? "senders" : "receivers") == "Ada Brook");
  CHECK(names(record, inbound ? "receivers" : "senders") == "Dana Fields");
  CHECK(text(record, "matter_id") == world.matter("Ada Brook: lease"));
  CHECK(text(world.only_entry(), "matter_id") == world.matter("Ada Brook: lease"));
  CHECK(text(log.adapter_data, "etag") == text(record, "etag"));
  CHECK(read(world, log).contact_name == "Ada Brook");
}

TEST_CASE("The former contact leaves, and whom a person added in Clio stays") {
  World world;
  auto call = call_with(world, "Ada Brook");
  call.inbound = false;
  auto log = logged(world, call);
  auto const cleo =
      json::object{{"id", std::stoll(world.contact("Cleo Dunn"))}, {"type", "Person"}, {"name", "Cleo Dunn"}};
  world.communication(log.id)["receivers"].as_array().push_back(cleo);
  auto const change = move_of(world, log, "Ada Brook", "Harbour & Sons");
  log = moved(world, change);
  CHECK(names(world.communication(log.id), "receivers") == "Cleo Dunn, Harbour & Sons");
  CHECK(names(world.communication(log.id), "senders") == "Dana Fields");
}

TEST_CASE("Moved twice is moved once, and nothing is written the second time") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  auto const change = move_of(world, log, "Ada Brook", "Ben Castle");
  world.fault(sim::FaultKind::drop_after, "PATCH", "/api/v4/communications");
  REQUIRE(set_call_contact(world.http(), change).has_error());
  world.spent();
  auto const again = moved(world, change);
  CHECK(world.spent() == Spent{1, 1});
  CHECK(names(world.communication(log.id), "senders") == "Ben Castle");
  CHECK(again.adapter_data == log.adapter_data);  // the next update still notices who wrote meanwhile
}

TEST_CASE("A call may go back to nobody") {
  World world;
  auto const log =
      moved(world, move_of(world, logged(world, call_with(world, "Ada Brook")), "Ada Brook", ""));
  CHECK(names(world.communication(log.id), "senders").empty());
  CHECK(names(world.communication(log.id), "receivers") == "Dana Fields");
}

TEST_CASE("A call in a matter goes to another contact only with a matter for them") {
  World world;
  auto call = call_with(world, "Ada Brook");
  call.additional["matter"] = world.matter("Ada Brook: lease");
  auto const log = logged(world, call);
  auto change = move_of(world, log, "Ada Brook", "Ben Castle");
  for (auto const& none : {json::object(), json::object{{"matter", ""}}}) {
    change.additional = none;
    auto const stays = set_call_contact(world.http(), change);
    REQUIRE(stays.has_error());
    CHECK(stays.error().field == "matter");
    CHECK(names(world.communication(log.id), "senders") == "Ada Brook");
  }
  change.additional["matter"] = world.matter("Ben Castle: lease");
  moved(world, change);
  CHECK(names(world.communication(log.id), "senders") == "Ben Castle");
  CHECK(text(world.communication(log.id), "matter_id") == world.matter("Ben Castle: lease"));
  CHECK(text(world.only_entry(), "matter_id") == world.matter("Ben Castle: lease"));
}

TEST_CASE("A text that somebody wrote meanwhile is a conflict, and the call stays where it was") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  world.edit(log.id, "by a person");
  auto change = move_of(world, log, "Ada Brook", "Ben Castle");
  auto const stale = set_call_contact(world.http(), change);
  REQUIRE(stale.has_error());
  CHECK(stale.error().status == PATCHBAY_CONFLICT);
  CHECK(names(world.communication(log.id), "senders") == "Ada Brook");
  change.log.adapter_data = read(world, log).adapter_data;
  moved(world, change);
  CHECK(names(world.communication(log.id), "senders") == "Ben Castle");
  CHECK(text(world.communication(log.id), "body") == "by a person");
}

TEST_CASE("A call goes to no impossible contact and no impossible matter, nor when it or they are gone") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  world.spent();
  auto change = move_of(world, log, "Ada Brook", "Ben Castle");
  change.contact.id = "abc";
  CHECK(set_call_contact(world.http(), change).error().field == "contactId");
  CHECK(world.spent().requests == 0);
  change.contact.id = world.contact("Ben Castle");
  change.additional["matter"] = "12x";
  CHECK(set_call_contact(world.http(), change).error().field == "matter");
  change.additional = {};
  change.contact.id = "999999";
  CHECK(set_call_contact(world.http(), change).error().status == PATCHBAY_NOT_FOUND);
  CHECK(names(world.communication(log.id), "senders") == "Ada Brook");
  change.log.id = "999999";
  CHECK(set_call_contact(world.http(), change).error().status == PATCHBAY_NOT_FOUND);
}
