#include "session/in_flight.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

namespace patchbay {
namespace {

using namespace std::chrono_literals;
using Refusal = InFlight::Refusal;

SteadyTime at(std::chrono::milliseconds time) { return SteadyTime(time); }

}  // namespace

TEST_CASE("a request is answered by whoever takes it first, and by nobody else") {
  InFlight requests;
  auto const admission = requests.add(1, at(10ms));
  REQUIRE_FALSE(admission.refusal);
  CHECK(requests.unanswered(admission.number));
  CHECK(requests.take(admission.number));
  CHECK_FALSE(requests.unanswered(admission.number));
  CHECK_FALSE(requests.take(admission.number));
  CHECK_FALSE(requests.cancel(1));
  CHECK(requests.expire(at(10ms)).empty());
  CHECK(requests.take_all().empty());
}

TEST_CASE("of many threads that want to answer one request, one does") {
  InFlight requests;
  auto const number = requests.add("x", at(10ms)).number;
  std::atomic<int> answers = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { answers += requests.take(number); });
    threads.emplace_back([&] { answers += requests.cancel("x"); });
    threads.emplace_back([&] { answers += static_cast<int>(requests.expire(at(10ms)).size()); });
  }
  CHECK(answers == 1);
}

TEST_CASE("an id that is in flight is refused, and a text is not an integer") {
  InFlight requests;
  auto const first = requests.add(1, at(10ms));
  CHECK(requests.add(1, at(10ms)).refusal == Refusal::id_in_use);
  CHECK_FALSE(requests.add("1", at(10ms)).refusal);
  requests.take(first.number);
  CHECK_FALSE(requests.add(1, at(10ms)).refusal);
}

TEST_CASE("an old worker does not answer for a new request with the same id") {
  InFlight requests;
  auto const old = requests.add(1, at(10ms));
  requests.expire(at(10ms));
  auto const fresh = requests.add(1, at(20ms));
  CHECK_FALSE(requests.take(old.number));
  requests.leave(old.number);
  CHECK(requests.take(fresh.number));
}

TEST_CASE("64 are let in, and one more once a worker has an answer") {
  InFlight requests;
  InFlight::Number number = 0;
  for (int i = 0; i < 64; ++i) number = requests.add(i, at(10ms)).number;
  CHECK(requests.add(64, at(10ms)).refusal == Refusal::full);
  requests.take(number);
  CHECK(requests.size() == 63);
  CHECK_FALSE(requests.add(64, at(10ms)).refusal);
}

TEST_CASE("a worker that is busy with a request that was answered for it takes room until it leaves") {
  InFlight requests;
  auto const first = requests.add(0, at(10ms));
  for (int i = 1; i < 64; ++i) requests.add(i, at(10ms));
  requests.cancel(0);
  CHECK(requests.add(64, at(10ms)).refusal == Refusal::full);
  requests.leave(first.number);
  CHECK_FALSE(requests.add(64, at(10ms)).refusal);
}

TEST_CASE("a cancelled request is told to stop, and the others are not") {
  InFlight requests;
  auto const one = requests.add(1, at(10ms));
  auto const two = requests.add(2, at(10ms));
  CHECK(requests.cancel(1));
  CHECK(one.stop.stop_requested());
  CHECK_FALSE(two.stop.stop_requested());
  CHECK_FALSE(requests.take(one.number));
  CHECK_FALSE(requests.cancel(3));
}

TEST_CASE("a deadline takes exactly the requests that have run out of time") {
  InFlight requests;
  CHECK(requests.next_deadline() == SteadyTime::max());
  auto const early = requests.add("early", at(10ms));
  auto const late = requests.add("late", at(20ms));
  CHECK(requests.next_deadline() == at(10ms));
  CHECK(requests.expire(at(9ms)).empty());
  CHECK(requests.expire(at(10ms)) == std::vector<boost::json::value>{"early"});
  CHECK(early.stop.stop_requested());
  CHECK_FALSE(late.stop.stop_requested());
  CHECK(requests.next_deadline() == at(20ms));
}

TEST_CASE("at the end every worker is told to stop and answers for itself") {
  InFlight requests;
  auto const one = requests.add(1, at(10ms));
  requests.stop_all();
  CHECK(one.stop.stop_requested());
  CHECK(requests.take(one.number));
}

TEST_CASE("waiting ends when the last worker leaves, or when it takes too long") {
  InFlight requests;
  CHECK(requests.wait_until_idle(0ms));
  auto const number = requests.add(1, at(10ms)).number;
  CHECK_FALSE(requests.wait_until_idle(0ms));
  std::jthread worker([&] { requests.leave(number); });
  CHECK(requests.wait_until_idle(1min));
}

TEST_CASE("a stop may call back into the requests") {
  InFlight requests;
  auto const one = requests.add(1, at(10ms));
  std::size_t seen = 0;
  std::stop_callback const callback(one.stop, [&] { seen = requests.size(); });
  requests.cancel(1);
  CHECK(seen == 1);
}

}  // namespace patchbay
