// Contacts and companies as HubSpot writes them, and searching for either. Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::hubspot {

// Who can call.
struct Caller {
  char const* type;          // in HubSpot's paths
  char const* contact_type;  // in Patchbay
  char const* modified;      // when a record was changed last
  char const* properties;    // what is asked for
};
inline constexpr Caller contacts{"contacts", "contact", "lastmodifieddate",
                                 "firstname,lastname,email,phone,mobilephone,company,jobtitle,createdate,"
                                 "associatedcompanyid,hubspot_owner_id,notes_last_updated,lastmodifieddate"};
inline constexpr Caller companies{"companies", "company", "hs_lastmodifieddate",
                                  "name,phone,domain,createdate,hubspot_owner_id,notes_last_updated,"
                                  "hs_lastmodifieddate"};

// A record of POST .../search and of POST /crm/objects/.... Those of an answer that have an id.
Contact contact_from(Caller const& caller, json::value const& record);
std::vector<Contact> contacts_from(Caller const& caller, json::value const& answer);

// What a search asks: filters in groups, or words. HubSpot wants all members of the body.
struct Search {
  json::array groups;
  std::string words;
  std::size_t limit = 100;
  std::string_view sorted_by = {};  // ascending; empty: as HubSpot likes
};
Request searching(std::string_view type, std::string_view properties, Search const& search);

// One filter; HubSpot's operators EQ, CONTAINS_TOKEN, ... with one value.
json::object filter(std::string_view property, std::string_view op, std::string const& value);
json::object group(json::array filters);

// What the found contacts, one at least, are filed under, and their companies' names, all at the same time.
// Whom a deal belongs to a search does not tell; so where there are several contacts, the deals' owners are
// asked for in the place of the tickets.
Result<ContactPage> with_related(Http& http, ContactPage page);

}  // namespace patchbay::hubspot
