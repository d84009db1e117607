// Which time zones the beginnings of telephone numbers belong to, embedded by time_zones.cmake. Immutable.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace patchbay {

struct TimeZoneTable {
  std::span<std::uint32_t const> prefixes;  // of E.164 numbers, read as a number; ascending
  std::span<std::uint16_t const> places;    // for each prefix, where its zones begin in `names`
  std::string_view names;                   // IANA names, parted by a space; a newline ends those of a prefix
};

// Empty where the data could not be had when this was built.
TimeZoneTable time_zone_table();

}  // namespace patchbay
