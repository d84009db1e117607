// All contacts, page by page, and what changed since.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::zoho;

namespace {

ContactListPage listed(World& world, std::string cursor, std::optional<UtcTime> since = {}) {
  auto const page = list_contacts(world.http(), {scope(), std::move(cursor), since});
  REQUIRE(page);
  return *page;
}

}  // namespace

TEST_CASE("Contacts, leads and accounts are listed one after the other, with all their numbers") {
  World world;
  world.fields("Contacts", world.contact("Brook"))["Mobile"] = "+1 415 555 0133";
  auto const people = listed(world, "");
  CHECK(people.contacts.size() == 13);
  CHECK(people.contacts.front().name == "Ada Brook");
  CHECK(people.contacts.front().phones.size() == 2);
  CHECK(people.contacts.front().organization == "Harbour & Sons");
  CHECK(people.contacts.front().organization_id == world.account());
  auto const leads = listed(world, people.cursor);
  CHECK(leads.contacts.front().type == "Leads");
  auto const accounts = listed(world, leads.cursor);
  REQUIRE(accounts.contacts.size() == 1);
  CHECK(accounts.contacts.front().name == "Harbour & Sons");
  CHECK(accounts.cursor.empty());
  CHECK(world.spent() == Spent{3, 3});
}

TEST_CASE("Nobody is missed when people go between two pages") {
  World world;
  world.org().tables["Contacts"].clear();
  std::vector<std::string> ids;
  for (int i = 0; i < 2500; ++i)
    ids.push_back(sim::zoho::add_contact(world.org(), "Person " + std::to_string(i), "", world.earlier()));
  auto const first = listed(world, "");
  CHECK(first.contacts.size() == 2000);
  for (int i = 0; i < 10; ++i) world.org().tables["Contacts"].at(ids[i]).deleted = true;
  auto const second = listed(world, first.cursor);
  CHECK(second.contacts.size() == 500);
  CHECK(second.contacts.front().id == ids[2000]);
  CHECK(second.cursor == "Leads");
}

TEST_CASE("What changed since is told, and what was deleted, at the same time") {
  World world;
  auto const ada = world.contact("Brook"), ben = world.contact("Castle");
  world.org().tables["Contacts"].at(ada).modified = world.clock();
  auto& gone = world.org().tables["Contacts"].at(ben);
  gone.deleted = true;
  gone.modified = world.clock();
  auto const page = listed(world, "", at(8, 59));
  REQUIRE(page.contacts.size() == 1);
  CHECK(page.contacts.front().id == ada);
  REQUIRE(page.deleted.size() == 1);
  CHECK(page.deleted.front().id == ben);
  CHECK(page.deleted.front().type == "Contacts");
  CHECK(world.spent() == Spent{2, 1});
  CHECK(listed(world, "Leads", at(8, 59)).contacts.empty());
}

TEST_CASE("A module that the user lacks is passed over, and a cursor of somebody else's is refused") {
  World world;
  world.state().quirks.denied = {"Leads"};
  auto const page = listed(world, "Leads");
  CHECK(page.contacts.empty());
  CHECK(page.cursor == "Accounts");
  for (auto const* cursor : {"Horses", "Leads x", "Leads 1' or id > '0"})
    CHECK(list_contacts(world.http(), {scope(), cursor, {}}).error().field == "cursor");
}

TEST_CASE("Where the account lacks a field, the numbers are listed all the same") {
  ScriptedHttp http;
  http.round(
      {{"POST /crm/v8/coql", answer(400, R"({"code":"INVALID_QUERY","message":"invalid query formed"})")}});
  http.round({{"POST /crm/v8/coql", answer(200, R"({"data":[{"id":"7","First_Name":"Ada","Last_Name":"Brook",
      "Phone":"+14155550132"}]})"),
               R"({"select_query":"select First_Name,Last_Name,Phone,Mobile from Contacts where id > '0')"
               R"( order by id asc limit 0, 2000"})"}});
  auto const page = list_contacts(http, {});
  REQUIRE(page);
  CHECK(page->contacts.front().name == "Ada Brook");
}
