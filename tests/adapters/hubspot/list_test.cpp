// Everybody, page by page, for the host's directory: what is told, and what it costs.
#include <catch2/catch.hpp>

#include <set>

#include "support/contact_pages.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::hubspot;

namespace {

// All pages of a run.
std::vector<Contact> all_of(World& world, ContactListQuery query) {
  return sim::world::all_pages(list_contacts, world.http(), std::move(query));
}

std::size_t of_type(std::vector<Contact> const& contacts, std::string_view type) {
  std::size_t count = 0;
  for (auto const& contact : contacts) count += contact.type == type;
  return count;
}

}  // namespace

TEST_CASE("All contacts and all companies are listed, with their numbers, and no search is spent") {
  World world;
  auto const all = all_of(world, {});
  CHECK(of_type(all, "contact") == world.portal().tables["contacts"].size());
  CHECK(of_type(all, "company") == world.portal().tables["companies"].size());
  std::size_t with_numbers = 0;
  for (auto const& contact : all) with_numbers += !contact.phones.empty();
  CHECK(with_numbers > 0);
  for (auto const& request : world.simulator().recorder().all()) CHECK(request.method == "GET");
}

TEST_CASE("Only who changed since a time is listed, each once, and a quiet run is two searches") {
  World world;
  ContactListQuery query;
  query.changed_since = std::chrono::floor<std::chrono::seconds>(world.clock()) + std::chrono::hours(24);
  world.simulator().recorder().clear();
  CHECK(all_of(world, query).empty());
  CHECK(world.spent() == Spent{2, 2});
  std::set<std::string> changed;
  for (auto& [id, record] : world.portal().tables["contacts"]) {
    if (changed.size() == 2) break;
    record.updated = world.clock() + std::chrono::hours(48);
    changed.insert(std::to_string(id));
  }
  std::set<std::string> listed;
  for (auto const& contact : all_of(world, query)) CHECK(listed.insert(contact.id).second);
  CHECK(listed == changed);
}

TEST_CASE("A cursor goes on after the record that it names, with the companies after the contacts") {
  World world;
  ContactListQuery query;
  query.cursor = "contacts:" + std::to_string(world.portal().tables["contacts"].rbegin()->first);
  auto const page = list_contacts(world.http(), query);
  REQUIRE(page);
  CHECK(page->contacts.empty());
  CHECK(page->cursor == "companies:");
}
