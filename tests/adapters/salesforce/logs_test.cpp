// Call logs: what lies in Salesforce after each operation.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::salesforce;

namespace {

CallLogChange change_of(World& world, LogRef log) {
  CallLogChange change;
  change.scope = world.scope;
  change.log = std::move(log);
  return change;
}

LogReading read(World& world, LogRef const& log) {
  auto const readings = get_logs(world.http(), {world.scope, {log}});
  REQUIRE(readings);
  REQUIRE(readings->size() == 1);
  return readings->front();
}

Disposition choice_of(World& world, LogRef log, json::object choice) {
  return {world.scope, std::move(log), {}, std::move(choice)};
}

}  // namespace

TEST_CASE("A call is a completed task with its contact, on the user's own day") {
  World world;
  auto const ada = world.contact("Ada Brook");
  auto const log = create_call_log(world.http(), world.call_with(ada));
  REQUIRE(log);
  CHECK(world.field(log->id, "WhoId") == ada);
  CHECK(world.field(log->id, "WhatId") == "null");
  CHECK(world.field(log->id, "TaskSubtype") == "Call");
  CHECK(world.field(log->id, "Status") == "Completed");
  CHECK(world.field(log->id, "Subject") == "Call from Ada");
  CHECK(world.field(log->id, "Description") == "Hello\n- Call reference: session-1");
  CHECK(world.field(log->id, "ActivityDate") == "2026-11-20");
  CHECK(world.field(log->id, "CallType") == "Inbound");
  CHECK(world.field(log->id, "CallDurationInSeconds") == "300");
  CHECK(world.field(log->id, "CallDisposition") == "Call connected");
  CHECK(world.field(log->id, "OwnerId") == world.org().user);
}

TEST_CASE("Durations are exact seconds, and an unknown one is left open") {
  World world;
  for (long const seconds : {0L, 59L, 3599L, 86399L}) {
    auto call = world.call_with(world.contact("Ada Brook"));
    call.duration = std::chrono::seconds(seconds);
    auto const log = create_call_log(world.http(), call);
    REQUIRE(log);
    CHECK(world.field(log->id, "CallDurationInSeconds") == std::to_string(seconds));
  }
  auto call = world.call_with(world.contact("Ada Brook"));
  call.duration = std::nullopt;
  auto const log = create_call_log(world.http(), call);
  REQUIRE(log);
  CHECK(world.field(log->id, "CallDurationInSeconds") == "null");
}

TEST_CASE("A call goes out, comes in, or stays inside") {
  World world;
  auto call = world.call_with(world.contact("Ada Brook"));
  call.inbound = false;
  CHECK(world.field(create_call_log(world.http(), call)->id, "CallType") == "Outbound");
  call.from = {"", "101", "Robin"};
  call.to = {"", "102", "Dana"};
  CHECK(world.field(create_call_log(world.http(), call)->id, "CallType") == "Internal");
}

TEST_CASE("A long subject is cut between characters") {
  World world;
  auto call = world.call_with(world.contact("Ada Brook"));
  call.subject = std::string(254, 'x') + "\xC3\xBC\xC3\xBC";
  auto const log = create_call_log(world.http(), call);
  REQUIRE(log);
  CHECK(world.field(log->id, "Subject") == std::string(254, 'x') + "\xC3\xBC");
}

TEST_CASE("A call with a lead is filed under the lead alone, one with an account under the account") {
  World world;
  auto call = world.call_with(world.lead("Cleo Dahl"));
  CHECK(world.field(create_call_log(world.http(), call)->id, "WhoId") == call.contact.id);
  call.additional = {{"opportunity", world.opportunity("Ben Castle: trial")}};
  CHECK(create_call_log(world.http(), call).error().field == "opportunity");
  call.additional = {{"opportunity", ""}, {"case", ""}, {"outcome", ""}};
  CHECK(create_call_log(world.http(), call));
  call.contact.id = world.account("Harbour & Sons");
  auto const log = create_call_log(world.http(), call);
  REQUIRE(log);
  CHECK(world.field(log->id, "WhoId") == "null");
  CHECK(world.field(log->id, "WhatId") == call.contact.id);
}

TEST_CASE("A call is filed under an opportunity or a case, not under both, and not under what is none") {
  World world;
  auto call = world.call_with(world.contact("Ada Brook"));
  auto const deal = world.opportunity("Ada Brook: yearly contract"),
             lamp = world.issue("Ada Brook: broken lamp");
  call.additional = {{"opportunity", deal}};
  CHECK(world.field(create_call_log(world.http(), call)->id, "WhatId") == deal);
  call.additional = {{"case", lamp}};
  CHECK(world.field(create_call_log(world.http(), call)->id, "WhatId") == lamp);
  world.spent();
  call.additional = {{"opportunity", deal}, {"case", lamp}};
  CHECK(create_call_log(world.http(), call).error().field == "case");
  call.additional = {{"opportunity", lamp}};
  CHECK(create_call_log(world.http(), call).error().field == "opportunity");
  call.additional = {{"opportunity", "006' OR"}};
  CHECK(create_call_log(world.http(), call).error().field == "opportunity");
  call.additional = {};
  call.contact.id = "7";
  CHECK(create_call_log(world.http(), call).error().field == "contactId");
  CHECK(world.spent().requests == 0);
}

TEST_CASE("A chosen outcome stands before the phone system's word") {
  World world;
  auto call = world.call_with(world.contact("Ada Brook"));
  call.additional = {{"outcome", "Left voicemail"}};
  CHECK(world.field(create_call_log(world.http(), call)->id, "CallDisposition") == "Left voicemail");
}

TEST_CASE("Where calls have no fields of their own, the log is made all the same") {
  World world;
  world.state().call_fields = false;
  auto const log = create_call_log(world.http(), world.call_with(world.contact("Ada Brook")));
  REQUIRE(log);
  CHECK(world.tasks().size() == 1);
  auto change = change_of(world, *log);
  change.duration = std::chrono::seconds(7);
  change.subject = "New";
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.field(log->id, "Subject") == "New");
}

TEST_CASE("Another status of finished tasks is the org's own affair") {
  World world;
  auto call = world.call_with(world.contact("Ada Brook"));
  call.scope.settings["taskStatus"] = "Deferred";
  CHECK(world.field(create_call_log(world.http(), call)->id, "Status") == "Deferred");
}

TEST_CASE("An update changes what is set and leaves the rest") {
  World world;
  auto const log = create_call_log(world.http(), world.call_with(world.contact("Ada Brook")));
  REQUIRE(log);
  auto change = change_of(world, *log);
  change.body = "New\n- Call reference: session-1";
  change.duration = std::chrono::seconds(61);
  change.start_day = "2026-11-19";
  for (int i = 0; i < 2; ++i) REQUIRE(update_call_log(world.http(), change));
  CHECK(world.field(log->id, "Description") == *change.body);
  CHECK(world.field(log->id, "CallDurationInSeconds") == "61");
  CHECK(world.field(log->id, "ActivityDate") == "2026-11-19");
  CHECK(world.field(log->id, "Subject") == "Call from Ada");
  CHECK(world.field(log->id, "CallDisposition") == "Call connected");
}

TEST_CASE("A log that was read and then changed by somebody else is not overwritten") {
  World world;
  auto const log = create_call_log(world.http(), world.call_with(world.contact("Ada Brook")));
  REQUIRE(log);
  world.clock() += std::chrono::minutes(1);
  auto reading = read(world, *log);
  world.clock() += std::chrono::minutes(1);
  auto& task = *world.org().find(log->id);
  task.fields["Description"] = "Tom: they signed.";
  task.modified = world.clock();
  auto change = change_of(world, {log->id, reading.adapter_data});
  change.body = "ours";
  auto const refused = update_call_log(world.http(), change);
  REQUIRE(refused.has_error());
  CHECK(refused.error().status == PATCHBAY_CONFLICT);
  CHECK(world.field(log->id, "Description") == "Tom: they signed.");
  change.log.adapter_data = read(world, *log).adapter_data;
  auto const written = update_call_log(world.http(), change);
  REQUIRE(written);
  CHECK(written->adapter_data.if_contains("modified") == nullptr);
  CHECK(world.field(log->id, "Description") == "ours");
}

TEST_CASE("A late result takes the place of the former one, and of nothing that a person chose") {
  World world;
  auto const log = create_call_log(world.http(), world.call_with(world.contact("Ada Brook")));
  REQUIRE(log);
  auto change = change_of(world, {log->id, read(world, *log).adapter_data});
  change.result = "Voicemail";
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.field(log->id, "CallDisposition") == "Voicemail");
  world.org().find(log->id)->fields["CallDisposition"] = "Chosen in Salesforce";
  change.log.adapter_data = read(world, *log).adapter_data;
  change.result = "Call connected";
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.field(log->id, "CallDisposition") == "Chosen in Salesforce");
}

TEST_CASE("Dispositions file a log anew, and an empty choice takes away what was filed so") {
  World world;
  auto const deal = world.opportunity("Ada Brook: yearly contract"),
             lamp = world.issue("Ada Brook: broken lamp");
  auto log = create_call_log(world.http(), world.call_with(world.contact("Ada Brook")));
  REQUIRE(log);
  log = set_disposition(world.http(),
                        choice_of(world, *log, {{"opportunity", deal}, {"outcome", "No answer"}}));
  REQUIRE(log);
  CHECK(world.field(log->id, "WhatId") == deal);
  CHECK(world.field(log->id, "CallDisposition") == "No answer");
  REQUIRE(set_disposition(world.http(), choice_of(world, *log, {{"case", ""}})));
  CHECK(world.field(log->id, "WhatId") == deal);
  log = set_disposition(world.http(), choice_of(world, *log, {{"opportunity", ""}, {"case", lamp}}));
  REQUIRE(log);
  CHECK(world.field(log->id, "WhatId") == lamp);
  log = set_disposition(world.http(), choice_of(world, *log, {{"case", ""}, {"outcome", ""}}));
  REQUIRE(log);
  CHECK(world.field(log->id, "WhatId") == "null");
  CHECK(world.field(log->id, "CallDisposition") == "");
}

TEST_CASE("An account's log returns to the account when its filing is taken away") {
  World world;
  auto call = world.call_with(world.account("Harbour & Sons"));
  call.additional = {{"opportunity", world.opportunity("Ada Brook: yearly contract")}};
  auto const log = create_call_log(world.http(), call);
  REQUIRE(log);
  auto choice = choice_of(world, *log, {{"opportunity", ""}});
  choice.contact = call.contact;
  REQUIRE(set_disposition(world.http(), choice));
  CHECK(world.field(log->id, "WhatId") == call.contact.id);
  auto change = change_of(world, *log);
  change.contact = call.contact;
  change.subject = "New";
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.field(log->id, "WhatId") == call.contact.id);
}

TEST_CASE("Logs are read with what they are filed under; one that is gone fails its own row") {
  World world;
  auto call = world.call_with(world.contact("Ada Brook"));
  call.additional = {{"case", world.issue("Ada Brook: broken lamp")}, {"outcome", "Connected"}};
  auto const log = create_call_log(world.http(), call);
  auto const account = create_call_log(world.http(), world.call_with(world.account("Harbour & Sons")));
  REQUIRE(log);
  REQUIRE(account);
  auto const gone = create_call_log(world.http(), world.call_with(world.contact("Ben Castle")));
  world.org().find(gone->id)->deleted = true;
  auto const readings = get_logs(
      world.http(), {world.scope, {*gone, *log, {"nonsense'", {}}, {log->id.substr(0, 15), {}}, *account}});
  REQUIRE(readings);
  REQUIRE(readings->size() == 5);
  CHECK(readings->at(0).error->status == PATCHBAY_NOT_FOUND);
  CHECK_FALSE(readings->at(1).error);
  CHECK(readings->at(1).subject == "Call from Ada");
  CHECK(readings->at(1).body == call.body);
  CHECK(readings->at(1).contact_name == "Ada Brook");
  CHECK(readings->at(1).dispositions ==
        json::object{{"case", world.issue("Ada Brook: broken lamp")}, {"outcome", "Connected"}});
  CHECK(readings->at(2).error);
  CHECK_FALSE(readings->at(3).error);
  CHECK(readings->at(4).contact_name == "Harbour & Sons");
}
