// The open deals and leads of found persons. Plain values and pure functions; one lookup, one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "patchbay/patchbay.hpp"

namespace patchbay::pipedrive {

// The persons of one lookup, each once, in the order in which Pipedrive found them.
struct Found {
  struct Count {
    int deals = 0;
    int leads = 0;
  };
  ContactPage page;
  std::map<std::string, std::size_t> place;  // of a person's id in page.contacts
  std::map<std::string, Count> related;      // what the search told of a person, closed and archived ones too

  Contact* person(std::string const& id) {
    auto const at = place.find(id);
    return at == place.end() ? nullptr : &page.contacts[at->second];
  }
};

// Files an item of itemSearch's related_items under its person, when it is open.
void add_related(Found& found, json::value const& item);

// The second round of a lookup: the deals and leads of these persons, and their dates, all at the same time.
// What the app has no permission for is left out; any other failure is the lookup's.
struct Wave {
  std::vector<std::string> deals_of;  // ids of persons; what is known of their deals is replaced
  std::vector<std::string> leads_of;
  bool dates = false;
};
Result<ContactPage> with_second_round(Http& http, Found found, Wave const& wave);

// A record of GET /persons.
Contact contact_from(json::value const& person);

}  // namespace patchbay::pipedrive
