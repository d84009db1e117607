// Text on its way into a URL or a form. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patchbay {

// Every byte but A-Z a-z 0-9 - . _ ~ becomes %XX: right for a query's names and values and for one path
// segment.
std::string percent_encode(std::string_view text);

// name=value&name=value, for a query or a body of application/x-www-form-urlencoded. A space becomes %20,
// which every reader of either takes, where "+" would be a plus sign to a reader of a query.
std::string form_encode(std::vector<std::pair<std::string, std::string>> const& fields);

}  // namespace patchbay
