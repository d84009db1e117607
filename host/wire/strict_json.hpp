// JSON as the protocol wants it: at most 32 levels deep, and no key twice in one object. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/value.hpp>
#include <boost/system/result.hpp>

namespace patchbay::wire {

inline constexpr std::size_t max_json_depth = 32;

// The document, or a sentence that says what is wrong with it.
struct JsonFault {
  std::string message;
};

boost::system::result<boost::json::value, JsonFault> parse_strict_json(std::string_view text);

[[noreturn]] void throw_exception_from_error(JsonFault const& fault, boost::source_location const& where);

}  // namespace patchbay::wire
