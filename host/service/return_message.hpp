// The `returnMessage` of an answer: what a person reads. Free functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace patchbay::service {

// Good news: shown for two seconds.
boost::json::object success_message(std::string_view message);

// Something to know: shown for five seconds, with one line of detail when there is one.
boost::json::object warning_message(std::string_view message, std::string_view detail = {});

}  // namespace patchbay::service
