#include "base/json_text.hpp"

#include <algorithm>
#include <string>

#include <boost/json/parser.hpp>

namespace patchbay {

Result<boost::json::value> parse_document(std::string_view text, boost::json::parse_options const& options) {
  boost::json::parser parser({}, options);
  boost::system::error_code error;
  auto const good = parser.write_some(text, error);
  if (!error && text.find_first_not_of(" \t\r\n", good) == text.npos) return parser.release();
  auto const line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(good), '\n');
  return fail(ErrorCode::invalid_params, "is no JSON text, see line " + std::to_string(line));
}

}  // namespace patchbay
