#include "time_zone.hpp"

#include <algorithm>
#include <utility>

namespace patchbay::clio {
namespace {

// Those of the countries that Clio serves, and the great ones elsewhere. Most are named after the city that
// IANA names, too: by parts of the world, each city as IANA spells it, between spaces.
constexpr std::pair<char const*, std::string_view> cities[] = {
    {"America/", " Bogota Caracas Chihuahua La_Paz Lima Mexico_City Monterrey Puerto_Rico Santiago Tijuana "},
    {"Asia/", " Bangkok Hong_Kong Jerusalem Seoul Singapore Tokyo "},
    {"Australia/", " Adelaide Brisbane Darwin Hobart Melbourne Perth Sydney "},
    {"Europe/",
     " Amsterdam Athens Belgrade Berlin Brussels Bucharest Budapest Copenhagen Dublin Helsinki Istanbul "
     "Lisbon London Madrid Paris Prague Rome Stockholm Vienna Warsaw Zurich "},
    {"Pacific/", " Auckland Guam "},
};

constexpr std::pair<std::string_view, char const*> others[] = {
    {"Abu Dhabi", "Asia/Muscat"},
    {"Alaska", "America/Juneau"},
    {"American Samoa", "Pacific/Pago_Pago"},
    {"Arizona", "America/Phoenix"},
    {"Atlantic Time (Canada)", "America/Halifax"},
    {"Beijing", "Asia/Shanghai"},
    {"Bern", "Europe/Zurich"},
    {"Brasilia", "America/Sao_Paulo"},
    {"Buenos Aires", "America/Argentina/Buenos_Aires"},
    {"Cairo", "Africa/Cairo"},
    {"Canberra", "Australia/Melbourne"},
    {"Central America", "America/Guatemala"},
    {"Central Time (US & Canada)", "America/Chicago"},
    {"Eastern Time (US & Canada)", "America/New_York"},
    {"Edinburgh", "Europe/London"},
    {"Georgetown", "America/Guyana"},
    {"Guadalajara", "America/Mexico_City"},
    {"Hawaii", "Pacific/Honolulu"},
    {"Indiana (East)", "America/Indiana/Indianapolis"},
    {"Kyiv", "Europe/Kiev"},
    {"Mountain Time (US & Canada)", "America/Denver"},
    {"Mumbai", "Asia/Kolkata"},
    {"New Delhi", "Asia/Kolkata"},
    {"Newfoundland", "America/St_Johns"},
    {"Pacific Time (US & Canada)", "America/Los_Angeles"},
    {"Pretoria", "Africa/Johannesburg"},
    {"Saskatchewan", "America/Regina"},
    {"UTC", "Etc/UTC"},
    {"Wellington", "Pacific/Auckland"},
};

}  // namespace

std::string iana_name(std::string_view name) {
  for (auto const& [rails, iana] : others)
    if (rails == name) return iana;
  std::string city(name);
  std::replace(city.begin(), city.end(), ' ', '_');
  for (auto const& [part, names] : cities)
    if (names.find(" " + city + " ") != std::string_view::npos) return part + city;
  bool const iana = city.find('/') != std::string::npos && city == name;
  return iana ? city : std::string();
}

}  // namespace patchbay::clio
