// What each operation may cost, on the simulator: a test fails when an operation takes one request or round
// more.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::salesforce;

TEST_CASE("Asking who is signed in is one request") {
  World world;
  REQUIRE(get_user(world.http(), world.scope));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("A lookup is a search and one composite request, however many match, and counts twice") {
  World world;
  int const more = GENERATE(0, 1, 20, 60);
  for (int i = 0; i < more; ++i) {
    auto const& desk = sim::salesforce::add_contact(world.org(), "Desk " + std::to_string(i),
                                                    "+1 415 555 0132", world.earlier());
    sim::salesforce::add_opportunity(world.org(), "Deal " + std::to_string(i), desk, false, world.earlier());
  }
  auto const page = find_contacts(world.http(), world.number("4155550132"));
  REQUIRE(page);
  CHECK(page->contacts.size() == static_cast<std::size_t>(std::min(more + 2, 50) + 1));
  CHECK(world.cost() == 2);
  CHECK(world.spent() == Spent{2, 2});
}

TEST_CASE("A lookup that finds nobody, or leads alone, is one request, and masks cost nothing more") {
  World world;
  auto query = world.number("2025550100");
  query.formats = {"(202) 555-0100", "202.555.0100", "00 1 202 555 0100"};
  REQUIRE(find_contacts(world.http(), query));
  CHECK(world.spent() == Spent{1, 1});
  REQUIRE(search_contacts(world.http(), by_name("Cleo Dahl")));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("A search by name is a search and one composite request") {
  World world;
  REQUIRE(search_contacts(world.http(), by_name("Ada")));
  CHECK(world.spent() == Spent{2, 2});
}

TEST_CASE("Creating a contact and a log with all that it belongs to is one request each") {
  World world;
  NewContact wish;
  wish.type = "Contact";
  wish.name = "New Person";
  wish.e164 = "+14155550111";
  REQUIRE(create_contact(world.http(), wish));
  CHECK(world.spent() == Spent{1, 1});
  auto call = world.call_with(world.contact("Ada Brook"));
  call.additional = {{"opportunity", world.opportunity("Ada Brook: yearly contract")},
                     {"outcome", "Connected"}};
  REQUIRE(create_call_log(world.http(), call));
  CHECK(world.spent() == Spent{1, 1});
  REQUIRE(create_message_log(world.http(), world.messages_with(world.contact("Ada Brook"))));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Reading a log, changing it and filing it anew is one request each; changing nothing is none") {
  World world;
  auto const log = create_call_log(world.http(), world.call_with(world.contact("Ada Brook")));
  REQUIRE(log);
  world.spent();
  REQUIRE(get_logs(world.http(), {world.scope, {*log}}));
  CHECK(world.spent() == Spent{1, 1});
  CallLogChange change;
  change.log = *log;
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.spent() == Spent{0, 0});
  change.body = "New";
  change.duration = std::chrono::seconds(61);
  change.additional = {{"case", world.issue("Ada Brook: broken lamp")}};
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.spent() == Spent{1, 1});
  REQUIRE(set_disposition(
      world.http(),
      {world.scope,
       *log,
       {},
       {{"outcome", "Connected"}, {"opportunity", world.opportunity("Ada Brook: yearly contract")}}}));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Moving a log with all that it is filed under, and making a task, is one request each") {
  World world;
  auto const ada = world.contact("Ada Brook"), ben = world.contact("Ben Castle");
  auto const log = create_call_log(world.http(), world.call_with(ada));
  REQUIRE(log);
  world.spent();
  ContactChange change{world.scope, *log, {ben, "", "", ""}, {ada, "", "", ""}, {}};
  change.additional = {{"opportunity", world.opportunity("Ben Castle: trial")}, {"outcome", "Connected"}};
  REQUIRE(set_call_contact(world.http(), change));
  CHECK(world.spent() == Spent{1, 1});
  NewTask task;
  task.scope = world.scope;
  task.contact.id = ben;
  task.additional = change.additional;
  REQUIRE(create_task(world.http(), task));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Reading 450 logs is one round") {
  World world;
  LogQuery query;
  for (int i = 0; i < 450; ++i) query.logs.push_back({"00T5g00000" + std::to_string(10000 + i), {}});
  REQUIRE(get_logs(world.http(), query));
  CHECK(world.spent() == Spent{3, 1});
}

TEST_CASE("Finding a log after a lost answer is one request") {
  World world;
  REQUIRE(create_call_log(world.http(), world.call_with(world.contact("Ada Brook"))));
  world.spent();
  REQUIRE(find_log(world.http(), world.search_for("session-1")));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("A page of the list of all contacts is one request") {
  World world;
  REQUIRE(list_contacts(world.http(), {}));
  CHECK(world.spent() == Spent{1, 1});
}
