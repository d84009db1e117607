#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::pipedrive;

namespace {

constexpr char made[] = R"({"success":true,"data":{"id":77}})";

std::string field(World& world, LogRef const& log, char const* name) {
  return text(world.activity(log.id), name);
}

std::string first_deal(World& world) { return std::to_string(world.company().deals.begin()->first); }
std::string first_lead(World& world) { return text(world.company().leads.front(), "id"); }

}  // namespace

TEST_CASE("A call log is one finished activity with its person, organization, deal and times in UTC") {
  ScriptedHttp http;
  http.round({{"POST /api/v2/activities", answer(201, made), R"({
      "subject": "Call from Ada", "type": "call", "done": true, "owner_id": 101, "org_id": 301, "deal_id": 12,
      "participants": [{"person_id": 7, "primary": true}], "due_date": "2026-11-21", "due_time": "08:00",
      "duration": "00:05", "note": "<p>Hello</p><ul><li>Call reference: session-1</li></ul>"})"}});
  auto log = call_with("7");
  log.contact.organization_id = "301";
  log.additional["deal"] = "12";
  auto const ref = create_call_log(http, log);
  REQUIRE(ref);
  CHECK(ref->id == "77");
  CHECK(http.left_over() == "");
}

TEST_CASE("What is not known is left out: no empty id, no empty text, no duration of a running call") {
  ScriptedHttp http;
  http.round({{"POST /api/v2/activities", answer(201, made), R"({
      "subject": "S", "type": "call", "done": true, "participants": [{"person_id": 7, "primary": true}],
      "due_date": "2026-11-21", "due_time": "23:59"})"}});
  CallLog log;
  log.subject = "S";
  log.start_time = at(23, 59, 59);
  log.contact.id = "7";
  log.contact.organization_id = "none";
  log.additional = {{"deal", ""}, {"lead", nullptr}};
  REQUIRE(create_call_log(http, log));
}

TEST_CASE("Durations are rounded up to whole minutes") {
  World world;
  auto const [seconds, expected] = GENERATE(table<int, std::string>({{0, "00:00:00"},
                                                                     {1, "00:01:00"},
                                                                     {59, "00:01:00"},
                                                                     {60, "00:01:00"},
                                                                     {61, "00:02:00"},
                                                                     {300, "00:05:00"},
                                                                     {3540, "00:59:00"},
                                                                     {3599, "01:00:00"},
                                                                     {7199, "02:00:00"},
                                                                     {86399, "24:00:00"}}));
  auto log = call_with(world.person("Ada Brook"));
  log.duration = std::chrono::seconds(seconds);
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  CHECK(field(world, *ref, "duration") == expected);
}

TEST_CASE("A log goes to the lead by its UUID, or to the deal, never to both") {
  World world;
  auto log = call_with(world.person("Ada Brook"));
  log.additional["lead"] = first_lead(world);
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  CHECK(field(world, *ref, "lead_id") == first_lead(world));
  world.spent();

  log.additional["deal"] = first_deal(world);
  auto const both = create_call_log(world.http(), log);
  REQUIRE(both.has_error());
  CHECK(both.error().status == PATCHBAY_INVALID_PARAMS);
  CHECK(both.error().field == "lead");
  log.additional = {{"deal", "12x"}};
  auto const odd = create_call_log(world.http(), log);
  REQUIRE(odd.has_error());
  CHECK(odd.error().field == "deal");
  CHECK(world.spent().requests == 0);
}

TEST_CASE("A contact whose id is no number is refused before anything is sent") {
  ScriptedHttp http;
  auto const ref = create_call_log(http, call_with("abc"));
  REQUIRE(ref.has_error());
  CHECK(ref.error().field == "contactId");
}

TEST_CASE("Filing under a lead takes the deal away, and the other way round") {
  World world;
  auto log = call_with(world.person("Ada Brook"));
  log.additional["deal"] = first_deal(world);
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  Disposition wish;
  wish.log = *ref;
  wish.dispositions = {{"lead", first_lead(world)}, {"deal", ""}};
  REQUIRE(set_disposition(world.http(), wish));
  CHECK(field(world, *ref, "lead_id") == first_lead(world));
  CHECK(world.activity(ref->id).at("deal_id").is_null());
  wish.dispositions = {{"deal", first_deal(world)}};
  REQUIRE(set_disposition(world.http(), wish));
  CHECK(field(world, *ref, "deal_id") == first_deal(world));
  CHECK(world.activity(ref->id).at("lead_id").is_null());
  wish.dispositions = {{"deal", nullptr}};
  REQUIRE(set_disposition(world.http(), wish));
  CHECK(world.activity(ref->id).at("deal_id").is_null());
}

TEST_CASE("An update changes what it names and nothing else") {
  World world;
  auto const ref = create_call_log(world.http(), call_with(world.person("Ada Brook")));
  REQUIRE(ref);
  CallLogChange change;
  change.log = *ref;
  change.subject = "Renamed";
  change.start_time = at(10, 30, 0);
  change.duration = std::chrono::seconds(3599);
  REQUIRE(update_call_log(world.http(), change));
  CHECK(field(world, *ref, "subject") == "Renamed");
  CHECK(field(world, *ref, "due_time") == "10:30:00");
  CHECK(field(world, *ref, "duration") == "01:00:00");
  CHECK(field(world, *ref, "note") == call_with("").body);
}

TEST_CASE("Text arrives as the host composed it") {
  World world;
  auto log = call_with(world.person("Ada Brook"));
  log.subject = "Anruf \"$&\" <b> 🙂";
  log.body = "<p>a &lt;b&gt; &amp;amp; $&amp; 🙂<br>ł</p>";
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  auto const rows = get_logs(world.http(), {{}, {*ref}});
  REQUIRE(rows);
  CHECK(rows->front().subject == log.subject);
  CHECK(rows->front().body == log.body);
}

TEST_CASE(
    "Logs are read in the order asked for, with what they are filed under, each failure in its own row") {
  World world;
  auto log = call_with(world.person("Ada Brook"));
  log.additional["deal"] = first_deal(world);
  auto const filed = create_call_log(world.http(), log);
  auto const deleted = create_call_log(world.http(), log);
  REQUIRE(filed);
  REQUIRE(deleted);
  world.company().activities.at(std::stoll(deleted->id))["is_deleted"] = true;
  auto const rows = get_logs(world.http(), {{}, {*deleted, {"999999", {}}, {"no number", {}}, *filed}});
  REQUIRE(rows);
  REQUIRE(rows->size() == 4);
  for (int i : {0, 1, 2}) CHECK(rows->at(i).error.value().status == PATCHBAY_NOT_FOUND);
  CHECK_FALSE(rows->at(3).error);
  CHECK(rows->at(3).id == filed->id);
  CHECK(rows->at(3).dispositions == json::object{{"deal", first_deal(world)}});
}

TEST_CASE("A batch of reads that fails does not take the others with it") {
  World world;
  auto const ref = create_call_log(world.http(), call_with(world.person("Ada Brook")));
  REQUIRE(ref);
  LogQuery query;
  for (int i = 0; i < 100; ++i) query.logs.push_back({std::to_string(5000 + i), {}});
  query.logs.push_back(*ref);
  world.simulator().faults().add({sim::FaultKind::status, "GET", "/api/v2/activities", 1, 503, {}});
  auto const rows = get_logs(world.http(), query);
  REQUIRE(rows);
  CHECK(rows->front().error.value().status == PATCHBAY_UNAVAILABLE);
  CHECK_FALSE(rows->back().error);
}

TEST_CASE("One log that is gone is not found, one that cannot be asked for says why") {
  World world;
  auto const gone = get_logs(world.http(), {{}, {{"999999", {}}}});
  REQUIRE(gone);
  CHECK(gone->front().error.value().status == PATCHBAY_NOT_FOUND);
  world.simulator().faults().add({sim::FaultKind::drop_before, "GET", "", 1, 503, {}});
  auto const lost = get_logs(world.http(), {{}, {{"999999", {}}}});
  REQUIRE(lost);
  CHECK(lost->front().error.value().status == PATCHBAY_UNAVAILABLE);
}

TEST_CASE("No logs to read are no request") {
  ScriptedHttp http;
  auto const rows = get_logs(http, {});
  REQUIRE(rows);
  CHECK(rows->empty());
}

TEST_CASE("The settings choose the types of activities") {
  World world;
  auto log = call_with(world.person("Ada Brook"));
  log.scope.settings["callType"] = "meeting";
  auto const meeting = create_call_log(world.http(), log);
  REQUIRE(meeting);
  CHECK(field(world, *meeting, "type") == "meeting");
  auto messages = messages_with(world.person("Ada Brook"));
  messages.scope.settings["callType"] = "meeting";
  auto const as_call = create_message_log(world.http(), messages);
  REQUIRE(as_call);
  CHECK(field(world, *as_call, "type") == "meeting");
  messages.scope.settings["messageType"] = "sms";
  auto const as_sms = create_message_log(world.http(), messages);
  REQUIRE(as_sms);
  CHECK(field(world, *as_sms, "type") == "sms");
}

TEST_CASE("A company without the built-in type gets the first one that is named like it") {
  World world;
  auto& types = world.company().activity_types;
  types.front()["active_flag"] = false;
  types.back()["name"] = "Phone CALL (own)";
  types.back()["key_string"] = "phone_call";
  auto const ref = create_call_log(world.http(), call_with(world.person("Ada Brook")));
  REQUIRE(ref);
  CHECK(field(world, *ref, "type") == "phone_call");
  CHECK(world.company().activities.size() == 1);
}

TEST_CASE("A company without any such type is told to choose one") {
  World world;
  for (auto& type : world.company().activity_types) type["active_flag"] = false;
  auto const ref = create_call_log(world.http(), call_with(world.person("Ada Brook")));
  REQUIRE(ref.has_error());
  CHECK(ref.error().status == PATCHBAY_INVALID_PARAMS);
  CHECK(ref.error().message.find("settings") != std::string::npos);
}

TEST_CASE("A chosen type that does not exist is refused in Pipedrive's words") {
  World world;
  auto log = call_with(world.person("Ada Brook"));
  log.scope.settings["callType"] = "no_such_type";
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref.has_error());
  CHECK(ref.error().remote == "Activity type is invalid.");
  CHECK(world.spent().requests == 1);
}

TEST_CASE("A message log says who, when and what, and carries no duration") {
  ScriptedHttp http;
  http.round({{"POST /api/v2/activities", answer(201, made), R"({
      "subject": "SMS conversation with Ada", "type": "call", "done": true, "note": "<p>Hi</p>",
      "participants": [{"person_id": 7, "primary": true}], "due_date": "2026-11-21", "due_time": "08:00"})"}});
  auto const ref = create_message_log(http, messages_with("7"));
  REQUIRE(ref);
  CHECK(ref->id == "77");
}

TEST_CASE("A message log is changed in place") {
  World world;
  auto const ref = create_message_log(world.http(), messages_with(world.person("Ada Brook")));
  REQUIRE(ref);
  MessageLogChange change;
  change.log = *ref;
  change.body = "<p>Hi</p><p>there</p>";
  REQUIRE(update_message_log(world.http(), change));
  CHECK(field(world, *ref, "note") == "<p>Hi</p><p>there</p>");
  CHECK(field(world, *ref, "subject") == "SMS conversation with Ada");
}
