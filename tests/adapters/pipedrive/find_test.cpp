// Finding a log by its session's mark after an answer was lost.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::pipedrive;

namespace {

LogSearch looking_for(World& world, std::string session) {
  LogSearch search;
  search.session_id = std::move(session);
  search.contact.id = world.person("Ada Brook");
  search.since = std::chrono::floor<std::chrono::seconds>(world.clock());
  return search;
}

std::string log_with(World& world, std::string const& note) {
  auto log = call_with(world.person("Ada Brook"));
  log.body = note;
  return create_call_log(world.http(), log).value().id;
}

}  // namespace

TEST_CASE("A log whose answer was lost is found by its session, and only one exists") {
  World world;
  world.simulator().faults().add({sim::FaultKind::drop_after, "POST", "/api/v2/activities", 1, 503, {}});
  auto const lost = create_call_log(world.http(), call_with(world.person("Ada Brook")));
  REQUIRE(lost.has_error());
  CHECK(lost.error().status == PATCHBAY_UNKNOWN_OUTCOME);
  auto const found = find_log(world.http(), looking_for(world, "session-1"));
  REQUIRE(found);
  REQUIRE(found->has_value());
  CHECK((*found)->id == std::to_string(world.company().activities.begin()->first));
}

TEST_CASE("A log that never arrived is not found") {
  World world;
  world.simulator().faults().add({sim::FaultKind::drop_before, "POST", "/api/v2/activities", 1, 503, {}});
  REQUIRE(create_call_log(world.http(), call_with(world.person("Ada Brook"))).has_error());
  auto const found = find_log(world.http(), looking_for(world, "session-1"));
  REQUIRE(found);
  CHECK_FALSE(found->has_value());
}

TEST_CASE("Another session whose id begins alike is not taken for this one") {
  World world;
  log_with(world, "<ul><li>Call reference: session-12</li></ul>");
  log_with(world, "<ul><li>Call reference: my-session-1</li></ul>");
  auto const none = find_log(world.http(), looking_for(world, "session-1"));
  REQUIRE(none);
  CHECK_FALSE(none->has_value());
  auto const id = log_with(world, "<ul><li>Call reference: session-1</li></ul>");
  CHECK(find_log(world.http(), looking_for(world, "session-1")).value().value().id == id);
}

TEST_CASE("A mark is found however its entities are written") {
  World world;
  auto const id = log_with(world, "<li>Call reference: s&amp;1&#39;&lt;x&gt; &copy; &</li>");
  CHECK(find_log(world.http(), looking_for(world, "s&1'<x>")).value().value().id == id);
}

TEST_CASE("A log of somebody else is not looked at") {
  World world;
  auto log = call_with(world.person("Ben Castle"));
  REQUIRE(create_call_log(world.http(), log));
  CHECK_FALSE(find_log(world.http(), looking_for(world, "session-1")).value().has_value());
}

TEST_CASE("Looking goes on to the last page") {
  World world;
  auto const id = log_with(world, "session-1");
  auto const oldest = world.activity(id);
  for (int i = 0; i < 700; ++i) {
    auto& newer = world.company().activities[world.company().next_id()] = oldest;
    newer["id"] = world.company().last_id;
    newer["note"] = "another call";
    newer["add_time"] = "2026-11-21T10:00:00Z";
  }
  world.spent();
  CHECK(find_log(world.http(), looking_for(world, "session-1")).value().value().id == id);
  CHECK(world.spent().requests == 2);
}

TEST_CASE("Without a contact the user's own activities are looked through") {
  ScriptedHttp http;
  http.round(
      {{"GET /api/v2/activities?owner_id=101&updated_since=2026-11-21T00%3A00%3A00Z&sort_by=add_time&"
        "sort_direction=desc&limit=500",
        answer(200, R"({"success":true,"data":[],"additional_data":{"next_cursor":null}})")}});
  LogSearch search;
  search.scope.user_id = "101";
  search.session_id = "session-1";
  search.since = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);
  CHECK_FALSE(find_log(http, search).value().has_value());
}

TEST_CASE("A failed look is no answer that the log is missing") {
  World world;
  world.simulator().faults().add({sim::FaultKind::status, "GET", "/api/v2/activities", 1, 503, {}});
  CHECK(find_log(world.http(), looking_for(world, "session-1")).has_error());
}
