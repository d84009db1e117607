// What each operation may cost, on the simulator: a test fails when an operation takes one request or round
// more.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::pipedrive;

TEST_CASE("Asking who is signed in is one request") {
  World world;
  REQUIRE(get_user(world.http(), {}));
  CHECK(world.paid() == Paid{1, 1, 2});
}

TEST_CASE("A lookup with three matches, their deals and their leads is one request") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  CHECK(contact_named(*page, "Cleo Dunn")->related.size() == 2);
  CHECK(world.paid() == Paid{1, 1, 20});
}

TEST_CASE("A lookup that finds nobody is one request") {
  World world;
  auto const page = find_contacts(world.http(), by_number("2025550100"));
  REQUIRE(page);
  CHECK(page->contacts.empty());
  CHECK(world.paid() == Paid{1, 1, 20});
}

TEST_CASE("A lookup with dates is two requests in two rounds") {
  World world;
  auto query = by_number("4155550132");
  query.scope.settings["contactDates"] = true;
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  CHECK(page->contacts.front().created_at == "2026-11-21T09:00:00Z");
  CHECK(page->contacts.front().phones.front().label == "work");
  CHECK(world.paid() == Paid{2, 2, 30});
}

TEST_CASE("Without search:read a lookup with k matches is 1 + 2k requests in two rounds") {
  World world;
  world.sign_in_with("base contacts:read deals:read leads:read");
  auto query = by_number("4155550132");
  query.scope.variables["token.scope"] = "base contacts:read deals:read leads:read";
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  auto const k = static_cast<int>(page->contacts.size());
  CHECK(contact_named(*page, "Ada Brook")->related.size() == 2);
  CHECK(world.paid() == Paid{1 + 2 * k, 2, 20 + 30 * k});
}

TEST_CASE("A refused scope that nobody told of costs one round more") {
  World world;
  world.sign_in_with("base contacts:read deals:read leads:read");
  auto const page = find_contacts(world.http(), by_number("4155550199"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  auto const spent = world.spent();
  CHECK(spent.requests == 4);
  CHECK(spent.rounds == 3);
}

TEST_CASE("Masks are searched for at the same time") {
  World world;
  auto query = by_number("4155550132");
  query.formats = {"(415) 555-0132", "415.555.0132"};
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  CHECK(contact_named(*page, "Ada Brook")->related.size() == 2);
  CHECK(world.paid() == Paid{3, 1, 60});
}

TEST_CASE("A search by name is one request") {
  World world;
  NameQuery query;
  query.name = "Ada Brook";
  REQUIRE(search_contacts(world.http(), query));
  CHECK(world.paid() == Paid{1, 1, 20});
}

TEST_CASE("Creating a contact is one request") {
  World world;
  NewContact wish;
  wish.name = "New Person";
  wish.e164 = "+14155550111";
  REQUIRE(create_contact(world.http(), wish));
  CHECK(world.paid() == Paid{1, 1, 5});
}

TEST_CASE("Creating, updating, filing and finding a call log is one request each") {
  World world;
  auto const ada = world.person("Ada Brook");
  auto const log = create_call_log(world.http(), call_with(ada));
  REQUIRE(log);
  CHECK(world.paid() == Paid{1, 1, 5});

  CallLogChange change;
  change.log = *log;
  change.body = "<p>New</p>";
  change.duration = std::chrono::seconds(61);
  change.additional["deal"] = std::to_string(world.company().deals.begin()->first);
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.paid() == Paid{1, 1, 5});

  Disposition wish;
  wish.log = *log;
  wish.dispositions["lead"] = text(world.company().leads.front(), "id");
  REQUIRE(set_disposition(world.http(), wish));
  CHECK(world.paid() == Paid{1, 1, 5});

  LogSearch search;
  search.session_id = "session-1";
  search.contact.id = ada;
  search.since = call_with(ada).start_time;
  REQUIRE(find_log(world.http(), search));
  CHECK(world.paid() == Paid{1, 1, 10});
}

TEST_CASE("Moving a log to another contact, making a task and finding it is one request each") {
  World world;
  auto const log = create_call_log(world.http(), call_with(""));
  REQUIRE(log);
  world.spent();
  ContactChange change;
  change.log = *log;
  change.contact.id = world.person("Ada Brook");
  REQUIRE(set_call_contact(world.http(), change));
  CHECK(world.paid() == Paid{1, 1, 5});

  NewTask task;
  task.subject = "Call back";
  task.body = "task-1";
  task.contact = change.contact;
  REQUIRE(create_task(world.http(), task));
  CHECK(world.paid() == Paid{1, 1, 5});

  LogSearch search;
  search.session_id = "task-1";
  search.contact = change.contact;
  search.since = call_with("").start_time;
  REQUIRE(find_log(world.http(), search).value());
  CHECK(world.paid() == Paid{1, 1, 10});
}

TEST_CASE("A change of nothing is no request") {
  World world;
  CallLogChange change;
  change.log.id = "7";
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.paid() == Paid{0, 0, 0});
}

TEST_CASE("Reading one log is one request of one token") {
  World world;
  auto const log = create_call_log(world.http(), call_with(world.person("Ada Brook")));
  REQUIRE(log);
  world.spent();
  REQUIRE(get_logs(world.http(), {{}, {*log}}));
  CHECK(world.paid() == Paid{1, 1, 1});
}

TEST_CASE("Reading 250 logs is three requests in one round") {
  World world;
  LogQuery query;
  for (int i = 0; i < 250; ++i) query.logs.push_back({std::to_string(5000 + i), {}});
  REQUIRE(get_logs(world.http(), query));
  CHECK(world.paid() == Paid{3, 1, 30});
}

TEST_CASE("Creating and updating a message log is one request each") {
  World world;
  auto const log = create_message_log(world.http(), messages_with(world.person("Ada Brook")));
  REQUIRE(log);
  CHECK(world.paid() == Paid{1, 1, 5});
  MessageLogChange change;
  change.log = *log;
  change.body = "<p>Hi</p><p>Hello</p>";
  REQUIRE(update_message_log(world.http(), change));
  CHECK(world.paid() == Paid{1, 1, 5});
}
