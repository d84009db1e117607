#include "compose/words.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <utility>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_to.hpp>
#include <date/tz.h>

namespace patchbay {
namespace {

namespace json = boost::json;

struct LocalTime {
  date::local_seconds time;
  bool zone_known = false;
};

LocalTime in_zone(std::chrono::sys_seconds time, std::string_view zone) {
  date::sys_seconds const utc(time.time_since_epoch());
  if (!zone.empty()) {
    try {
      return {date::locate_zone(zone)->to_local(utc), true};
    } catch (std::exception const&) {
      // Not in the time zone data, or there are none: UTC, and the text says so.
    }
  }
  return {date::local_seconds(utc.time_since_epoch()), false};
}

// snprintf, since the library's own formatting goes through the locale.
template <class... Numbers>
std::string printed(char const* pattern, Numbers... numbers) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), pattern, numbers...);
  return buffer.data();
}

std::string day_of(LocalTime const& local) {
  date::year_month_day const day(date::floor<date::days>(local.time));
  return printed("%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                 static_cast<unsigned>(day.day()));
}

std::string text_at(json::object const& object, std::string_view key) {
  auto const* value = object.if_contains(key);
  if (value && value->is_string()) return std::string(value->get_string());
  if (value && value->is_int64()) return std::to_string(value->get_int64());
  return {};
}

// "Jane Doe, +14155550132, ext 101", with what is known.
std::string party(json::object const& leg, std::string_view side) {
  auto const* value = leg.if_contains(side);
  if (!value || !value->is_object()) return {};
  auto const& object = value->get_object();
  auto extension = text_at(object, "extensionNumber");
  if (!extension.empty()) extension = "ext " + extension;
  std::string out;
  for (auto const& part : {text_at(object, "name"), text_at(object, "phoneNumber"), extension}) {
    if (part.empty()) continue;
    if (!out.empty()) out += ", ";
    out += part;
  }
  return out;
}

std::string first_leg(json::object const& leg) {
  bool const outbound = direction_from(text_at(leg, "direction")) == Direction::outbound;
  auto const who = party(leg, outbound ? "from" : "to");
  if (who.empty()) return outbound ? "Made call" : "Received call";
  return (outbound ? "Made call from " : "Received call at ") + who;
}

std::string later_leg(json::object const& leg) {
  // An outbound leg was begun by whom the call was passed to, unless it is the phone network calling in.
  bool const outbound = direction_from(text_at(leg, "direction")) == Direction::outbound;
  auto const who = party(leg, outbound && text_at(leg, "legType") != "PstnToSip" ? "from" : "to");
  std::string line = who.empty() ? "Transferred" : "Transferred to " + who;
  auto const* value = leg.if_contains("duration");
  boost::system::error_code error;
  auto const count = value && value->is_number() ? value->to_number<long long>(error) : -1;
  if (count >= 0 && !error) line += ", duration: " + duration_words(std::chrono::seconds(count));
  return line;
}

}  // namespace

Direction direction_from(std::string_view word) {
  constexpr std::string_view outbound = "outbound";
  bool const equal =
      std::equal(word.begin(), word.end(), outbound.begin(), outbound.end(),
                 [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
  return equal ? Direction::outbound : Direction::inbound;
}

std::string subject_for(Direction direction, std::string_view contact) {
  std::string const start = direction == Direction::outbound ? "Outbound call" : "Inbound call";
  if (contact.empty()) return start;
  return start + (direction == Direction::outbound ? " to " : " from ") + std::string(contact);
}

std::string duration_words(std::optional<std::chrono::seconds> duration) {
  if (!duration) return "pending";
  auto const total = std::max<long long>(duration->count(), 0);
  std::string out;
  for (auto const& [count, unit] :
       {std::pair(total / 3600, "hour"), {total / 60 % 60, "minute"}, {total % 60, "second"}}) {
    if (count == 0) continue;
    if (!out.empty()) out += ", ";
    out += std::to_string(count) + ' ' + unit + (count == 1 ? "" : "s");
  }
  return out.empty() ? "0 seconds" : out;
}

std::string local_time(std::chrono::sys_seconds time, std::string_view zone) {
  auto const local = in_zone(time, zone);
  date::hh_mm_ss<std::chrono::seconds> const clock(local.time - date::floor<date::days>(local.time));
  auto const hour = static_cast<int>(clock.hours().count());
  auto const text = printed(" %02d:%02d:%02d %s", hour % 12 == 0 ? 12 : hour % 12,
                            static_cast<int>(clock.minutes().count()),
                            static_cast<int>(clock.seconds().count()), hour < 12 ? "AM" : "PM");
  return day_of(local) + text + (local.zone_known ? "" : " UTC");
}

std::string local_day(std::chrono::sys_seconds time, std::string_view zone) {
  return day_of(in_zone(time, zone));
}

std::string call_journey(json::array const& legs) {
  std::string out;
  for (auto const& leg : legs) {
    if (!leg.is_object()) continue;
    if (out.empty()) {
      out = first_leg(leg.get_object());
    } else {
      out += '\n' + later_leg(leg.get_object());
    }
  }
  return out;
}

}  // namespace patchbay
