#include "service/once.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <future>

#include "support/fake_clock.hpp"

namespace patchbay::service {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

Context const no_limit{SteadyTime::max(), {}};

}  // namespace

TEST_CASE("what two ask for at the same time is done once, and both get it") {
  bool const succeeds = GENERATE(false, true);
  test::FakeClock const clock;
  Once once(clock);
  std::promise<void> started, go_on;
  auto const work = [&]() -> Result<json::value> {
    started.set_value();
    go_on.get_future().wait();
    if (!succeeds) return fail(ErrorCode::unavailable, "as the test said");
    return json::value("made");
  };
  auto first = std::async(std::launch::async, [&] { return once.run("a", no_limit, work); });
  started.get_future().wait();
  auto second = std::async(std::launch::async,
                           [&] { return once.run("a", no_limit, [] { return json::value("again"); }); });
  CHECK(once.run("b", no_limit, [] { return json::value("other"); }).value() == "other");
  std::stop_source stop;
  stop.request_stop();
  auto const gave_up =
      once.run("a", {SteadyTime::max(), stop.get_token()}, [] { return json::value("never"); });
  CHECK(gave_up.error().code == ErrorCode::cancelled);
  go_on.set_value();
  CHECK(first.get().has_value() == succeeds);
  auto const other = second.get();  // it may have come after a failure, and then it is a new try
  if (succeeds) CHECK(other.value() == "made");
}

TEST_CASE("a second click within a few seconds gets what the first one made, and a later one makes anew") {
  test::FakeClock const clock;
  Once once(clock);
  int made = 0;
  auto const work = [&made]() -> Result<json::value> { return json::value(++made); };
  CHECK(once.run("a", no_limit, work).value() == 1);
  clock.advance(5s);
  CHECK(once.run("a", no_limit, work).value() == 1);
  clock.advance(1ms);
  CHECK(once.run("a", no_limit, work).value() == 2);
}

TEST_CASE("work that throws leaves nobody waiting") {
  test::FakeClock const clock;
  Once once(clock);
  CHECK_THROWS(once.run("a", no_limit, []() -> Result<json::value> { throw std::runtime_error("broken"); }));
  CHECK(once.run("a", no_limit, [] { return json::value("made"); }).value() == "made");
}

TEST_CASE("after a failure the next click tries again") {
  test::FakeClock const clock;
  Once once(clock);
  CHECK_FALSE(
      once.run("a", no_limit, []() -> Result<json::value> { return fail(ErrorCode::unavailable, "no"); }));
  CHECK(once.run("a", no_limit, [] { return json::value("yes"); }).value() == "yes");
}

}  // namespace patchbay::service
