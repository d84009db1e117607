#include "wire/strict_json.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

namespace patchbay::wire {
namespace {

namespace json = boost::json;

// Boost.JSON's own parser keeps the last of two equal keys and says nothing. This handler builds the same
// document and refuses.
class Builder {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  bool on_document_begin(json::error_code&) { return stack_.reset(), true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t count, json::error_code&) { return stack_.push_array(count), true; }
  bool on_object_begin(json::error_code&) { return keys_.emplace_back(), true; }
  bool on_object_end(std::size_t count, json::error_code&) {
    keys_.pop_back();
    return stack_.push_object(count), true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key_.append(part.data(), part.size());
    return stack_.push_chars(part), true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    key_.append(part.data(), part.size());
    stack_.push_key(part);
    twice_ = !keys_.back().insert(std::exchange(key_, {})).second;
    if (twice_) error = json::error::syntax;
    return !twice_;
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    return stack_.push_chars(part), true;
  }
  bool on_string(json::string_view part, std::size_t, json::error_code&) {
    return stack_.push_string(part), true;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t value, json::string_view, json::error_code&) {
    return stack_.push_int64(value), true;
  }
  bool on_uint64(std::uint64_t value, json::string_view, json::error_code&) {
    return stack_.push_uint64(value), true;
  }
  bool on_double(double value, json::string_view, json::error_code&) {
    return stack_.push_double(value), true;
  }
  bool on_bool(bool value, json::error_code&) { return stack_.push_bool(value), true; }
  bool on_null(json::error_code&) { return stack_.push_null(), true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  bool found_key_twice() const { return twice_; }
  json::value release() { return stack_.release(); }

 private:
  json::value_stack stack_;
  std::vector<std::set<std::string>> keys_;  // of each object that is still open
  std::string key_;
  bool twice_ = false;
};

}  // namespace

Result<json::value> parse_strict_json(std::string_view text) {
  auto const refused = [](char const* why) { return fail(ErrorCode::invalid_params, why); };
  json::parse_options options;
  options.max_depth = max_json_depth;
  json::basic_parser<Builder> parser(options);
  json::error_code error;
  auto const used = parser.write_some(false, text.data(), text.size(), error);
  if (parser.handler().found_key_twice()) return refused("An object of the message has a key twice.");
  if (error == json::error::too_deep) return refused("The message is nested more than 32 levels deep.");
  if (error || used < text.size()) return refused("The message is no JSON text.");
  return parser.handler().release();
}

}  // namespace patchbay::wire
