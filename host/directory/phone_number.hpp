// Telephone numbers: read from any spelling, compared, and spelled as an agent's masks say. Thread-safe. What
// knows the world's numbering plans is loaded at the first call that needs it, and costs some milliseconds
// then.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace patchbay {

struct PhoneNumber {
  std::string e164;          // "+14155550132"
  std::string country_code;  // "1"
  std::string
      national;  // "4155550132": the digits after the country code, leading zeros of Italy and others kept
  std::string extension;  // "101", or empty
};

// How sure it is that two numbers are one.
enum class Strength {
  exact,   // the same number, written with its country code
  e164,    // the same number, when the spelling is read as one of the default region
  suffix,  // the last digits agree, seven at least
};
std::string_view name_of(Strength strength);

// Reads a number in any spelling; one without a country code is read as `default_region`'s ("US").
// Error: invalid_params when it cannot be a telephone number that others can dial (a word, a short code, a
// local part).
Result<PhoneNumber> parse_phone_number(std::string_view text, std::string_view default_region);

// Whether `written`, as a CRM holds it, is `wanted`. An extension that only one of them has does not part
// them.
std::optional<Strength> match_phone_number(PhoneNumber const& wanted, std::string_view written,
                                           std::string_view default_region);

// The number in each of the comma-separated `masks`: its national digits fill "*" and "#" from left to right.
// A mask with another number of places than there are digits is left out, and so is a spelling that was given
// before.
std::vector<std::string> phone_number_spellings(PhoneNumber const& number, std::string_view masks);

}  // namespace patchbay
