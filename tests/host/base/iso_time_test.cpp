#include "base/iso_time.hpp"

#include <catch2/catch.hpp>

namespace patchbay {
namespace {

UtcTime const nine{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} + std::chrono::hours(9)};

}  // namespace

TEST_CASE("a time survives the way into ISO 8601 and back") {
  CHECK(to_iso(nine) == "2026-11-21T09:00:00Z");
  CHECK(from_iso(to_iso(nine)) == nine);
}

TEST_CASE("zones, fractions and missing seconds are understood") {
  for (auto const* text : {"2026-11-21T10:00:00+01:00", "2026-11-21T04:00:00-0500", "2026-11-21T09:00:00.123Z",
                           "2026-11-21 09:00:00", "2026-11-21T09:00Z", "2026-11-21T14:30:00+05:30"}) {
    CAPTURE(text);
    CHECK(from_iso(text) == nine);
  }
}

TEST_CASE("what is no time is refused") {
  for (auto const* text : {"", "yesterday", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-21T25:00:00Z",
                           "2026-11-21T09:00:00Zoo", "2026-11-21", "1763715600000"}) {
    CAPTURE(text);
    CHECK_FALSE(from_iso(text));
  }
}

}  // namespace patchbay
