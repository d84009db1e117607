// Everybody, page by page, for the host's directory: what is told, and what it costs.
#include <catch2/catch.hpp>

#include <set>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::pipedrive;

namespace {

Contact const* named(std::vector<Contact> const& contacts, std::string_view name) {
  for (auto const& contact : contacts)
    if (contact.name == name) return &contact;
  return nullptr;
}

}  // namespace

TEST_CASE("Everybody is listed with all numbers and their labels, in one request for five hundred") {
  World world;
  auto const page = list_contacts(world.http(), {});
  REQUIRE(page);
  CHECK(page->contacts.size() == world.company().persons.size());
  CHECK(page->cursor.empty());
  auto const* ada = named(page->contacts, "Ada Brook");
  REQUIRE(ada);
  CHECK(ada->type == "person");
  CHECK(ada->phones.front().number == "+1 (415) 555-0132");
  CHECK(ada->phones.front().label == "work");
  CHECK(ada->organization_id == "301");
  CHECK(world.paid() == Paid{1, 1, 10});
}

TEST_CASE("A large company comes in pages, each person once") {
  World world;
  auto const before = world.company().persons.size();
  for (int i = 0; i < 1200; ++i)
    sim::pipedrive::add_person(world.company(), "Desk " + std::to_string(i), "+1 212 555 0100",
                               world.clock());
  std::set<std::string> ids;
  ContactListQuery query;
  int pages = 0;
  do {
    auto const page = list_contacts(world.http(), query);
    REQUIRE(page);
    for (auto const& contact : page->contacts) CHECK(ids.insert(contact.id).second);
    query.cursor = page->cursor;
    ++pages;
  } while (!query.cursor.empty());
  CHECK(pages == 3);
  CHECK(ids.size() == before + 1200);
  CHECK(world.paid() == Paid{3, 3, 30});
}

TEST_CASE("Only who changed since a time is listed, and who was deleted no more") {
  World world;
  ContactListQuery query;
  query.changed_since = parse_iso8601("2026-12-01T00:00:00Z");
  auto const nobody = list_contacts(world.http(), query);
  REQUIRE(nobody);
  CHECK(nobody->contacts.empty());
  for (auto& [id, person] : world.company().persons) {
    if (text(person, "name") == "Ada Brook") person["update_time"] = "2026-12-02T00:00:00Z";
    if (text(person, "name") == "Cleo Dunn") person["is_deleted"] = true;
  }
  auto const changed = list_contacts(world.http(), query);
  REQUIRE(changed);
  REQUIRE(changed->contacts.size() == 1);
  CHECK(changed->contacts.front().name == "Ada Brook");
  auto const all = list_contacts(world.http(), {});
  REQUIRE(all);
  CHECK_FALSE(named(all->contacts, "Cleo Dunn"));
}

TEST_CASE("A cursor that Pipedrive does not take is named as what is wrong") {
  World world;
  ContactListQuery query;
  query.cursor = "of another day";
  auto const page = list_contacts(world.http(), query);
  REQUIRE_FALSE(page);
  CHECK(page.error().status == PATCHBAY_INVALID_PARAMS);
}
