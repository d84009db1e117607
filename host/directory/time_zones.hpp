// Where the area of a telephone number keeps its clocks. Thread-safe.
#pragma once

#include <string_view>
#include <vector>

#include "directory/phone_number.hpp"

namespace patchbay {

// IANA names of the time zones that the number may be in: those of its area, or of its whole country where it
// has none, as a mobile or a free call mostly has not. Empty where nobody knows. The names live as long as
// the program.
std::vector<std::string_view> time_zones_of(PhoneNumber const& number);

}  // namespace patchbay
