// What each operation may cost, on the simulator: a test fails when an operation takes one request or round
// more.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::hubspot;

TEST_CASE("Asking who is signed in is one round") {
  World world;
  Scope scope;
  scope.variables["token.user_id"] = "501";
  REQUIRE(get_user(world.http(), scope));
  CHECK(world.spent() == Spent{3, 1});
}

TEST_CASE("A lookup with one match is a search, then deals, tickets and the company at the same time") {
  World world;
  auto const greg = world.contact("Greg");
  world.portal().tables["contacts"][std::stoll(greg)].properties["associatedcompanyid"] = world.company();
  auto const page = find_contacts(world.http(), by_number("4155550163"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(titles(page->contacts.front(), "deal").size() == 1);
  CHECK(titles(page->contacts.front(), "ticket").size() == 1);
  CHECK(world.spent() == Spent{4, 2});
}

TEST_CASE("A lookup with three matches and their deals is four requests in two rounds") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 3);
  CHECK(titles(page->contacts.back(), "deal").size() == 1);
  CHECK(world.spent() == Spent{4, 2});
}

TEST_CASE("A lookup with twenty matches is four requests in two rounds") {
  World world;
  for (int i = 0; i < 20; ++i)
    sim::hubspot::add_contact(world.portal(), "Desk " + std::to_string(i), "+1 212 555 0100",
                              world.earlier());
  auto const page = find_contacts(world.http(), by_number("2125550100"));
  REQUIRE(page);
  CHECK(page->contacts.size() == 20);
  auto const spent = world.spent();
  CHECK(spent.requests <= 4);
  CHECK(spent.rounds == 2);
}

TEST_CASE("A lookup that finds nobody asks for companies and is done") {
  World world;
  auto const page = find_contacts(world.http(), by_number("2025550100"));
  REQUIRE(page);
  CHECK(page->contacts.empty());
  CHECK(world.spent() == Spent{2, 2});
}

TEST_CASE("Masks cost nothing more") {
  World world;
  auto query = by_number("2025550100");
  query.formats = {"(202) 555-0100", "202.555.0100", "202 555 0100"};
  REQUIRE(find_contacts(world.http(), query));
  CHECK(world.spent() == Spent{2, 2});
}

TEST_CASE("A search by name is at most four requests in two rounds") {
  World world;
  auto const page = search_contacts(world.http(), by_name("Greg"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(world.spent() == Spent{3, 2});
}

TEST_CASE("A lookup takes three of the five searches that the account has in a second") {
  World world;
  world.state().plan.searches = 3;
  CHECK(find_contacts(world.http(), by_number("4155550163")));
}

TEST_CASE("Creating a contact is one request") {
  World world;
  NewContact wish;
  wish.name = "New Person";
  wish.type = "contact";
  wish.e164 = "+14155550111";
  REQUIRE(create_contact(world.http(), wish));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Creating a call log with everything that it belongs to is one request") {
  World world;
  auto log = call_with(world.contact("Ada"));
  log.contact.organization_id = world.company();
  log.additional = {{"deal", world.deal("Ada Brook: yearly contract")},
                    {"ticket", world.ticket("Ada Brook: broken lamp")}};
  REQUIRE(create_call_log(world.http(), log));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Reading one call log is one request, and writing it another") {
  World world;
  auto const log = create_call_log(world.http(), call_with(world.contact("Ada")));
  REQUIRE(log);
  world.spent();
  REQUIRE(get_call_logs(world.http(), {{}, {*log}}));
  CHECK(world.spent() == Spent{1, 1});
  CallLogChange change;
  change.log = *log;
  change.body = "<p>New</p>";
  change.duration = std::chrono::seconds(61);
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("A change of nothing is no request") {
  World world;
  CallLogChange change;
  change.log.id = "7";
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.spent() == Spent{0, 0});
}

TEST_CASE("Filing a log anew is one round") {
  World world;
  auto log = call_with(world.contact("Ada"));
  log.additional["deal"] = world.deal("Ada Brook: yearly contract");
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  world.spent();
  Disposition wish;
  wish.log = *ref;
  wish.dispositions = {{"deal", world.deal("Ben Castle: yearly contract")},
                       {"outcome", "00000000-1111-4222-8333-444444444444"}};
  REQUIRE(set_disposition(world.http(), wish));
  CHECK(world.spent() == Spent{3, 1});
}

TEST_CASE("Moving a log to another contact is two rounds, however much goes with it") {
  World world;
  auto const ada = world.contact("Ada"), ben = world.contact("Ben");
  auto log = call_with(ada);
  log.additional = {{"deal", world.deal("Ada Brook: yearly contract")},
                    {"ticket", world.ticket("Ada Brook: broken lamp")}};
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  world.spent();
  ContactChange change;
  change.log = *ref;
  change.contact = {ben, "contact", "", world.company()};
  change.previous = log.contact;
  change.additional = {{"deal", world.deal("Ben Castle: yearly contract")}};
  REQUIRE(set_call_contact(world.http(), change));
  CHECK(world.spent() == Spent{6, 2});
}

TEST_CASE("Reading 250 logs is one round") {
  World world;
  LogQuery query;
  for (int i = 0; i < 250; ++i) query.logs.push_back({std::to_string(5000 + i), {}});
  REQUIRE(get_call_logs(world.http(), query));
  CHECK(world.spent() == Spent{9, 1});
}

TEST_CASE("Finding a log after a lost answer is two rounds, and one for what it is filed under") {
  World world;
  auto const ada = world.contact("Ada");
  REQUIRE(create_call_log(world.http(), call_with(ada)));
  world.spent();
  LogSearch search;
  search.session_id = "session-1";
  search.contact = {ada, "contact", "", ""};
  auto const found = find_call_log(world.http(), search);
  REQUIRE(found);
  CHECK(*found);
  CHECK(world.spent() == Spent{3, 3});
}

TEST_CASE("Creating and updating a message log is one request each") {
  World world;
  auto const log = create_message_log(world.http(), messages_with(world.contact("Ada")));
  REQUIRE(log);
  CHECK(world.spent() == Spent{1, 1});
  MessageLogChange change;
  change.log = *log;
  change.body = "<p>Hi</p><p>Hello</p>";
  REQUIRE(update_message_log(world.http(), change));
  CHECK(world.spent() == Spent{1, 1});
}
