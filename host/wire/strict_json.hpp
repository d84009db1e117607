// JSON as the protocol wants it: at most 32 levels deep, and no key twice in one object. Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>

#include <boost/json/value.hpp>

#include "base/error.hpp"

namespace patchbay::wire {

inline constexpr std::size_t max_json_depth = 32;

// Error: invalid_params, with a sentence that says what is wrong with the text.
Result<boost::json::value> parse_strict_json(std::string_view text);

}  // namespace patchbay::wire
