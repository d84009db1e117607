// A JSON document that a person wrote, and may have mistyped. A free function; any thread.
#pragma once

#include <string_view>

#include <boost/json/parse_options.hpp>
#include <boost/json/value.hpp>

#include "base/error.hpp"

namespace patchbay {

// Error: invalid_params, "is no JSON text, see line 3", to stand behind the document's name.
Result<boost::json::value> parse_document(std::string_view text,
                                          boost::json::parse_options const& options = {});

}  // namespace patchbay
