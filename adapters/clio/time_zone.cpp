#include "time_zone.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace patchbay::clio {
namespace {

// Those of the countries that Clio serves, and the great ones elsewhere. Sorted.
constexpr std::array<std::pair<std::string_view, std::string_view>, 75> zones{{
    {"Abu Dhabi", "Asia/Muscat"},
    {"Adelaide", "Australia/Adelaide"},
    {"Alaska", "America/Juneau"},
    {"American Samoa", "Pacific/Pago_Pago"},
    {"Amsterdam", "Europe/Amsterdam"},
    {"Arizona", "America/Phoenix"},
    {"Athens", "Europe/Athens"},
    {"Atlantic Time (Canada)", "America/Halifax"},
    {"Auckland", "Pacific/Auckland"},
    {"Bangkok", "Asia/Bangkok"},
    {"Beijing", "Asia/Shanghai"},
    {"Belgrade", "Europe/Belgrade"},
    {"Berlin", "Europe/Berlin"},
    {"Bern", "Europe/Zurich"},
    {"Bogota", "America/Bogota"},
    {"Brasilia", "America/Sao_Paulo"},
    {"Brisbane", "Australia/Brisbane"},
    {"Brussels", "Europe/Brussels"},
    {"Bucharest", "Europe/Bucharest"},
    {"Budapest", "Europe/Budapest"},
    {"Buenos Aires", "America/Argentina/Buenos_Aires"},
    {"Cairo", "Africa/Cairo"},
    {"Canberra", "Australia/Melbourne"},
    {"Caracas", "America/Caracas"},
    {"Central America", "America/Guatemala"},
    {"Central Time (US & Canada)", "America/Chicago"},
    {"Chihuahua", "America/Chihuahua"},
    {"Copenhagen", "Europe/Copenhagen"},
    {"Darwin", "Australia/Darwin"},
    {"Dublin", "Europe/Dublin"},
    {"Eastern Time (US & Canada)", "America/New_York"},
    {"Edinburgh", "Europe/London"},
    {"Georgetown", "America/Guyana"},
    {"Guadalajara", "America/Mexico_City"},
    {"Guam", "Pacific/Guam"},
    {"Hawaii", "Pacific/Honolulu"},
    {"Helsinki", "Europe/Helsinki"},
    {"Hobart", "Australia/Hobart"},
    {"Hong Kong", "Asia/Hong_Kong"},
    {"Indiana (East)", "America/Indiana/Indianapolis"},
    {"Istanbul", "Europe/Istanbul"},
    {"Jerusalem", "Asia/Jerusalem"},
    {"Kyiv", "Europe/Kiev"},
    {"La Paz", "America/La_Paz"},
    {"Lima", "America/Lima"},
    {"Lisbon", "Europe/Lisbon"},
    {"London", "Europe/London"},
    {"Madrid", "Europe/Madrid"},
    {"Melbourne", "Australia/Melbourne"},
    {"Mexico City", "America/Mexico_City"},
    {"Monterrey", "America/Monterrey"},
    {"Mountain Time (US & Canada)", "America/Denver"},
    {"Mumbai", "Asia/Kolkata"},
    {"New Delhi", "Asia/Kolkata"},
    {"Newfoundland", "America/St_Johns"},
    {"Pacific Time (US & Canada)", "America/Los_Angeles"},
    {"Paris", "Europe/Paris"},
    {"Perth", "Australia/Perth"},
    {"Prague", "Europe/Prague"},
    {"Pretoria", "Africa/Johannesburg"},
    {"Puerto Rico", "America/Puerto_Rico"},
    {"Rome", "Europe/Rome"},
    {"Santiago", "America/Santiago"},
    {"Saskatchewan", "America/Regina"},
    {"Seoul", "Asia/Seoul"},
    {"Singapore", "Asia/Singapore"},
    {"Stockholm", "Europe/Stockholm"},
    {"Sydney", "Australia/Sydney"},
    {"Tijuana", "America/Tijuana"},
    {"Tokyo", "Asia/Tokyo"},
    {"UTC", "Etc/UTC"},
    {"Vienna", "Europe/Vienna"},
    {"Warsaw", "Europe/Warsaw"},
    {"Wellington", "Pacific/Auckland"},
    {"Zurich", "Europe/Zurich"},
}};

constexpr bool before(std::pair<std::string_view, std::string_view> const& row, std::string_view name) {
  return row.first < name;
}

static_assert(std::is_sorted(zones.begin(), zones.end(),
                             [](auto const& a, auto const& b) { return before(a, b.first); }));

}  // namespace

std::string iana_name(std::string_view name) {
  auto const row = std::lower_bound(zones.begin(), zones.end(), name, before);
  if (row != zones.end() && row->first == name) return std::string(row->second);
  bool const iana = name.find('/') != std::string_view::npos && name.find(' ') == std::string_view::npos;
  return iana ? std::string(name) : std::string();
}

}  // namespace patchbay::clio
