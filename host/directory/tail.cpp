#include "directory/tail.hpp"

#include <algorithm>

namespace patchbay::directory {
namespace {

constexpr std::size_t most_digits =
    7;  // fewer than these agree by chance: match_phone_number() wants as many
constexpr std::size_t fewest_digits = 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The last digits behind a 1, which keeps "0132" and "132" apart.
std::optional<Tail> tail_of_digits(std::string_view text) {
  Tail tail = 0;
  Tail place = 1;
  std::size_t digits = 0;
  for (auto c = text.rbegin(); c != text.rend() && digits < most_digits; ++c) {
    if (!is_digit(*c)) continue;
    tail += place * (*c - '0');
    place *= 10;
    ++digits;
  }
  if (digits < fewest_digits) return std::nullopt;
  return tail + place;
}

// Anything else may be an extension, a vanity number or another script's digits: those the library reads.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || std::string_view(" +-()./").find(c) != std::string_view::npos;
  });
}

}  // namespace

std::optional<Tail> tail_of(std::string_view written, std::string_view default_region) {
  if (is_plain(written)) return tail_of_digits(written);
  auto const number = parse_phone_number(written, default_region);
  return tail_of_digits(number ? std::string_view(number->e164) : written);
}

std::vector<Tail> tails_of(PhoneNumber const& number) {
  std::vector<Tail> tails;
  for (std::string_view const text : {std::string_view(number.e164), std::string_view(number.national)}) {
    auto const tail = tail_of_digits(text);
    if (tail && std::find(tails.begin(), tails.end(), *tail) == tails.end()) tails.push_back(*tail);
  }
  return tails;
}

}  // namespace patchbay::directory
