# Makes the table of directory/time_zone_table.hpp from libphonenumber's own data. Debian's C++ library leaves it out, so it comes from the
# package of the same release for Python; where that cannot be had, the table is empty.
set(time_zone_root ${PROJECT_SOURCE_DIR}/build/third_party/time_zones)
set(time_zone_data usr/lib/python3/dist-packages/phonenumbers/tzdata/data0.py)
execute_process(
  COMMAND ${PROJECT_SOURCE_DIR}/installer/linux/unpack.sh python3-phonenumbers ${time_zone_data} ${time_zone_root}
  RESULT_VARIABLE time_zone_fault OUTPUT_VARIABLE time_zone_words ERROR_VARIABLE time_zone_words)

# Where that data, of 2022, names a neighbour's zone whose clocks agreed once: prefix, what it says, what holds (IANA's zone.tab).
set(time_zone_corrections
    "52[0-9]* America/New_York America/Cancun"
    "7[0-9]* Europe/Bucharest Europe/Kaliningrad"
    "211 Africa/Nairobi Africa/Juba"
    "212 Atlantic/Canary Africa/Casablanca"
    "213 Europe/Paris Africa/Algiers"
    "218 Europe/Bucharest Africa/Tripoli"
    "505 America/Chicago America/Managua"
    "617 Australia/Sydney Australia/Brisbane")

# A row is " '4969':('Europe/Berlin',)," and those with the same zones share a place in the names.
set(rows "")
set(TIME_ZONE_PREFIXES "")
set(TIME_ZONE_PLACES "")
set(TIME_ZONE_NAMES "")
if(NOT time_zone_fault)
  file(STRINGS ${time_zone_root}/${time_zone_data} rows REGEX "^ '[0-9]+':\\('.*\\),$")
  list(SORT rows COMPARE NATURAL)
endif()
list(LENGTH rows TIME_ZONE_COUNT)
foreach(row IN LISTS rows)
  string(REGEX MATCH "'([0-9]+)':\\((.*)\\)" row "${row}")
  set(prefix "${CMAKE_MATCH_1}")
  string(APPEND TIME_ZONE_PREFIXES "${prefix},\n")
  string(REGEX REPLACE "[',]" "" zones "${CMAKE_MATCH_2}")
  foreach(correction IN LISTS time_zone_corrections)
    string(REPLACE " " ";" correction "${correction}")
    list(POP_FRONT correction prefixes told holds)
    if(prefix MATCHES "^${prefixes}$")
      string(REGEX REPLACE "(^| )${told}( |$)" "\\1${holds}\\2" zones "${zones}")
    endif()
  endforeach()
  string(MD5 key "${zones}")
  if(NOT DEFINED place_of_${key})
    string(LENGTH "${TIME_ZONE_NAMES}" place_of_${key})
    string(APPEND TIME_ZONE_NAMES "${zones}\n")
  endif()
  string(APPEND TIME_ZONE_PLACES "${place_of_${key}},\n")
endforeach()
if(TIME_ZONE_COUNT EQUAL 0)
  string(REGEX REPLACE "[\r\n]+" " " time_zone_words "${time_zone_words}")
  message(NOTICE "Callers have no local time in this build: python3-phonenumbers cannot be had. ${time_zone_words}")
endif()

file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/generated/directory/time_zone_table.cpp @ONLY CONTENT [[
#include "directory/time_zone_table.hpp"

#include <algorithm>
#include <array>

namespace patchbay {
namespace {

constexpr std::array<std::uint32_t, @TIME_ZONE_COUNT@> prefixes{
@TIME_ZONE_PREFIXES@};
constexpr std::array<std::uint16_t, @TIME_ZONE_COUNT@> places{
@TIME_ZONE_PLACES@};
constexpr std::string_view names = R"(@TIME_ZONE_NAMES@)";

static_assert(std::ranges::is_sorted(prefixes));
static_assert(sizeof prefixes + sizeof places + names.size() < 40'000);

}  // namespace

TimeZoneTable time_zone_table() { return {prefixes, places, names}; }

}  // namespace patchbay
]])
target_sources(patchbay_directory PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/generated/directory/time_zone_table.cpp)
