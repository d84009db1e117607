// The key under which the directory files a number: its last digits. Two numbers that match_phone_number()
// takes for one have a key in common; who looks one up verifies what it finds. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "directory/phone_number.hpp"

namespace patchbay::directory {

using Tail = std::int64_t;

// Of a number as a CRM wrote it, without its extension. None: it has too few digits to be called.
std::optional<Tail> tail_of(std::string_view written, std::string_view default_region);

// All under which spellings of `number` may stand: one, and another one where its national part is short.
std::vector<Tail> tails_of(PhoneNumber const& number);

}  // namespace patchbay::directory
