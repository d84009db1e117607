// What each operation may cost, on the simulator: a test fails when an operation takes one request or round
// more.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::zoho;

TEST_CASE("Asking who is signed in is one round") {
  World world;
  REQUIRE(get_user(world.http(), {}));
  CHECK(world.spent() == Spent{4, 1});
}

TEST_CASE("A lookup with one match and its deals is one request, which costs one credit") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550163"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(titles(page->contacts.front(), "deal").size() == 1);
  CHECK(world.cost() == 1);
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("A lookup with three matches and their deals is two requests in two rounds") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 3);
  for (auto const& contact : page->contacts) CHECK(titles(contact, "deal").size() == 1);
  CHECK(world.spent() == Spent{2, 2});
}

TEST_CASE("A lookup with twenty matches is two requests in two rounds") {
  World world;
  for (int i = 0; i < 20; ++i)
    sim::zoho::add_contact(world.org(), "Desk " + std::to_string(i), "+1 212 555 0100", world.earlier());
  auto const page = find_contacts(world.http(), by_number("2125550100"));
  REQUIRE(page);
  CHECK(page->contacts.size() == 20);
  CHECK(world.spent() == Spent{2, 2});
}

TEST_CASE("A lead alone has no deals to ask for") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550144"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("A lookup that finds nobody looks once more by spelling, in all three modules at the same time") {
  World world;
  auto query = by_number("2025550100");
  query.formats = {"(202) 555-0100", "202.555.0100", "202 555 0100", "202-555-0100"};
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  CHECK(page->contacts.empty());
  CHECK(world.spent() == Spent{4, 2});
}

TEST_CASE("A lookup fits into the concurrency of Zoho's smallest edition") {
  World world;
  world.state().plan.concurrency = 5;
  CHECK(find_contacts(world.http(), by_number("4155550132")));
  CHECK(find_contacts(world.http(), by_number("2025550100")));
}

TEST_CASE("A search by name is three requests at the same time and one for the deals") {
  World world;
  auto const page = search_contacts(world.http(), by_name("Greg Local"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(titles(page->contacts.front(), "deal").size() == 1);
  CHECK(world.spent() == Spent{4, 2});
}

TEST_CASE("Creating a contact is one request") {
  World world;
  NewContact wish;
  wish.name = "New Person";
  wish.type = "Contacts";
  REQUIRE(create_contact(world.http(), wish));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Creating a call log with everything that it belongs to is one request") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.additional = {{"deal", world.deal("Ada Brook: yearly contract")}, {"result", "Interested"}};
  REQUIRE(create_call_log(world.http(), log));
  CHECK(world.cost() == 1);
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Finding out how durations are read is no further request") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.scope = scope("");
  REQUIRE(create_call_log(world.http(), log));
  CHECK(world.cost() == 1);
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Reading one call log is one request, and writing it another") {
  World world;
  auto const log = create_call_log(world.http(), call_with(world.contact("Brook")));
  REQUIRE(log);
  world.spent();
  REQUIRE(get_call_logs(world.http(), {{}, {*log}}));
  CHECK(world.spent() == Spent{1, 1});
  auto change = change_of(*log);
  change.body = "New";
  change.duration = std::chrono::seconds(61);
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("A change of nothing is no request") {
  World world;
  REQUIRE(update_call_log(world.http(), change_of({"7", {}})));
  REQUIRE(update_message_log(world.http(), {{}, {"7", {}}, {}, {}, {}}));
  CHECK(world.spent() == Spent{0, 0});
}

TEST_CASE("Filing a log anew and setting its result is one request") {
  World world;
  auto const ada = world.contact("Brook");
  auto const log = create_call_log(world.http(), call_with(ada));
  REQUIRE(log);
  world.spent();
  Disposition const wish{scope(),
                         *log,
                         {ada, "Contacts", "", ""},
                         {{"deal", world.deal("Ada Brook: yearly contract")}, {"result", "Interested"}}};
  REQUIRE(set_disposition(world.http(), wish));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Moving a log to another contact, making a task and finding it is one request each") {
  World world;
  auto const log = create_call_log(world.http(), call_with("", ""));
  REQUIRE(log);
  world.spent();
  ContactChange change;
  change.log = *log;
  change.contact = {world.contact("Brook"), "Contacts", "", world.account()};
  REQUIRE(set_call_contact(world.http(), change));
  CHECK(world.spent() == Spent{1, 1});
  NewTask task;
  task.subject = "Call back";
  task.body = "task-1";
  task.due_time = at(23);
  task.contact = change.contact;
  REQUIRE(create_task(world.http(), task));
  CHECK(world.spent() == Spent{1, 1});
  LogSearch search;
  search.session_id = "task-1";
  search.since = at(8, 55);
  REQUIRE(find_task(world.http(), search).value());
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Reading 250 logs is three requests in one round") {
  World world;
  LogQuery query;
  for (int i = 0; i < 250; ++i) query.logs.push_back({std::to_string(5000 + i), {}});
  REQUIRE(get_call_logs(world.http(), query));
  CHECK(world.spent() == Spent{3, 1});
}

TEST_CASE("Finding a log after a lost answer is one request") {
  World world;
  auto const ada = world.contact("Brook");
  REQUIRE(create_call_log(world.http(), call_with(ada)));
  world.spent();
  LogSearch search;
  search.session_id = "session-1";
  search.contact = {ada, "Contacts", "", ""};
  search.since = at(8, 55);
  auto const found = find_call_log(world.http(), search);
  REQUIRE(found);
  CHECK(*found);
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Creating, reading and updating a message log is one request each") {
  World world;
  auto const log = create_message_log(world.http(), messages_with(world.contact("Brook")));
  REQUIRE(log);
  CHECK(world.spent() == Spent{1, 1});
  REQUIRE(get_message_logs(world.http(), {{}, {*log}}));
  CHECK(world.spent() == Spent{1, 1});
  MessageLogChange change;
  change.log = *log;
  change.body = "Hi\nHello\n";
  REQUIRE(update_message_log(world.http(), change));
  CHECK(world.spent() == Spent{1, 1});
}
