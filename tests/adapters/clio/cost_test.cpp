// What each operation may cost, on the simulator: a test fails when an operation takes one request or round
// more.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::clio;

TEST_CASE("Asking who is signed in is one request") {
  World world;
  REQUIRE(get_user(world.http(), {}));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("A lookup with k matches is 1 + 2k requests in two rounds, however the numbers are written") {
  World world;
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 3);
  CHECK(world.spent() == Spent{1 + 2 * 3, 2});
}

TEST_CASE("Each mask is one search more, at the same time") {
  World world;
  auto query = by_number("4155550199");
  query.formats = {"(415) 555-0199", "415 555 0199"};
  auto const page = find_contacts(world.http(), query);
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(world.spent() == Spent{3 + 2, 2});
}

TEST_CASE("Who is not found by the last four digits is looked for once more by the whole number") {
  World world;
  auto const page = find_contacts(world.http(), by_number("2025550100"));
  REQUIRE(page);
  CHECK(page->contacts.empty());
  CHECK(world.spent() == Spent{2, 2});
}

TEST_CASE("A search by name is 1 + 2k requests in two rounds") {
  World world;
  NameQuery query;
  query.name = "Ada Brook";
  REQUIRE(search_contacts(world.http(), query));
  CHECK(world.spent() == Spent{3, 2});
}

TEST_CASE("Of more than ten contacts ten are asked about, and the answer says that there is more") {
  World world;
  for (int i = 0; i < 12; ++i)
    sim::clio::add_person(world.firm(), "Twin " + std::to_string(i), "+14155550177", world.clock());
  auto const page = find_contacts(world.http(), by_number("4155550177"));
  REQUIRE(page);
  CHECK(page->contacts.size() == 12);
  CHECK(page->truncated);
  CHECK(world.spent() == Spent{1 + 2 * 10, 2});
}

TEST_CASE("Creating a contact is one request") {
  World world;
  NewContact wish;
  wish.name = "New Person";
  wish.type = "person";
  wish.e164 = "+14155550111";
  REQUIRE(create_contact(world.http(), wish));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Creating a call log is the communication, then its time entry; one request where those are off") {
  World world;
  REQUIRE(create_call_log(world.http(), call_with(world, "Ada Brook")));
  CHECK(world.spent() == Spent{2, 2});
  auto off = call_with(world, "Ada Brook");
  off.scope.settings["timeEntries"] = false;
  REQUIRE(create_call_log(world.http(), off));
  CHECK(world.spent() == Spent{1, 1});
  auto missed = call_with(world, "Ada Brook");
  missed.duration = std::chrono::seconds(0);
  REQUIRE(create_call_log(world.http(), missed));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Updating a call log is two requests at the same time; one where the time entry does not change") {
  World world;
  auto const log = create_call_log(world.http(), call_with(world, "Ada Brook"));
  REQUIRE(log);
  world.spent();
  auto change = change_of(world, *log);
  change.body = "- Note: new";
  change.duration = std::chrono::seconds(61);
  auto const changed = update_call_log(world.http(), change);
  REQUIRE(changed);
  CHECK(world.spent() == Spent{2, 1});
  change = change_of(world, *changed);
  change.body = "- Note: newer";
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.spent() == Spent{1, 1});
  REQUIRE(update_call_log(world.http(), change_of(world, *changed)));
  CHECK(world.spent() == Spent{0, 0});
}

TEST_CASE("The first length of a call that was logged while it rang is two requests, one after the other") {
  World world;
  auto ringing = call_with(world, "Ada Brook");
  ringing.duration.reset();
  auto const log = create_call_log(world.http(), ringing);
  REQUIRE(log);
  CHECK(world.spent() == Spent{1, 1});
  auto change = change_of(world, *log);
  change.body = "- Duration: 1 minute";
  change.duration = std::chrono::seconds(60);
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.spent() == Spent{2, 2});
}

TEST_CASE("Where time entries are off, a change of a log without one is one request") {
  World world;
  auto call = call_with(world, "Ada Brook");
  call.scope.settings["timeEntries"] = false;
  auto const log = create_call_log(world.http(), call);
  REQUIRE(log);
  world.spent();
  auto change = change_of(world, *log);
  change.scope.settings["timeEntries"] = false;
  change.body = "- Note: new";
  change.duration = std::chrono::seconds(61);
  REQUIRE(update_call_log(world.http(), change));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Filing under a matter is two requests at the same time") {
  World world;
  auto const log = create_call_log(world.http(), call_with(world, "Ada Brook"));
  REQUIRE(log);
  world.spent();
  Disposition wish;
  wish.log = *log;
  wish.dispositions["matter"] = world.matter("Ada Brook: lease");
  REQUIRE(set_disposition(world.http(), wish));
  CHECK(world.spent() == Spent{2, 1});
}

TEST_CASE(
    "Moving a log to another contact is a look and a change; a task is one request, and so is finding it") {
  World world;
  auto const log = create_call_log(world.http(), call_with(world, "Ada Brook"));
  REQUIRE(log);
  world.spent();
  ContactChange change;
  change.log = *log;
  change.previous.id = world.contact("Ada Brook");
  change.contact.id = world.contact("Ben Castle");
  change.additional["matter"] = world.matter("Ben Castle: lease");
  REQUIRE(set_call_contact(world.http(), change));
  CHECK(world.spent() == Spent{3, 2});
  NewTask task;
  task.scope.user_id = world.user();
  task.body = "task-1";
  REQUIRE(create_task(world.http(), task));
  CHECK(world.spent() == Spent{1, 1});
  LogSearch search;
  search.session_id = "task-1";
  search.since = at(8);
  REQUIRE(find_task(world.http(), search).value());
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("Reading one log is one request, and 450 are three at the same time") {
  World world;
  auto const log = create_call_log(world.http(), call_with(world, "Ada Brook"));
  REQUIRE(log);
  world.spent();
  REQUIRE(get_logs(world.http(), {{}, {*log}}));
  CHECK(world.spent() == Spent{1, 1});
  LogQuery many;
  for (int i = 0; i < 450; ++i) many.logs.push_back({std::to_string(5000 + i), {}});
  REQUIRE(get_logs(world.http(), many));
  CHECK(world.spent() == Spent{3, 1});
  REQUIRE(get_logs(world.http(), {}));
  CHECK(world.spent() == Spent{0, 0});
}

TEST_CASE("Finding a log by its session is one request") {
  World world;
  REQUIRE(create_call_log(world.http(), call_with(world, "Ada Brook")));
  world.spent();
  LogSearch search;
  search.session_id = "session-1";
  REQUIRE(find_log(world.http(), search));
  CHECK(world.spent() == Spent{1, 1});
}

TEST_CASE("A batch of messages is one request, the first and every later one") {
  World world;
  auto const log = create_message_log(world.http(), messages_with(world, "Ada Brook"));
  REQUIRE(log);
  CHECK(world.spent() == Spent{1, 1});
  MessageLogChange change;
  change.log = *log;
  change.body = "Hi\nHello";
  REQUIRE(update_message_log(world.http(), change));
  CHECK(world.spent() == Spent{1, 1});
}
