// An adapter's contacts as the extension sees them: with evidence, record URLs and the records a log can be filed under.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "directory/phone_number.hpp"
#include "service/live.hpp"

namespace patchbay::service {

// One contact; members that the CRM does not know are left out.
boost::json::object contact_answer(LiveConnection const& live, boost::json::object const& contact);

// The contacts of an adapter's page, in its order; with `wanted` only those that really have this number, the surest first.
boost::json::array contact_answers(LiveConnection const& live, boost::json::object const& page, PhoneNumber const* wanted,
                                   std::string_view default_region);

// {field, value, strength} of the best of the contact's numbers; none: it does not have this number.
std::optional<boost::json::object> evidence_of(boost::json::object const& contact, PhoneNumber const& wanted,
                                               std::string_view default_region);

}  // namespace patchbay::service
