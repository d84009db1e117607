// Calls with nobody, and calls that go from one contact to another.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::hubspot;

namespace {

using Ids = std::vector<std::string>;
constexpr char wants_a_demo[] = "00000000-1111-4222-8333-444444444444";
constexpr char linking[] = "/crm/objects/2026-09/calls/77/associations/default/";
constexpr char unlinking[] = "/crm/associations/2026-09/calls/";

CallLog call_with_nobody() {
  auto log = call_with("");
  log.contact = {};
  return log;
}

ContactChange moving(LogRef log, ContactRef contact, ContactRef previous, json::object additional = {}) {
  return {{}, std::move(log), std::move(contact), std::move(previous), std::move(additional)};
}

ContactRef person(std::string id, std::string organization = {}) {
  return {std::move(id), "contact", "", std::move(organization)};
}

std::string taken_from(std::string const& id) {
  return R"({"inputs": [{"from": {"id": "77"}, "to": [{"id": ")" + id + R"("}]}]})";
}

LogSearch of_nobody(World& world, std::string mark) {
  LogSearch search;
  search.session_id = std::move(mark);
  search.since = std::chrono::floor<std::chrono::seconds>(world.clock()) - std::chrono::minutes(5);
  return search;
}

}  // namespace

TEST_CASE("A call with nobody is one request without associations") {
  ScriptedHttp http;
  http.round({{"POST /crm/objects/2026-09/calls", answer(201, R"({"id":"77","properties":{}})"), R"({
      "properties": {"hs_timestamp": "2026-11-21T08:00:00Z", "hs_call_title": "Call from Ada",
        "hs_call_body": "<p>Hello</p><ul><li>Call reference: session-1</li></ul>",
        "hs_call_direction": "INBOUND", "hs_call_from_number": "+14155550132",
        "hs_call_to_number": "+14155550100", "hs_call_duration": "300000",
        "hs_call_status": "COMPLETED",
        "hs_call_disposition": "f240bbac-87c9-4f6e-bf70-924b57d47db7"}})"}});
  auto const ref = create_call_log(http, call_with_nobody());
  REQUIRE(ref);
  CHECK(ref->id == "77");
  CHECK(ref->adapter_data.empty());
}

TEST_CASE("A lost call with nobody is found by when it was made, and no other's is taken for it") {
  World world;
  world.state().index_lag = std::chrono::milliseconds(0);
  auto call = call_with_nobody();
  call.scope.variables["user.owner_id"] = "9001";
  auto const ref = create_call_log(world.http(), call);
  call.body = "<p>Call reference: session-12</p>";
  REQUIRE(create_call_log(world.http(), call));
  call.scope.variables["user.owner_id"] = "9002";
  call.body = "<p>Call reference: session-3</p>";
  REQUIRE(create_call_log(world.http(), call));
  REQUIRE(ref);
  world.spent();
  auto search = of_nobody(world, "session-1");
  search.scope.variables["user.owner_id"] = "9001";
  auto const found = find_call_log(world.http(), search);
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == ref->id);
  CHECK(world.spent() == Spent{2, 2});
  search.session_id = "session-3";
  CHECK_FALSE(*find_call_log(world.http(), search));
  search.session_id = "session-1";
  search.since += std::chrono::hours(1);
  CHECK_FALSE(*find_call_log(world.http(), search));
}

TEST_CASE("A lost call with nobody is found behind a page of others") {
  World world;
  world.state().index_lag = std::chrono::milliseconds(0);
  for (int i = 0; i < 230; ++i)
    world.portal().add("calls", {{"hs_call_body", "s-" + std::to_string(i)}}, world.clock());
  auto const ref = create_call_log(world.http(), call_with_nobody());
  REQUIRE(ref);
  world.spent();
  auto const found = find_call_log(world.http(), of_nobody(world, "session-1"));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == ref->id);
  CHECK(world.spent().requests == 3);
}

TEST_CASE("Moving a call adds the new contact and company first, then takes the former away") {
  ScriptedHttp http;
  http.round({{std::string("PUT ") + linking + "contacts/7", answer(200, "{}")},
              {std::string("PUT ") + linking + "companies/8", answer(200, "{}")},
              {std::string("PUT ") + linking + "deals/12", answer(200, "{}")},
              {"PATCH /crm/objects/2026-09/calls/77", answer(200, R"({"id":"77"})"),
               std::string(R"({"properties": {"hs_call_disposition": ")") + wants_a_demo + "\"}}"}})
      .round(
          {{std::string("POST ") + unlinking + "contacts/batch/archive", answer(204, ""), taken_from("5")},
           {std::string("POST ") + unlinking + "companies/batch/archive", answer(204, ""), taken_from("6")},
           {std::string("POST ") + unlinking + "tickets/batch/archive", answer(204, ""), taken_from("13")}});
  auto const moved =
      set_call_contact(http, moving({"77", {{"ticket", "13"}}}, person("7", "8"), person("5", "6"),
                                    {{"deal", "12"}, {"outcome", wants_a_demo}}));
  REQUIRE(moved);
  CHECK(moved->id == "77");
  CHECK(moved->adapter_data == json::object{{"deal", "12"}});
  CHECK(http.left_over() == "");
}

TEST_CASE("A call with nobody gets its contact in one round") {
  World world;
  auto const ada = world.contact("Ada");
  auto const ref = create_call_log(world.http(), call_with_nobody());
  REQUIRE(ref);
  world.spent();
  REQUIRE(set_call_contact(world.http(), moving(*ref, person(ada, world.company()), {})));
  CHECK(world.spent() == Spent{2, 1});
  CHECK(world.linked("calls", ref->id, "contacts") == Ids{ada});
  CHECK(world.linked("calls", ref->id, "companies") == Ids{world.company()});
}

TEST_CASE("A call that moves leaves what it was filed under, keeps what a person added, and twice is once") {
  World world;
  auto const ada = world.contact("Ada"), ben = world.contact("Ben"), cleo = world.contact("Cleo");
  auto log = call_with(ada);
  log.contact.organization_id = world.company();
  log.additional["deal"] = world.deal("Ada Brook: yearly contract");
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  world.portal().link({"calls", std::stoll(ref->id)}, {"contacts", std::stoll(cleo)});
  auto const theirs = world.deal("Ben Castle: yearly contract");
  for (int i = 0; i < 2; ++i) {
    auto const moved = set_call_contact(
        world.http(), moving(*ref, person(ben, world.company()), log.contact, {{"deal", theirs}}));
    REQUIRE(moved);
    CHECK(moved->adapter_data == json::object{{"deal", theirs}});
    CHECK(world.linked("calls", ref->id, "contacts") == Ids{ben, cleo});
    CHECK(world.linked("calls", ref->id, "companies") == Ids{world.company()});
    CHECK(world.linked("calls", ref->id, "deals") == Ids{theirs});
  }
  CHECK(world.property("calls", ref->id, "hs_call_disposition") == "f240bbac-87c9-4f6e-bf70-924b57d47db7");
}

TEST_CASE("A call that was found again is moved and filed anew without a trace of its former deal") {
  World world;
  auto const ada = world.contact("Ada"), ben = world.contact("Ben");
  auto log = call_with(ada);
  log.additional = {{"deal", world.deal("Ada Brook: yearly contract")},
                    {"ticket", world.ticket("Ada Brook: broken lamp")}};
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  LogSearch search;
  search.session_id = "session-1";
  search.contact = log.contact;
  auto const found = find_call_log(world.http(), search);
  REQUIRE(found);
  REQUIRE(*found);
  CHECK(text((*found)->adapter_data, "deal") == text(log.additional, "deal"));
  REQUIRE(set_call_contact(world.http(), moving(**found, person(ben), person(ada))));
  CHECK(world.linked("calls", ref->id, "deals").empty());
  CHECK(world.linked("calls", ref->id, "tickets").empty());
}

TEST_CASE("A call can go to a company, and to nobody") {
  World world;
  auto const ada = world.contact("Ada");
  auto const ref = create_call_log(world.http(), call_with(ada));
  REQUIRE(ref);
  ContactRef const harbour{world.company(), "company", "", ""};
  auto const moved = set_call_contact(world.http(), moving(*ref, harbour, person(ada)));
  REQUIRE(moved);
  CHECK(world.linked("calls", ref->id, "contacts").empty());
  CHECK(world.linked("calls", ref->id, "companies") == Ids{world.company()});
  REQUIRE(set_call_contact(world.http(), moving(*moved, {}, harbour)));
  CHECK(world.linked("calls", ref->id, "companies").empty());
}

TEST_CASE("A move that fails half-way leaves the call with both, and the next attempt ends it") {
  World world;
  auto const ada = world.contact("Ada"), ben = world.contact("Ben");
  auto const ref = create_call_log(world.http(), call_with(ada));
  REQUIRE(ref);
  world.fault(sim::FaultKind::status, "POST", unlinking, 503);
  auto const change = moving(*ref, person(ben), person(ada));
  auto const half = set_call_contact(world.http(), change);
  REQUIRE(half.has_error());
  CHECK(half.error().status == PATCHBAY_UNAVAILABLE);
  CHECK(world.linked("calls", ref->id, "contacts") == Ids{ada, ben});
  REQUIRE(set_call_contact(world.http(), change));
  CHECK(world.linked("calls", ref->id, "contacts") == Ids{ben});
}

TEST_CASE("A move to somebody who is gone is refused, and the call stays where it was") {
  World world;
  auto const ada = world.contact("Ada"), ben = world.contact("Ben");
  auto const ref = create_call_log(world.http(), call_with(ada));
  REQUIRE(ref);
  world.portal().tables["contacts"].at(std::stoll(ben)).archived = true;
  auto const refused = set_call_contact(world.http(), moving(*ref, person(ben), person(ada)));
  REQUIRE(refused.has_error());
  CHECK(refused.error().status == PATCHBAY_NOT_FOUND);
  CHECK(world.linked("calls", ref->id, "contacts") == Ids{ada});
  ScriptedHttp http;
  CHECK(set_call_contact(http, moving(*ref, person("7x"), person(ada))).error().field == "contactId");
  CHECK(set_call_contact(http, moving(*ref, person(ben), person(ada), {{"deal", "x"}})).error().field ==
        "deal");
}
