// What a method's parameters make of a log: the change that the outbox lays over the wanted state. Pure functions; any thread.
#pragma once

#include <string_view>

#include <boost/json/object.hpp>

#include "base/error.hpp"
#include "service/call_record.hpp"

namespace patchbay::service {

// Whom a log or a task is with, {id, type, name, organizationId}: all of them empty where it is with nobody and that is allowed.
// Error: invalid_params; contactId is missing.
Result<boost::json::object> contact_of(boost::json::object const& params, bool nobody_is_allowed);

// callLog.create, with this contact. `zone` is the user's IANA name; a call without a start time began `now`.
Result<boost::json::object> change_of_create(boost::json::object const& params, CallRecord const& record, boost::json::object contact,
                                             std::string_view zone, UtcTime now);

// callLog.update: only what the parameters name.
Result<boost::json::object> change_of_update(boost::json::object const& params, std::string_view zone);

}  // namespace patchbay::service
