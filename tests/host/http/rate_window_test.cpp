#include "http/rate_window.hpp"

#include <catch2/catch.hpp>

#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;
using namespace std::chrono_literals;

namespace {

SteadyTime const start{1h};
WallTime const wall = FakeClock::start_of_wall_time;

RateWindow window() { return RateWindow({"search", 10, 2s, "x-left", "x-reset"}); }

void spend(RateWindow& rates, int cost, SteadyTime when) { rates.book(cost, rates.earliest(cost, when)); }

HttpResponse left(std::string count, std::string reset) {
  return response(200, "", {{"X-Left", count}, {"X-Reset", reset}});
}

}  // namespace

TEST_CASE("the whole capacity may go at once, the next unit a window later") {
  auto rates = window();
  for (int i = 0; i < 10; ++i) spend(rates, 1, start);
  CHECK(rates.earliest(1, start) == start + 2s);
  CHECK(rates.earliest(1, start + 2s) == start + 2s);
}

TEST_CASE("no window ever holds more than the capacity, wherever it begins") {
  auto rates = window();
  spend(rates, 6, start);
  spend(rates, 4, start + 1s);
  CHECK(rates.earliest(6, start + 1s) == start + 2s);
  CHECK(rates.earliest(7, start + 1s) == start + 3s);
}

TEST_CASE("nobody overtakes what was booked before") {
  auto rates = window();
  spend(rates, 6, start);
  spend(rates, 10, start);
  CHECK(rates.earliest(1, start) == start + 4s);
}

TEST_CASE("a request dearer than the capacity waits for a full bucket, and goes") {
  auto rates = window();
  spend(rates, 1, start);
  CHECK(rates.earliest(99, start) == start + 2s);
}

TEST_CASE("a cost below one counts as one") {
  auto rates = window();
  for (int i = 0; i < 10; ++i) spend(rates, 0, start);
  CHECK(rates.earliest(0, start) == start + 2s);
}

TEST_CASE("without a capacity nothing waits") {
  RateWindow rates({"", 0, 0s, "", ""});
  for (int i = 0; i < 100; ++i) spend(rates, 100, start);
  CHECK(rates.earliest(1, start) == start);
}

TEST_CASE("what others spent is learnt from the reply") {
  auto rates = window();
  spend(rates, 1, start);
  rates.learn(left("3", "1"), start, wall);
  CHECK(rates.earliest(3, start) == start);
  CHECK(rates.earliest(4, start) == start + 1s);
}

TEST_CASE("a reply that leaves us more than we think gives nothing away") {
  auto rates = window();
  spend(rates, 8, start);
  rates.learn(left("9", "1"), start, wall);
  CHECK(rates.earliest(3, start) == start + 2s);
}

TEST_CASE("a reset may be a Unix time") {
  auto rates = window();
  rates.learn(left("0", std::to_string(
                            std::chrono::floor<std::chrono::seconds>(wall).time_since_epoch().count() + 7)),
              start, wall);
  CHECK(rates.earliest(1, start) == start + 7s);
}

TEST_CASE("without a reset what others spent comes back a window later") {
  auto rates = window();
  rates.learn(left("0", "?"), start, wall);
  CHECK(rates.earliest(1, start) == start + 2s);
}

TEST_CASE("a 429 blocks for Retry-After, else for the reset, else for a window") {
  auto rates = window();
  CHECK(rates.block(response(429, "", {{"Retry-After", "5"}, {"X-Reset", "9"}}), start, wall) == 5s);
  CHECK(rates.earliest(1, start) == start + 5s);
  CHECK(window().block(left("0", "9"), start, wall) == 9s);
  CHECK(window().block(response(429), start, wall) == 2s);
  CHECK(RateWindow({"day", 1000, 24h, "", ""}).block(response(429), start, wall) == 60s);
}

TEST_CASE("a shorter block does not shorten a longer one") {
  auto rates = window();
  rates.block(response(429, "", {{"Retry-After", "5"}}), start, wall);
  rates.block(response(429, "", {{"Retry-After", "1"}}), start, wall);
  CHECK(rates.blocked_until() == start + 5s);
}

TEST_CASE("what is left may come as used and limit, which need not be the capacity") {
  RateWindow rates({"day", 100'000, 24h, "", "", "x-usage"});
  rates.learn(response(200, "", {{"X-Usage", "usage=4997/5000"}}), start, wall);
  CHECK(rates.earliest(3, start) == start);
  CHECK(rates.earliest(4, start) == start + 1h);
}

TEST_CASE("what a CRM said of a long window is believed for an hour, then it is asked again") {
  RateWindow rates({"day", 1000, 24h, "x-left", ""});
  rates.learn(response(200, "", {{"X-Left", "0"}}), start, wall);
  CHECK_FALSE(rates.has_room(1, start + 59min));
  CHECK(rates.has_room(1, start + 1h));
}

TEST_CASE("a bucket without a capacity is closed while the CRM says that nothing is left") {
  RateWindow rates({"day", 0, 24h, "x-left", "x-reset"});
  rates.learn(left("1", "?"), start, wall);
  CHECK(rates.has_room(99, start));
  rates.learn(left("0", "7200"), start, wall);
  CHECK_FALSE(rates.has_room(1, start));
  CHECK(rates.earliest(1, start) == start + 2h);
  CHECK(rates.has_room(1, start + 2h));
}

TEST_CASE("there is room whatever is booked for later") {
  auto rates = window();
  rates.book(3, start + 1s);
  CHECK(rates.has_room(7, start));
  CHECK_FALSE(rates.has_room(8, start));
}
