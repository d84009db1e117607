// Reading a method's parameters: a missing or mistyped one is `invalid_params` and names the field. Free functions; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/error.hpp"
#include "base/json_read.hpp"

namespace patchbay::service {

namespace json = boost::json;

// A text that must be there and hold something.
Result<std::string> required_text(json::object const& params, std::string_view name);

// A text that may be absent or null. Numbers are taken as text, since some callers send ids as numbers.
Result<std::optional<std::string>> optional_text(json::object const& params, std::string_view name);

Result<std::optional<bool>> optional_bool(json::object const& params, std::string_view name);
Result<std::optional<std::int64_t>> optional_integer(json::object const& params, std::string_view name);

// An object that may be absent or null: then it is empty.
Result<json::object> object_or_empty(json::object const& params, std::string_view name);

// An array that may be absent or null: then it is empty.
Result<json::array> array_or_empty(json::object const& params, std::string_view name);

// "a,b" or ["a", "b"]: blanks around an item and empty items are dropped.
Result<std::vector<std::string>> text_list(json::object const& params, std::string_view name);

}  // namespace patchbay::service
