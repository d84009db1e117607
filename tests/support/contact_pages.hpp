// Everybody that an adapter lists, page after page. One thread.
#pragma once

#include <catch2/catch.hpp>
#include <vector>

#include "patchbay/http.hpp"
#include "patchbay/model.hpp"

namespace patchbay::sim::world {

// `list` is the adapter's list_contacts; a page that fails fails the test.
template <class List>
std::vector<Contact> all_pages(List const& list, sdk::Http& http, ContactListQuery query) {
  std::vector<Contact> contacts;
  do {
    auto page = list(http, query);
    REQUIRE(page);
    for (auto& contact : page->contacts) contacts.push_back(std::move(contact));
    query.cursor = page->cursor;
  } while (!query.cursor.empty());
  return contacts;
}

}  // namespace patchbay::sim::world
