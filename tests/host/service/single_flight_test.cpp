#include "service/single_flight.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>
#include <vector>

namespace patchbay::service {
namespace {

namespace json = boost::json;

Context context(std::stop_token stop = {}) { return {SteadyTime::max(), std::move(stop)}; }

}  // namespace

TEST_CASE("of identical questions at the same time one is asked at a time, and everybody has an answer") {
  SingleFlight flight;
  std::atomic<int> entered = 0, under_way = 0, most = 0, answered = 0;
  auto const ask = [&]() -> Result<json::value> {
    most = std::max(most.load(), ++under_way);
    while (entered < 8) std::this_thread::yield();
    --under_way;
    return json::value("seven");
  };
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      ++entered;
      auto const answer = flight.ask("7", context(), ask);
      if (answer && *answer == "seven") ++answered;
    });
  }
  threads.clear();
  CHECK(most == 1);
  CHECK(answered == 8);
}

TEST_CASE("who waits for another's question asks nothing himself, and may give up") {
  SingleFlight flight;
  std::stop_source stopped;
  stopped.request_stop();
  bool asked_again = false;
  auto const answer = flight.ask("7", context(), [&]() -> Result<json::value> {
    auto const second = flight.ask("7", context(stopped.get_token()), [&]() -> Result<json::value> {
      asked_again = true;
      return json::value(0);
    });
    REQUIRE(second.has_error());
    CHECK(second.error().code == ErrorCode::cancelled);
    auto const other = flight.ask("8", context(), []() -> Result<json::value> { return json::value(8); });
    CHECK(other.value() == 8);
    return json::value(7);
  });
  CHECK(answer.value() == 7);
  CHECK_FALSE(asked_again);
}

TEST_CASE("a question that was given up is asked again by one of who waited; a failure is everybody's") {
  SingleFlight flight;
  std::atomic<bool> entered = false;
  std::jthread other;
  Result<json::value> of_other = json::value();
  auto const first = flight.ask("7", context(), [&]() -> Result<json::value> {
    other = std::jthread([&] {
      entered = true;
      of_other = flight.ask("7", context(), []() -> Result<json::value> { return json::value(7); });
    });
    while (!entered) std::this_thread::yield();
    return fail(ErrorCode::cancelled, "given up");
  });
  other.join();
  CHECK(first.error().code == ErrorCode::cancelled);
  CHECK(of_other.value() == 7);
  auto const failed = flight.ask(
      "7", context(), []() -> Result<json::value> { return fail(ErrorCode::unavailable, "down"); });
  CHECK(failed.error().code == ErrorCode::unavailable);
}

TEST_CASE("a question that ends in an exception leaves nobody waiting") {
  SingleFlight flight;
  CHECK_THROWS(
      flight.ask("7", context(), []() -> Result<json::value> { throw std::runtime_error("a defect"); }));
  auto const next = flight.ask("7", context(), []() -> Result<json::value> { return json::value(7); });
  CHECK(next.value() == 7);
}

}  // namespace patchbay::service
