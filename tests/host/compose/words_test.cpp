#include "compose/words.hpp"

#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

namespace patchbay {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr sys_seconds winter{seconds(1767225600)};  // 2026-01-01T00:00:00Z
constexpr sys_seconds summer{seconds(1782864000)};  // 2026-07-01T00:00:00Z

}  // namespace

TEST_CASE("a subject says which way the call went and with whom") {
  CHECK(subject_for(direction_from("Inbound"), "Jane Doe") == "Inbound call from Jane Doe");
  CHECK(subject_for(direction_from("OUTBOUND"), "Jane Doe") == "Outbound call to Jane Doe");
  CHECK(subject_for(direction_from("?"), "") == "Inbound call");
}

TEST_CASE("a duration is told in its parts that are not zero") {
  CHECK(duration_words(seconds(0)) == "0 seconds");
  CHECK(duration_words(seconds(1)) == "1 second");
  CHECK(duration_words(seconds(60)) == "1 minute");
  CHECK(duration_words(seconds(3725)) == "1 hour, 2 minutes, 5 seconds");
  CHECK(duration_words(seconds(7200)) == "2 hours");
  CHECK(duration_words(seconds(90061)) == "25 hours, 1 minute, 1 second");
  CHECK(duration_words(std::nullopt) == "pending");
}

TEST_CASE("a local time follows the zone's own daylight saving") {
  CHECK(local_time(winter, "Europe/Berlin") == "2026-01-01 01:00:00 AM");
  CHECK(local_time(summer, "Europe/Berlin") == "2026-07-01 02:00:00 AM");
  CHECK(local_time(winter, "America/New_York") == "2025-12-31 07:00:00 PM");
  CHECK(local_time(winter, "Asia/Kolkata") == "2026-01-01 05:30:00 AM");
  CHECK(local_day(winter, "America/New_York") == "2025-12-31");
}

TEST_CASE("midnight and noon are twelve") {
  CHECK(local_time(winter, "Etc/UTC") == "2026-01-01 12:00:00 AM");
  CHECK(local_time(winter + std::chrono::hours(12), "Etc/UTC") == "2026-01-01 12:00:00 PM");
}

TEST_CASE("a time whose zone is unknown is in UTC and says so") {
  for (auto const* zone : {"", "Mars/Olympus", "../../etc/passwd", "posixrules/.."}) {
    CHECK(local_time(winter, zone) == "2026-01-01 12:00:00 AM UTC");
  }
}

TEST_CASE("a call's journey is one line a leg") {
  auto const legs = boost::json::parse(R"([
    {"direction": "Inbound", "to": {"name": "Front desk", "extensionNumber": "101"},
     "from": {"phoneNumber": "+14155550132"}},
    {"direction": "Outbound", "from": {"name": "Sam"}, "to": {"name": "not this"}, "duration": 61},
    {"direction": "Outbound", "legType": "PstnToSip", "to": {"phoneNumber": "+14155550199"}, "duration": 1},
    {"direction": "Inbound", "duration": "pending"}, 7])");
  CHECK(call_journey(legs.as_array()) ==
        "Received call at Front desk, ext 101\n"
        "Transferred to Sam, duration: 1 minute, 1 second\n"
        "Transferred to +14155550199, duration: 1 second\n"
        "Transferred");
  CHECK(call_journey({}).empty());
}

TEST_CASE("the journey of an outbound call begins with the caller") {
  auto const legs = boost::json::parse(
      R"([{"direction": "Outbound", "from": {"name": "Sam", "phoneNumber": "+14155550100"}}])");
  CHECK(call_journey(legs.as_array()) == "Made call from Sam, +14155550100");
}

}  // namespace patchbay
