// What the host says, as the text of a frame: results, errors, faults, notifications. Always UTF-8. Pure; any
// thread.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "base/error.hpp"
#include "wire/message.hpp"

namespace patchbay::wire {

std::string result_text(boost::json::value const& id, boost::json::value result);
std::string error_text(boost::json::value const& id, Error const& error);
std::string fault_text(Fault const& fault);
std::string notification_text(std::string_view method, boost::json::object params);

// `text` where it fits into a frame; otherwise the error `internal` for `id`, which says so. An id that alone
// fills the frame is answered as null: there is no other way to answer it.
std::string within_frame(std::string text, boost::json::value const& id);

}  // namespace patchbay::wire
