// ISO 8601 and back, without a clock: an adapter has none. Pure functions; any thread.
#pragma once

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace patchbay {
inline namespace sdk {

using UtcTime = std::chrono::sys_seconds;

// "2026-11-21T09:00:00Z".
inline std::string iso8601(UtcTime time) {
  auto const day = std::chrono::floor<std::chrono::days>(time);
  std::chrono::year_month_day const date(day);
  std::chrono::hh_mm_ss const clock(time - day);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

// "Sat, 21 Nov 2026 09:00:00 GMT", as headers of HTTP have it.
inline std::string http_date(UtcTime time) {
  constexpr char days[] = "SunMonTueWedThuFriSat", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  auto const day = std::chrono::floor<std::chrono::days>(time);
  auto const month = static_cast<unsigned>(std::chrono::year_month_day(day).month());
  auto const weekday = std::chrono::weekday(day).c_encoding();
  auto const written = iso8601(time);
  return std::string(days + 3 * weekday, 3) + ", " + written.substr(8, 2) + " " +
         std::string(months + 3 * (month - 1), 3) + " " + written.substr(0, 4) + " " + written.substr(11, 8) +
         " GMT";
}

namespace detail {

// Takes `digits` digits off the front of `text`, then `after` when it is not 0.
inline std::optional<int> take(std::string_view& text, std::size_t digits, char after = 0) {
  int number = 0;
  if (text.size() < digits || text.front() == '-') return std::nullopt;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + digits, number);
  if (fault != std::errc() || end != text.data() + digits) return std::nullopt;
  text.remove_prefix(digits);
  if (!after) return number;
  if (text.empty() || text.front() != after) return std::nullopt;
  text.remove_prefix(1);
  return number;
}

// "", "Z", "+02:00", "+0200", "+02": how far the written time is ahead of UTC.
inline std::optional<std::chrono::minutes> offset(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return std::chrono::minutes(0);
  int const sign = text.front() == '+' ? 1 : text.front() == '-' ? -1 : 0;
  text.remove_prefix(1);
  auto const hours = take(text, 2);
  if (!sign || !hours) return std::nullopt;
  if (!text.empty() && text.front() == ':') text.remove_prefix(1);
  auto const minutes = text.empty() ? std::optional(0) : take(text, 2);
  if (!minutes || !text.empty()) return std::nullopt;
  return sign * (std::chrono::hours(*hours) + std::chrono::minutes(*minutes));
}

}  // namespace detail

// Reads "2026-11-21T09:00:00Z", with a space for the T, a fraction of a second (dropped) and any offset.
// Without an offset it is UTC.
inline std::optional<UtcTime> parse_iso8601(std::string_view text) {
  auto const year = detail::take(text, 4, '-');
  auto const month = year ? detail::take(text, 2, '-') : std::nullopt;
  auto const day = month ? detail::take(text, 2) : std::nullopt;
  if (!day || text.empty() || (text.front() != 'T' && text.front() != ' ')) return std::nullopt;
  text.remove_prefix(1);
  auto const hour = detail::take(text, 2, ':');
  auto const minute = hour ? detail::take(text, 2, ':') : std::nullopt;
  auto const second = minute ? detail::take(text, 2) : std::nullopt;
  if (!second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  if (!text.empty() && text.front() == '.')
    text.remove_prefix(std::min(text.find_first_not_of("0123456789", 1), text.size()));
  auto const ahead = detail::offset(text);
  std::chrono::year_month_day const date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!ahead || !date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second) - *ahead;
}

}  // namespace sdk
}  // namespace patchbay
