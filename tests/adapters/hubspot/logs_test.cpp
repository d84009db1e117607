// Call logs: what HubSpot keeps of them, and what comes back.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::hubspot;

namespace {

using Ids = std::vector<std::string>;
constexpr char made[] = R"({"id":"77","properties":{}})";
constexpr char demo[] = "00000000-1111-4222-8333-444444444444";

std::string kept(World& world, LogRef const& log, char const* name) {
  return world.property("calls", log.id, name);
}

}  // namespace

TEST_CASE("A call log is one call with its contact, company, deal, ticket, owner and times") {
  ScriptedHttp http;
  http.round({{"POST /crm/objects/2026-09/calls", answer(201, made), R"({
      "properties": {"hs_timestamp": "2026-11-21T08:00:00Z", "hubspot_owner_id": "9001",
        "hs_call_title": "Call from Ada", "hs_call_direction": "INBOUND", "hs_call_duration": "300000",
        "hs_call_body": "<p>Hello</p><ul><li>Call reference: session-1</li></ul>",
        "hs_call_from_number": "+14155550132", "hs_call_to_number": "+14155550100",
        "hs_call_status": "COMPLETED", "hs_call_disposition": "f240bbac-87c9-4f6e-bf70-924b57d47db7",
        "hs_call_recording_url": "https://phone.example/r/1.mp3?key=2"},
      "associations": [
        {"to": {"id": "7"},
         "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 194}]},
        {"to": {"id": "8"},
         "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 182}]},
        {"to": {"id": "12"},
         "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 206}]},
        {"to": {"id": "13"},
         "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 220}]}]})"}});
  auto log = call_with("7");
  log.contact.organization_id = "8";
  log.scope.variables["user.owner_id"] = "9001";
  log.recording_link = "https://phone.example/r/1.mp3?key=2";
  log.additional = {{"deal", "12"}, {"ticket", "13"}};
  auto const ref = create_call_log(http, log);
  REQUIRE(ref);
  CHECK(ref->id == "77");
  CHECK(ref->adapter_data == json::object{{"deal", "12"}, {"ticket", "13"}});
}

TEST_CASE("What is not known is left out, and a call that is not over is in progress") {
  ScriptedHttp http;
  http.round({{"POST /crm/objects/2026-09/calls", answer(201, made), R"({
      "properties": {"hs_timestamp": "2026-11-21T23:59:59Z", "hs_call_direction": "OUTBOUND",
        "hs_call_status": "IN_PROGRESS"},
      "associations": [
        {"to": {"id": "9"},
         "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 182}]}]})"}});
  CallLog log;
  log.start_time = at(23, 59, 59);
  log.inbound = false;
  log.contact = {"9", "company", "", ""};
  log.additional = {{"deal", ""}, {"ticket", nullptr}};
  log.recording_link = "https://phone.example/listen/1";  // a page, which HubSpot cannot play
  REQUIRE(create_call_log(http, log));
}

TEST_CASE("Durations are exact, in milliseconds") {
  World world;
  auto const [seconds, expected] =
      GENERATE(table<int, std::string>({{0, "0"}, {59, "59000"}, {3599, "3599000"}, {86399, "86399000"}}));
  auto log = call_with(world.contact("Ada"));
  log.duration = std::chrono::seconds(seconds);
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  CHECK(kept(world, *ref, "hs_call_duration") == expected);
}

TEST_CASE("The phone system's word becomes a status and an outcome") {
  World world;
  auto const [word, status, outcome] = GENERATE(table<std::string, std::string, std::string>(
      {{"Call connected", "COMPLETED", "f240bbac-87c9-4f6e-bf70-924b57d47db7"},
       {"Missed", "NO_ANSWER", "73a0d17f-1163-4015-bdd5-ec830791da20"},
       {"No Answer", "NO_ANSWER", "73a0d17f-1163-4015-bdd5-ec830791da20"},
       {"Voicemail", "COMPLETED", "b2cf5968-551e-4856-9783-52b3da59a7d0"},
       {"Busy", "BUSY", "9d9162e7-6cf3-4944-bf63-4dff82258764"},
       {"Call Failed", "FAILED", ""},
       {"Hang Up", "CANCELED", ""},
       {"something new", "COMPLETED", ""}}));
  auto log = call_with(world.contact("Ada"));
  log.result = word;
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  CHECK(kept(world, *ref, "hs_call_status") == status);
  CHECK(kept(world, *ref, "hs_call_disposition") == outcome);
}

TEST_CASE(
    "A chosen outcome goes before the phone system's word, and an outcome that the account lacks is not "
    "set") {
  World world;
  auto log = call_with(world.contact("Ada"));
  log.additional["outcome"] = demo;
  auto const chosen = create_call_log(world.http(), log);
  REQUIRE(chosen);
  CHECK(kept(world, *chosen, "hs_call_disposition") == demo);
  log.additional.clear();
  log.scope.variables["user.outcomes"] = R"([{"id":"1-2-3","label":"Only one"}])";
  auto const without = create_call_log(world.http(), log);
  REQUIRE(without);
  CHECK(kept(world, *without, "hs_call_disposition").empty());
}

TEST_CASE("Ids that are no numbers are refused before anything is sent") {
  ScriptedHttp http;
  CHECK(create_call_log(http, call_with("abc")).error().field == "contactId");
  auto log = call_with("7");
  log.additional["ticket"] = "12x";
  CHECK(create_call_log(http, log).error().field == "ticket");
  Disposition wish;
  wish.log.id = "77";
  wish.dispositions["deal"] = "no";
  CHECK(set_disposition(http, wish).error().field == "deal");
}

TEST_CASE("Filing under another deal takes the first away, and leaves what a person added") {
  World world;
  auto log = call_with(world.contact("Ada"));
  auto const first = world.deal("Ada Brook: yearly contract"),
             other = world.deal("Ben Castle: yearly contract");
  auto const persons = world.deal("Cleo Dunn: yearly contract");
  log.additional["deal"] = first;
  auto ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  world.portal().link({"calls", std::stoll(ref->id)}, {"deals", std::stoll(persons)});
  Disposition wish;
  wish.log = *ref;
  wish.dispositions = {{"deal", other}, {"outcome", demo}};
  ref = set_disposition(world.http(), wish);
  REQUIRE(ref);
  CHECK(world.linked("calls", ref->id, "deals") == Ids{other, persons});
  CHECK(kept(world, *ref, "hs_call_disposition") == demo);
  wish.log = *ref;
  wish.dispositions = {{"deal", ""}, {"outcome", ""}};
  ref = set_disposition(world.http(), wish);
  REQUIRE(ref);
  CHECK(world.linked("calls", ref->id, "deals") == Ids{persons});
  CHECK(kept(world, *ref, "hs_call_disposition").empty());
  CHECK(ref->adapter_data.empty());
}

TEST_CASE("An update changes what it names and nothing else, and twice is once") {
  World world;
  auto const ref = create_call_log(world.http(), call_with(world.contact("Ada")));
  REQUIRE(ref);
  CallLogChange change;
  change.log = *ref;
  change.subject = "Renamed";
  change.start_time = at(10, 30, 0);
  change.duration = std::chrono::seconds(3599);
  change.result = "Missed";
  change.recording_link = "https://phone.example/r/1.wav";
  for (int i = 0; i < 2; ++i) REQUIRE(update_call_log(world.http(), change));
  CHECK(kept(world, *ref, "hs_call_title") == "Renamed");
  CHECK(kept(world, *ref, "hs_timestamp") == "2026-11-21T10:30:00Z");
  CHECK(kept(world, *ref, "hs_call_duration") == "3599000");
  CHECK(kept(world, *ref, "hs_call_status") == "NO_ANSWER");
  CHECK(kept(world, *ref, "hs_call_recording_url") == "https://phone.example/r/1.wav");
  CHECK(kept(world, *ref, "hs_call_body") == call_with("").body);
  // An outcome may be a person's choice by now.
  CHECK(kept(world, *ref, "hs_call_disposition") == "f240bbac-87c9-4f6e-bf70-924b57d47db7");
}

TEST_CASE("Text arrives as the host composed it, alone and among many, with what it is filed under") {
  World world;
  auto log = call_with(world.contact("Ada"));
  log.subject = "Anruf \"$&\" <b> 🙂";
  log.body = "<p>a &lt;b&gt; &amp;amp; $&amp; 🙂<br>ł</p>";
  log.additional["deal"] = world.deal("Ada Brook: yearly contract");
  auto const ref = create_call_log(world.http(), log);
  auto const plain = create_call_log(world.http(), call_with(world.contact("Ben")));
  REQUIRE(ref);
  REQUIRE(plain);
  for (auto const& asked : {std::vector<LogRef>{*ref}, std::vector<LogRef>{*ref, *plain}}) {
    auto const rows = get_call_logs(world.http(), {{}, asked});
    REQUIRE(rows);
    REQUIRE(rows->size() == asked.size());
    CHECK(rows->front().subject == log.subject);
    CHECK(rows->front().body == log.body);
    CHECK(text(rows->front().dispositions, "deal") == text(log.additional, "deal"));
    CHECK(text(rows->front().dispositions, "outcome") == "f240bbac-87c9-4f6e-bf70-924b57d47db7");
    CHECK(rows->front().adapter_data == ref->adapter_data);
  }
}

TEST_CASE("Each log that cannot be read fails in its own row") {
  World world;
  auto const log = create_call_log(world.http(), call_with(world.contact("Ada")));
  auto const gone = create_call_log(world.http(), call_with(world.contact("Ada")));
  REQUIRE(log);
  REQUIRE(gone);
  world.portal().tables["calls"].at(std::stoll(gone->id)).archived = true;
  auto const rows = get_call_logs(world.http(), {{}, {*gone, {"999999", {}}, {"no number", {}}, *log}});
  REQUIRE(rows);
  for (int const i : {0, 1, 2}) CHECK(rows->at(i).error.value().status == PATCHBAY_NOT_FOUND);
  CHECK_FALSE(rows->at(3).error);
  auto const alone = get_call_logs(world.http(), {{}, {*gone}});
  REQUIRE(alone);
  CHECK(alone->front().error.value().status == PATCHBAY_NOT_FOUND);
}

TEST_CASE("A batch that fails does not take the others with it") {
  World world;
  auto const ref = create_call_log(world.http(), call_with(world.contact("Ada")));
  REQUIRE(ref);
  LogQuery query;
  for (int i = 0; i < 100; ++i) query.logs.push_back({std::to_string(5000 + i), {}});
  query.logs.push_back(*ref);
  world.simulator().faults().add({sim::FaultKind::status, "POST", "/crm/objects", 1, 503, {}});
  auto const rows = get_call_logs(world.http(), query);
  REQUIRE(rows);
  CHECK(rows->front().error.value().status == PATCHBAY_UNAVAILABLE);
  CHECK_FALSE(rows->back().error);
}
