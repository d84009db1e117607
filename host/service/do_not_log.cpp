#include "service/do_not_log.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "base/json_read.hpp"
#include "directory/phone_number.hpp"

namespace patchbay::service {
namespace {

namespace json = boost::json;

bool matches(std::string_view pattern, std::string_view e164) {
  if (!pattern.ends_with('*')) return pattern == e164;
  pattern.remove_suffix(1);
  return e164.starts_with(pattern);
}

Result<void> none_is_listed(std::vector<std::string> const& numbers, Settings const& settings) {
  for (auto const& written : numbers) {
    auto const number = parse_phone_number(written, settings.default_region);
    if (!number) continue;
    bool const listed = std::any_of(settings.do_not_log.begin(), settings.do_not_log.end(),
                                    [&](auto const& pattern) { return matches(pattern, number->e164); });
    if (listed)
      return fail(ErrorCode::forbidden, "This number is on the do-not-log list, so nothing was logged.");
  }
  return {};
}

void add_number(json::value const& party, std::vector<std::string>& to) {
  if (party.is_object()) to.push_back(text_in(party.get_object(), "phoneNumber"));
}

// `name` holds parties, or is one.
void add_numbers(json::object const& object, std::string_view name, std::vector<std::string>& to) {
  auto const* parties = object.if_contains(name);
  if (!parties) return;
  if (!parties->is_array()) return add_number(*parties, to);
  for (auto const& party : parties->get_array()) add_number(party, to);
}

}  // namespace

Result<void> may_be_logged(CallRecord const& call, Settings const& settings) {
  if (settings.do_not_log.empty()) return {};  // the library of numbers is not loaded in vain
  return none_is_listed({call.contact_party().phone_number}, settings);
}

Result<void> messages_may_be_logged(json::object const& log_info, Settings const& settings) {
  if (settings.do_not_log.empty()) return {};
  std::vector<std::string> numbers;
  add_numbers(log_info, "correspondents", numbers);
  auto const* messages = log_info.if_contains("messages");
  if (messages && messages->is_array()) {
    for (auto const& message : messages->get_array()) {
      if (!message.is_object()) continue;
      bool const outbound = text_in(message.get_object(), "direction") == "Outbound";
      add_numbers(message.get_object(), outbound ? "to" : "from", numbers);
    }
  }
  return none_is_listed(numbers, settings);
}

}  // namespace patchbay::service
