#include "base/iso_time.hpp"

#include <cstdio>

namespace patchbay {
namespace {

namespace chrono = std::chrono;

// Takes exactly `digits` digits from the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (char const c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

void skip_fraction(std::string_view& text) {
  if (!take(text, '.')) return;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') text.remove_prefix(1);
}

// What must be subtracted to get UTC; nothing when the zone is no zone.
std::optional<chrono::seconds> take_offset(std::string_view& text) {
  if (text.empty() || take(text, 'Z')) return chrono::seconds(0);
  bool const east = text.front() == '+';
  if (!take(text, '+') && !take(text, '-')) return std::nullopt;
  auto const hours = take_number(text, 2);
  take(text, ':');
  auto const minutes = text.empty() ? std::optional(0) : take_number(text, 2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  auto const offset = chrono::hours(*hours) + chrono::minutes(*minutes);
  return east ? offset : -offset;
}

}  // namespace

std::string to_iso(UtcTime time) {
  auto const day = chrono::floor<chrono::days>(time);
  chrono::year_month_day const date(day);
  chrono::hh_mm_ss const clock(time - day);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

std::optional<UtcTime> from_iso(std::string_view text) {
  auto const year = take_number(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  auto const month = take_number(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  auto const day = take_number(text, 2);
  if (!day || !(take(text, 'T') || take(text, ' '))) return std::nullopt;
  auto const hour = take_number(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  auto const minute = take_number(text, 2);
  if (!minute) return std::nullopt;
  auto const second = take(text, ':') ? take_number(text, 2) : std::optional(0);
  if (!second) return std::nullopt;
  skip_fraction(text);
  auto const offset = take_offset(text);
  chrono::year_month_day const date{chrono::year(*year), chrono::month(static_cast<unsigned>(*month)),
                                    chrono::day(static_cast<unsigned>(*day))};
  if (!offset || !text.empty() || !date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return chrono::sys_days(date) + chrono::hours(*hour) + chrono::minutes(*minute) + chrono::seconds(*second) - *offset;
}

}  // namespace patchbay
