// The do-not-log list: calls and messages with these numbers leave no trace. Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/error.hpp"
#include "service/call_record.hpp"
#include "service/settings.hpp"

namespace patchbay::service {

// Error: forbidden, when a number of the other side is on the list. A number that cannot be read is not.
Result<void> may_be_logged(CallRecord const& call, Settings const& settings);
// The same of a conversation, by its `logInfo`: one listed correspondent keeps all of it from being logged,
// since it would be logged as one.
Result<void> messages_may_be_logged(boost::json::object const& log_info, Settings const& settings);

}  // namespace patchbay::service
