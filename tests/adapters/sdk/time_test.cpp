#include "patchbay/time.hpp"

#include <catch2/catch.hpp>

namespace patchbay {

TEST_CASE("a time is written in ISO 8601 and read back") {
  for (long long const second : {0LL, 1795251600LL, 951782399LL, 4102444799LL}) {
    UtcTime const time{std::chrono::seconds(second)};
    CHECK(parse_iso8601(iso8601(time)) == time);
  }
  CHECK(iso8601(UtcTime(std::chrono::seconds(1795251600))) == "2026-11-21T09:00:00Z");
}

TEST_CASE("a time is written as headers of HTTP have it") {
  CHECK(http_date(UtcTime(std::chrono::seconds(1795251600))) == "Sat, 21 Nov 2026 09:00:00 GMT");
  CHECK(http_date(UtcTime(std::chrono::seconds(951782399))) == "Mon, 28 Feb 2000 23:59:59 GMT");
}

TEST_CASE("a time may have a space, a fraction and an offset") {
  auto const nine = UtcTime(std::chrono::seconds(1795251600));
  for (auto const* text :
       {"2026-11-21T09:00:00", "2026-11-21 09:00:00", "2026-11-21T09:00:00.123Z", "2026-11-21T10:00:00+01:00",
        "2026-11-21T10:00:00+0100", "2026-11-21T03:30:00-05:30", "2026-11-21T10:00:00.5+01"}) {
    INFO(text);
    CHECK(parse_iso8601(text) == nine);
  }
}

TEST_CASE("what is no time is not read") {
  for (auto const* text :
       {"", "2026", "2026-11-21", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-11-21T24:00:00Z",
        "2026-11-21T09:60:00Z", "2026-11-21T09:00", "2026-11-21T09:00:00X", "2026-11-21T09:00:00+1",
        "2026-11-21T-9:00:00Z", "2026-11-21T09:00:00Z ", "yesterday"}) {
    INFO(text);
    CHECK_FALSE(parse_iso8601(text));
  }
}

}  // namespace patchbay
