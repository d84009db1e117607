// How a HubSpot search compares. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "crm_sim/hubspot/portal.hpp"
#include "crm_sim/hubspot/schema.hpp"

namespace patchbay::sim::hubspot {

// CONTAINS_TOKEN: one of the value's words fits a pattern that may hold `*`, in any case of letters.
bool contains_token(std::string_view value, std::string_view pattern);
// `query`: each of its words begins a word of the searchable properties; of phones the digits without the
// country code count.
bool fits_query(ObjectType const& type, Record const& record, std::string_view query);
std::string lower(std::string_view text);

}  // namespace patchbay::sim::hubspot
