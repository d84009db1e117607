// Reading call logs back, and finding one by its session.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::clio;

TEST_CASE("A log is read back whole; one that is gone fails its own row only") {
  World world;
  auto const first = logged(world, call_with(world, "Ada Brook"));
  auto const second = logged(world, call_with(world, "Ben Castle"));
  world.firm().communications.erase(std::stoll(second.id));
  auto const rows = get_logs(world.http(), {{}, {second, first, {"nonsense", {}}}});
  REQUIRE(rows);
  REQUIRE(rows->size() == 3);
  CHECK((*rows)[0].error->status == PATCHBAY_NOT_FOUND);
  CHECK((*rows)[2].error->status == PATCHBAY_NOT_FOUND);
  auto const& row = (*rows)[1];
  CHECK_FALSE(row.error);
  CHECK(row.id == first.id);
  CHECK(row.subject == "Inbound call from Ada Brook");
  CHECK(row.body == "- Note: hello");
  CHECK(row.contact_name == "Ada Brook");
  CHECK(row.adapter_data == first.adapter_data);
}

TEST_CASE("A failed read of many fails each of its rows and hides none") {
  World world;
  auto const first = logged(world, call_with(world, "Ada Brook"));
  auto const second = logged(world, call_with(world, "Ben Castle"));
  world.fault(sim::FaultKind::status, "GET", "/api/v4/communications", 403);
  auto const rows = get_logs(world.http(), {{}, {first, second}});
  REQUIRE(rows);
  for (auto const& row : *rows) CHECK(row.error->status == PATCHBAY_FORBIDDEN);
}

TEST_CASE("A log is found by its session alone, with its time entry, and no other session's") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  auto other = call_with(world, "Ada Brook");
  other.session_id = "session-12";
  logged(world, other);
  LogSearch search;
  search.session_id = "session-1";
  auto const found = find_log(world.http(), search);
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == log.id);
  CHECK(text((*found)->adapter_data, "timeEntry") == text(log.adapter_data, "timeEntry"));
  search.session_id = "session-2";
  CHECK_FALSE(*find_log(world.http(), search));
  CHECK(find_log(world.http(), {}).error().field == "sessionId");
}

TEST_CASE("A time entry that somebody added is not taken for ours") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  auto const ours = text(log.adapter_data, "timeEntry");
  world.firm().add(world.firm().activities, {{"type", "TimeEntry"}, {"communication_id", std::stoll(log.id)}},
                   world.clock());
  auto change = change_of(world, log);
  change.log.adapter_data = read(world, log).adapter_data;
  change.duration = std::chrono::seconds(61);
  updated(world, change);
  CHECK(world.firm().activities.at(std::stoll(ours)).at("quantity") == 61);
}
