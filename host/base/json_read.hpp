// Reading JSON that somebody else made, where a wrong type is no reason to refuse the whole: it counts as absent. Free functions; any
// thread. For parameters that must be right, see service/params.hpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace patchbay {

// The member as text; numbers are taken as text, since ids come as either. Empty: it is absent.
std::string text_in(boost::json::object const& object, std::string_view name);

// A copy of the member; empty: it is absent.
boost::json::object object_in(boost::json::object const& object, std::string_view name);

// The texts of a list; what is no text is left out.
std::vector<std::string> texts_in(boost::json::object const& object, std::string_view name);

}  // namespace patchbay
