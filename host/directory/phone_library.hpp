// What the late module phone_number offers, and the seam between it and phone_number.cpp. Thread-safe.
#pragma once

#include <string>

#include "directory/phone_number.hpp"
#include "platform/late_module.hpp"

namespace patchbay {

struct ParsedNumber {
  PhoneNumber number;
  bool has_country_code = false;  // as it was written, not by the region
};

// False when the text is no number that others can dial.
using ParsePhoneNumber = bool(std::string const& text, std::string const& default_region, ParsedNumber& out);

// Whether the number's own digits say where in its country it is.
using HasArea = bool(std::string const& e164);

}  // namespace patchbay

// The symbols of the module.
extern "C" PATCHBAY_OFFERED patchbay::ParsePhoneNumber patchbay_parse_phone_number;
extern "C" PATCHBAY_OFFERED patchbay::HasArea patchbay_has_area;
