// Message logs: communications without time entries.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::clio;

TEST_CASE("Messages become one communication by the direction of the first, and take no time") {
  bool const inbound = GENERATE(false, true);
  World world;
  auto wish = messages_with(world, "Ada Brook");
  wish.inbound = inbound;
  auto const log = create_message_log(world.http(), wish);
  REQUIRE(log);
  auto const& record = world.communication(log->id);
  CHECK(text(record.at(inbound ? "senders" : "receivers").at(0), "name") == "Ada Brook");
  CHECK(text(record, "body") == "Hi");
  CHECK(world.firm().activities.empty());
}

TEST_CASE("More messages go over the same record, unless somebody else changed it") {
  World world;
  auto const log = create_message_log(world.http(), messages_with(world, "Ada Brook"));
  REQUIRE(log);
  MessageLogChange change;
  change.log = *log;
  change.body = "Hi\nHello";
  auto const changed = update_message_log(world.http(), change);
  REQUIRE(changed);
  CHECK(text(world.communication(log->id), "body") == "Hi\nHello");
  world.edit(log->id, "Hi\nHello\nTom: done.");
  change.log = *changed;
  change.body = "Hi\nHello\nBye";
  CHECK(update_message_log(world.http(), change).error().status == PATCHBAY_CONFLICT);
}

TEST_CASE("A message log is filed under a matter, read back and found by its conversation") {
  World world;
  auto wish = messages_with(world, "Ada Brook");
  wish.additional["matter"] = world.matter("Ada Brook: lease");
  auto const log = create_message_log(world.http(), wish);
  REQUIRE(log);
  auto const rows = get_logs(world.http(), {{}, {*log}});
  REQUIRE(rows);
  CHECK(rows->front().dispositions == json::object{{"matter", world.matter("Ada Brook: lease")}});
  LogSearch search;
  search.session_id = wish.conversation_id;
  auto const found = find_log(world.http(), search);
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == log->id);
}

TEST_CASE("A change of nothing is no request") {
  World world;
  MessageLogChange change;
  change.log.id = "7";
  REQUIRE(update_message_log(world.http(), change));
  CHECK(world.spent() == Spent{0, 0});
}
