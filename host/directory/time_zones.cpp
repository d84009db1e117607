#include "directory/time_zones.hpp"

#include <algorithm>
#include <charconv>

#include "directory/phone_library.hpp"
#include "directory/time_zone_table.hpp"
#include "platform/late_module.hpp"

namespace patchbay {
namespace {

constexpr std::size_t longest_prefix = 9;  // digits, which 32 bits hold

bool belongs_to_an_area(PhoneNumber const& number) {
  static auto const module = platform::late_symbol("phone_number", "patchbay_has_area");
  return module && reinterpret_cast<HasArea*>(*module)(number.e164);
}

// Those of the longest prefix of `digits` that the table knows.
std::string_view names_for(std::string_view digits, TimeZoneTable const& table) {
  for (auto size = std::min(digits.size(), longest_prefix); size > 0; --size) {
    std::uint32_t prefix = 0;
    std::from_chars(digits.data(), digits.data() + size, prefix);
    auto const found = std::ranges::lower_bound(table.prefixes, prefix);
    if (found == table.prefixes.end() || *found != prefix) continue;
    auto const names = table.names.substr(table.places[found - table.prefixes.begin()]);
    return names.substr(0, names.find('\n'));
  }
  return {};
}

}  // namespace

std::vector<std::string_view> time_zones_of(PhoneNumber const& number) {
  bool const area = belongs_to_an_area(number);
  auto const digits = area ? std::string_view(number.e164).substr(1) : std::string_view(number.country_code);
  std::vector<std::string_view> out;
  for (auto names = names_for(digits, time_zone_table()); !names.empty();) {
    auto const end = std::min(names.find(' '), names.size());
    out.push_back(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return out;
}

}  // namespace patchbay
