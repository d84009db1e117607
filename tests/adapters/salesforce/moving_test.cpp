// Calls with nobody, and calls that go from one contact to another.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::salesforce;

namespace {

ContactRef who(std::string id) { return {std::move(id), "", "", ""}; }

ContactChange moving(World& world, LogRef log, std::string to, std::string from,
                     json::object additional = {}) {
  return {world.scope, std::move(log), who(std::move(to)), who(std::move(from)), std::move(additional)};
}

}  // namespace

TEST_CASE("A call with nobody is a completed task of nobody's") {
  World world;
  auto const log = create_call_log(world.http(), world.call_with(""));
  REQUIRE(log);
  CHECK(world.spent() == Spent{1, 1});
  CHECK(world.field(log->id, "WhoId") == "null");
  CHECK(world.field(log->id, "WhatId") == "null");
  CHECK(world.field(log->id, "Status") == "Completed");
  CHECK(world.field(log->id, "OwnerId") == world.org().user);
  auto const found = find_log(world.http(), world.search_for("session-1"));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == log->id);
}

TEST_CASE(
    "Moving a call is one request that names with whom it is, what it is filed under, and its outcome") {
  ScriptedHttp http;
  http.round({{"PATCH /services/data/v66.0/sobjects/Task/00T5g00000a0001AAA", answer(204, ""), R"({
      "WhoId": "0035g00000a0002AAA", "WhatId": "0065g00000a0003AAA", "CallDisposition": "No answer"})"}});
  ContactChange change;
  change.log = {"00T5g00000a0001AAA", {{"filed", "case"}, {"modified", "2026-11-21T08:00:00.000+0000"}}};
  change.contact = who("0035g00000a0002AAA");
  change.previous = who("0035g00000a0009AAA");
  change.additional = {{"opportunity", "0065g00000a0003AAA"}, {"outcome", "No answer"}};
  auto const moved = set_call_contact(http, change);
  REQUIRE(moved);
  CHECK(moved->adapter_data == json::object{{"filed", "opportunity"}, {"outcome", "No answer"}});
  for (auto const& header : http.requests().front().headers) CHECK(header.name != "If-Unmodified-Since");
}

TEST_CASE("A call with nobody goes to a contact, to a lead, to an account, and back to nobody") {
  World world;
  auto const ada = world.contact("Ada Brook"), cleo = world.lead("Cleo Dahl");
  auto const harbour = world.account("Harbour & Sons");
  auto const log = create_call_log(world.http(), world.call_with(""));
  REQUIRE(log);
  struct Step {
    std::string to;
    std::string who;
    std::string what;
  };
  std::string from;
  for (auto const& [to, whose, about] : {Step{ada, ada, "null"}, Step{harbour, "null", harbour},
                                         Step{cleo, cleo, "null"}, Step{"", "null", "null"}}) {
    for (int i = 0; i < 2; ++i) REQUIRE(set_call_contact(world.http(), moving(world, *log, to, from)));
    CHECK(world.field(log->id, "WhoId") == whose);
    CHECK(world.field(log->id, "WhatId") == about);
    from = to;
  }
}

TEST_CASE("A call that moves leaves what it was filed under, and keeps its text and its outcome") {
  World world;
  auto const ada = world.contact("Ada Brook"), ben = world.contact("Ben Castle"),
             cleo = world.lead("Cleo Dahl");
  auto call = world.call_with(ada);
  call.additional = {{"opportunity", world.opportunity("Ada Brook: yearly contract")},
                     {"outcome", "Connected"}};
  auto const log = create_call_log(world.http(), call);
  REQUIRE(log);
  auto const trial = world.opportunity("Ben Castle: trial");
  auto moved = set_call_contact(world.http(), moving(world, *log, ben, ada, {{"opportunity", trial}}));
  REQUIRE(moved);
  CHECK(world.field(log->id, "WhoId") == ben);
  CHECK(world.field(log->id, "WhatId") == trial);
  moved = set_call_contact(world.http(), moving(world, *moved, cleo, ben));
  REQUIRE(moved);
  CHECK(world.field(log->id, "WhoId") == cleo);
  CHECK(world.field(log->id, "WhatId") == "null");
  CHECK(moved->adapter_data.if_contains("filed") == nullptr);
  CHECK(world.field(log->id, "Description") == call.body);
  CHECK(world.field(log->id, "CallDisposition") == "Connected");
}

TEST_CASE("A call moves though somebody else changed it since it was read") {
  World world;
  auto const ada = world.contact("Ada Brook"), ben = world.contact("Ben Castle");
  auto const log = create_call_log(world.http(), world.call_with(ada));
  REQUIRE(log);
  auto const readings = get_logs(world.http(), {world.scope, {*log}});
  REQUIRE(readings);
  world.clock() += std::chrono::minutes(1);
  world.org().find(log->id)->modified = world.clock();
  LogRef const read{log->id, readings->front().adapter_data};
  REQUIRE(set_call_contact(world.http(), moving(world, read, ben, ada)));
  CHECK(world.field(log->id, "WhoId") == ben);
}

TEST_CASE("A move to somebody who is gone, or that cannot be, is refused, and the call stays where it was") {
  World world;
  auto const ada = world.contact("Ada Brook"), ben = world.contact("Ben Castle"),
             cleo = world.lead("Cleo Dahl");
  auto const log = create_call_log(world.http(), world.call_with(ada));
  REQUIRE(log);
  world.org().find(ben)->deleted = true;
  auto const gone = set_call_contact(world.http(), moving(world, *log, ben, ada));
  REQUIRE(gone.has_error());
  CHECK(gone.error().status == PATCHBAY_NOT_FOUND);
  CHECK(world.field(log->id, "WhoId") == ada);
  world.spent();
  CHECK(set_call_contact(world.http(), moving(world, *log, "7", ada)).error().field == "contactId");
  json::object const theirs{{"opportunity", world.opportunity("Ben Castle: trial")}};
  CHECK(set_call_contact(world.http(), moving(world, *log, cleo, ada, theirs)).error().field ==
        "opportunity");
  CHECK(world.spent() == Spent{0, 0});
}

TEST_CASE("A call that is gone cannot move") {
  World world;
  auto const ada = world.contact("Ada Brook");
  auto const log = create_call_log(world.http(), world.call_with(ada));
  REQUIRE(log);
  world.org().find(log->id)->deleted = true;
  CHECK(
      set_call_contact(world.http(), moving(world, *log, world.contact("Ben Castle"), ada)).error().status ==
      PATCHBAY_NOT_FOUND);
}
