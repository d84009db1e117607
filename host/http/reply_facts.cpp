#include "http/reply_facts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace patchbay {
namespace {

using std::chrono::seconds;

// "Sat, 21 Nov 2026 09:00:30 GMT". The two older spellings of RFC 9110 are not sent by anything that speaks
// JSON.
std::optional<std::chrono::sys_seconds> http_date(std::string const& text) {
  static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  unsigned day = 0, hour = 0, minute = 0, second = 0;
  int year = 0;
  char name[4] = {};
  if (std::sscanf(text.c_str(), "%*3c, %2u %3s %4d %2u:%2u:%2u GMT", &day, name, &year, &hour, &minute,
                  &second) != 6)
    return std::nullopt;
  auto const month = std::find(months.begin(), months.end(), std::string_view(name));
  if (month == months.end() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  std::chrono::year_month_day const date{
      std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
      std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         seconds(second);
}

// How many bytes of valid UTF-8 begin at the front of `text`; 0: none.
std::size_t character_size(std::string_view text) {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  auto const first = byte(0);
  std::size_t const size = first < 0x80                    ? 1
                           : first >= 0xF0 && first < 0xF5 ? 4
                           : first >= 0xE0 && first < 0xF0 ? 3
                           : first >= 0xC2 && first < 0xE0 ? 2
                                                           : 0;
  if (size > text.size()) return 0;
  for (std::size_t i = 1; i < size; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  if (size < 3) return size;
  // Too long a spelling, a surrogate, beyond the last character.
  bool const bad = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xED && byte(1) >= 0xA0) ||
                   (first == 0xF0 && byte(1) < 0x90) || (first == 0xF4 && byte(1) >= 0x90);
  return bad ? 0 : size;
}

std::optional<long long> whole_number(std::string_view text) {
  long long number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<WallTime> date_of(HttpResponse const& reply) {
  auto const date = http_date(std::string(reply.header("Date")));
  return date ? std::optional<WallTime>(*date) : std::nullopt;
}

std::optional<long long> number_in(HttpResponse const& reply, std::string_view name) {
  return whole_number(name.empty() ? std::string_view() : reply.header(name));
}

std::optional<long long> left_of_usage(HttpResponse const& reply, std::string_view name) {
  static constexpr std::string_view digits = "0123456789";
  auto text = name.empty() ? std::string_view() : reply.header(name);
  for (auto slash = text.find('/'); slash != std::string_view::npos; slash = text.find('/')) {
    auto const before = text.substr(0, slash);
    text.remove_prefix(slash + 1);
    auto const used = whole_number(before.substr(before.find_last_not_of(digits) + 1));
    auto const limit = whole_number(text.substr(0, text.find_first_not_of(digits)));
    if (used && limit) return std::max(0LL, *limit - *used);
  }
  return std::nullopt;
}

std::optional<seconds> retry_after(HttpResponse const& reply, WallTime now) {
  static constexpr long long longest = 366LL * 24 * 3600;
  if (auto const number = number_in(reply, "Retry-After")) return seconds(std::clamp(*number, 0LL, longest));
  auto const date = http_date(std::string(reply.header("Retry-After")));
  if (!date) return std::nullopt;
  return std::clamp(std::chrono::ceil<seconds>(*date - now), seconds(0), seconds(longest));
}

std::string remote_text(std::string_view body) {
  static constexpr std::size_t most_bytes = 1000;
  std::string text;
  while (!body.empty()) {
    auto const size = character_size(body);
    auto const character = size == 0 ? std::string_view("?") : body.substr(0, size);
    if (text.size() + character.size() > most_bytes) break;
    text += character;
    body.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return text;
}

}  // namespace patchbay
