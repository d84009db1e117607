#include "directory/time_zones.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

#include "directory/time_zone_table.hpp"

namespace patchbay {
namespace {

using Zones = std::vector<std::string_view>;

Zones zones_of(std::string_view number) { return time_zones_of(parse_phone_number(number, "US").value()); }

bool holds(Zones const& zones, std::string_view zone) {
  return std::find(zones.begin(), zones.end(), zone) != zones.end();
}

}  // namespace

TEST_CASE("a number is in the time zone of its area") {
  CHECK(zones_of("+14155550132") == Zones{"America/Los_Angeles"});
  CHECK(zones_of("(212) 555-0132") == Zones{"America/New_York"});
  CHECK(zones_of("+1 808 555 0132") == Zones{"Pacific/Honolulu"});
  CHECK(zones_of("+49 30 23125144") == Zones{"Europe/Berlin"});
}

TEST_CASE("the longest beginning of a number says its time zone") {
  CHECK(zones_of("+1 907 555 0132") == Zones{"America/Adak", "America/Anchorage"});
  CHECK(zones_of("+55 92 3232 0132") == Zones{"America/Manaus"});  // the country has four
}

TEST_CASE("a number without an area may be anywhere in its country") {
  CHECK(zones_of("+49 1512 3456789") == Zones{"Europe/Berlin"});
  for (auto const* number : {"+61 412 345 678", "+61 1800 123 456"}) {
    INFO(number);
    auto const zones = zones_of(number);
    CHECK(holds(zones, "Australia/Sydney"));
    CHECK(holds(zones, "Australia/Perth"));
  }
  auto const free_call = zones_of("+1 800 555 0132");
  CHECK(holds(free_call, "America/New_York"));
  CHECK(holds(free_call, "Pacific/Honolulu"));
}

TEST_CASE("a number is in a zone of its own country, though a neighbour's clocks once agreed") {
  CHECK(zones_of("+61 7 3123 4567") == Zones{"Australia/Brisbane"});
  CHECK(zones_of("+52 998 123 4567") == Zones{"America/Cancun"});
  CHECK(zones_of("+7 401 212 3456") == Zones{"Europe/Kaliningrad"});
  CHECK(zones_of("+213 21 23 45 67") == Zones{"Africa/Algiers"});
  auto const mexico = zones_of("+52 800 123 4567");
  CHECK(holds(mexico, "America/Cancun"));
  CHECK_FALSE(holds(mexico, "America/New_York"));
}

TEST_CASE("a number of no country has no time zone") {
  CHECK(zones_of("+870 773 111 632").empty());
  CHECK(zones_of("+800 1234 5678").empty());
  CHECK(time_zones_of({}).empty());
}

TEST_CASE("every beginning has time zones, and each of them is a name") {
  auto const table = time_zone_table();
  REQUIRE(table.prefixes.size() > 3000);
  REQUIRE(table.places.size() == table.prefixes.size());
  std::vector<std::string> faults;
  for (auto const place : table.places) {
    auto const end = table.names.find('\n', place);
    bool const begins = place == 0 || table.names.at(place - 1U) == '\n';
    auto const names = table.names.substr(place, end - place);
    bool const whole = end != std::string_view::npos && names.find('/') != std::string_view::npos &&
                       names.find_first_of("'(),") == std::string_view::npos;
    if (!begins || !whole) faults.emplace_back(names);
  }
  CHECK(faults.empty());
}

}  // namespace patchbay
