#include "crm_sim/hubspot/portal.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <ctime>

namespace patchbay::sim::hubspot {
namespace {

struct AssociationType {
  std::string_view from;
  std::string_view to;
  int id;
};

// Of HubSpot's published association types. The way back has an id of its own, which nothing here shows.
constexpr AssociationType association_types[] = {{"calls", "contacts", 194},
                                                 {"calls", "companies", 182},
                                                 {"calls", "deals", 206},
                                                 {"calls", "tickets", 220},
                                                 {"communications", "contacts", 81},
                                                 {"communications", "tickets", 83},
                                                 {"communications", "deals", 85},
                                                 {"communications", "companies", 87},
                                                 {"notes", "contacts", 202},
                                                 {"notes", "companies", 190},
                                                 {"notes", "deals", 214},
                                                 {"notes", "tickets", 228},
                                                 {"tasks", "contacts", 204},
                                                 {"tasks", "companies", 192},
                                                 {"tasks", "deals", 216},
                                                 {"tasks", "tickets", 230},
                                                 {"contacts", "companies", 279},
                                                 {"contacts", "deals", 4},
                                                 {"contacts", "tickets", 15}};

// Longest first, so that the first that fits is the country's.
constexpr std::string_view country_codes[] = {"420", "353", "49", "48", "44", "39",
                                              "33",  "81",  "91", "7",  "1"};

}  // namespace

std::optional<int> default_association(std::string_view from_type, std::string_view to_type) {
  for (auto const& type : association_types) {
    bool const forth = type.from == from_type && type.to == to_type;
    if (forth || (type.from == to_type && type.to == from_type)) return forth ? type.id : type.id + 1;
  }
  return std::nullopt;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string written(SimTime time) {
  auto const whole = std::chrono::floor<std::chrono::milliseconds>(time);
  auto const seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(whole));
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[40];
  auto const size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  char end[16];
  auto const ms = static_cast<unsigned>(whole.time_since_epoch().count() % 1000);
  std::snprintf(end, sizeof end, ".%03uZ", ms);
  return std::string(text, size) + end;
}

std::string searchable_digits(std::string_view phone) {
  auto const extension = std::min(phone.find('x'), phone.find("ext"));
  phone = phone.substr(0, extension);
  std::string digits;
  for (unsigned char const c : phone)
    if (std::isdigit(c)) digits += static_cast<char>(c);
  if (phone.starts_with('+')) {
    for (auto const code : country_codes) {
      if (!digits.starts_with(code)) continue;
      digits.erase(0, code.size());
      break;
    }
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

Record* Portal::live(std::string_view type, std::string_view id) {
  auto const number = whole_number(id);
  auto const table = tables.find(type);
  if (!number || table == tables.end()) return nullptr;
  auto const at = table->second.find(*number);
  return at == table->second.end() || at->second.archived ? nullptr : &at->second;
}

Record& Portal::add(std::string const& type, Properties properties, SimTime now) {
  auto const made = ++last_id;
  auto& record = tables[type][made];
  record = {made, std::move(properties), now, now, false};
  return record;
}

void Portal::link(Place const& from, Place const& to) {
  links[from][to] = default_association(from.type, to.type).value_or(0);
  links[to][from] = default_association(to.type, from.type).value_or(0);
}

void Portal::unlink(Place const& from, Place const& to) {
  links[from].erase(to);
  links[to].erase(from);
}

std::vector<std::int64_t> Portal::linked(Place const& from, std::string_view to_type) const {
  std::vector<std::int64_t> ids;
  auto const found = links.find(from);
  if (found == links.end()) return ids;
  for (auto const& [place, type] : found->second) {
    if (place.type != to_type) continue;
    auto const table = tables.find(place.type);
    if (table != tables.end() && table->second.contains(place.id) && !table->second.at(place.id).archived)
      ids.push_back(place.id);
  }
  return ids;
}

}  // namespace patchbay::sim::hubspot
