// Everybody, page by page, for the host's directory: what is told, and what it costs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "patchbay/testing.hpp"
#include "support/contact_pages.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::clio;

namespace {

// All pages of a run.
std::vector<Contact> all_of(World& world, ContactListQuery query) {
  return sim::world::all_pages(list_contacts, world.http(), std::move(query));
}

}  // namespace

TEST_CASE("Everybody is listed with all numbers and the company's name, in one request for two hundred") {
  World world;
  auto const all = all_of(world, {});
  CHECK(all.size() == world.firm().contacts.size());
  CHECK(world.spent() == Spent{1, 1});
  auto const found =
      std::find_if(all.begin(), all.end(), [](auto const& one) { return one.name == "Ada Brook"; });
  REQUIRE(found != all.end());
  CHECK(found->type == "person");
  REQUIRE(found->phones.size() == 1);
  CHECK(found->phones[0].number == "+14155550132");
  CHECK(found->organization == "Harbour & Sons");
}

TEST_CASE("A large firm comes in pages, each contact once, though some come and go meanwhile") {
  World world;
  while (world.firm().contacts.size() < 450)
    sim::clio::add_person(world.firm(), "Desk", "+1 212 555 0100", world.clock());
  std::set<std::string> ids;
  ContactListQuery query;
  for (int pages = 1;; ++pages) {
    auto const page = list_contacts(world.http(), query);
    REQUIRE(page);
    for (auto const& contact : page->contacts) CHECK(ids.insert(contact.id).second);
    query.cursor = page->cursor;
    if (pages == 1)
      world.firm().contacts.erase(world.firm().contacts.begin());  // the others keep their pages
    if (query.cursor.empty()) break;
  }
  CHECK(ids.size() == 450);
  CHECK(world.spent() == Spent{3, 3});
}

TEST_CASE("Only who changed since a time is listed, and a quiet run is one request") {
  World world;
  ContactListQuery query;
  query.changed_since = at(9, 0, 1);
  CHECK(all_of(world, query).empty());
  CHECK(world.spent() == Spent{1, 1});
  auto& ada = world.firm().contacts.at(std::stoll(world.contact("Ada Brook")));
  world.firm().touch(ada, world.clock() + std::chrono::hours(1));
  auto const changed = all_of(world, query);
  REQUIRE(changed.size() == 1);
  CHECK(changed[0].name == "Ada Brook");
}

TEST_CASE("Pages pay into a bucket of their own, and go on in the region that the user is signed in to") {
  ScriptedHttp http;
  http.round({{"GET /api/v4/contacts.json?page_token=x",
               answer(200, R"({"data":[],"meta":{"paging":{"next":)"
                           R"("https://app.clio.com/api/v4/contacts.json?page_token=y"}}})")}});
  http.round({{"GET /api/v4/contacts.json?page_token=y",
               answer(200, R"({"data":[],"meta":{"paging":{"next":"elsewhere"}}})")}});
  ContactListQuery query;
  query.cursor = "/api/v4/contacts.json?page_token=x";
  auto const page = list_contacts(http, query);
  REQUIRE(page);
  CHECK(page->cursor == "/api/v4/contacts.json?page_token=y");
  query.cursor = page->cursor;
  auto const nonsense = list_contacts(http, query);
  REQUIRE_FALSE(nonsense);
  CHECK(nonsense.error().status == PATCHBAY_BAD_REPLY);
  CHECK(http.left_over() == "");
  for (auto const& request : http.requests()) CHECK(request.bucket == "directory");
}

TEST_CASE("A cursor that Clio does not take is named as what is wrong") {
  World world;
  ContactListQuery query;
  query.cursor = "/api/v4/contacts.json?order=id%28asc%29&page_token=of%20another%20day";
  auto const page = list_contacts(world.http(), query);
  REQUIRE_FALSE(page);
  CHECK(page.error().status == PATCHBAY_INVALID_PARAMS);
}
