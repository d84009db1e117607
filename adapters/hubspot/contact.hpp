// Contacts and companies as HubSpot writes them, and searching for either. Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::hubspot {

// Records of POST .../search and of POST /crm/objects/....
Contact contact_from(json::value const& record);
Contact company_from(json::value const& record);

// What is asked for of each.
std::vector<std::string_view> const& contact_properties();
std::vector<std::string_view> const& company_properties();

// What a search asks: filters in groups, or words. HubSpot wants all members of the body.
struct Search {
  json::array groups;
  std::string words;
  std::vector<std::string_view> properties;
  std::size_t limit = 100;
  std::string_view sorted_by = {};  // ascending; empty: as HubSpot likes
};
Request searching(std::string_view type, Search const& search);

// One filter; HubSpot's operators EQ, CONTAINS_TOKEN, ... with one value.
json::object filter(std::string_view property, std::string_view op, std::string const& value);
json::object group(json::array filters);

// What the found contacts, one at least, are filed under, and their companies' names, all at the same time.
// Whom a deal belongs to a search does not tell; so where there are several contacts, the deals' owners are
// asked for in the place of the tickets.
Result<ContactPage> with_related(Http& http, ContactPage page);

}  // namespace patchbay::hubspot
