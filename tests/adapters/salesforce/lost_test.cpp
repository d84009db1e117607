// Finding a log after the answer that would have named it was lost.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::salesforce;

TEST_CASE("A log is found by its session after a lost answer, and no other's is taken for it") {
  World world;
  auto const ada = world.contact("Ada Brook");
  auto call = world.call_with(ada);
  call.body = "- Call reference: session-12";
  REQUIRE(create_call_log(world.http(), call));
  world.fault(sim::FaultKind::drop_after, "POST", "/services/data/v66.0/sobjects/Task");
  auto const lost = create_call_log(world.http(), world.call_with(ada));
  REQUIRE(lost.has_error());
  CHECK(lost.error().status == PATCHBAY_UNKNOWN_OUTCOME);
  auto const found = find_log(world.http(), world.search_for("session-1", ada));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK(world.field((*found)->id, "Description").find("session-1") != std::string::npos);
  CHECK(world.field((*found)->id, "Description").find("session-12") == std::string::npos);
  CHECK_FALSE(*find_log(world.http(), world.search_for("session-3", ada)));
  CHECK(find_log(world.http(), world.search_for("", ada)).has_error());
}

TEST_CASE("What a log is filed under is taken away though the log had to be found first") {
  World world;
  auto call = world.call_with(world.contact("Ada Brook"));
  call.additional = {{"case", world.issue("Ada Brook: broken lamp")}};
  REQUIRE(create_call_log(world.http(), call));
  auto const found = find_log(world.http(), world.search_for("session-1"));
  REQUIRE(found);
  REQUIRE(*found);
  REQUIRE(set_disposition(world.http(), {world.scope, **found, {}, {{"case", ""}}}));
  CHECK(world.field((*found)->id, "WhatId") == "null");
}

TEST_CASE("A log is found among many pages of others") {
  World world;
  world.state().batch_size = 2;
  auto const search = world.search_for("session-0");
  for (int i = 0; i < 7; ++i) {
    auto call = world.call_with(world.contact("Ada Brook"));
    call.body = "- Call reference: session-" + std::to_string(i);
    REQUIRE(create_call_log(world.http(), call));
    world.clock() += std::chrono::seconds(1);
  }
  auto const found = find_log(world.http(), search);
  REQUIRE(found);
  CHECK(*found);
}
