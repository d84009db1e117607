#include "outbox/queue.hpp"

#include <catch2/catch.hpp>

#include <thread>

namespace patchbay::outbox {
namespace {

std::vector<Due> of(std::string const& account, std::initializer_list<long long> ids, bool suspect = false) {
  std::vector<Due> due;
  for (auto const id : ids) due.push_back({id, account, suspect});
  return due;
}

long long taken(Queue& queue) { return queue.take({}).value().due.id; }

}  // namespace

TEST_CASE("what somebody waits for goes before the backlog") {
  Queue queue;
  queue.add_backlog(of("a", {1, 2, 3}));
  queue.add_urgent(9);
  queue.add_urgent(3);  // was in the backlog
  CHECK(taken(queue) == 9);
  CHECK(taken(queue) == 3);
  CHECK(taken(queue) == 1);
}

TEST_CASE("a slow account takes no more than two threads from the others") {
  Queue queue;
  queue.add_backlog(of("slow", {1, 2, 3, 4}));
  queue.add_backlog(of("quick", {5}));
  CHECK(taken(queue) == 1);
  CHECK(taken(queue) == 2);
  CHECK(taken(queue) == 5);
}

TEST_CASE("a backlog leaves one thread for whom somebody waits") {
  Queue queue;
  for (long long id = 1; id <= 4; ++id) queue.add_backlog(of("account " + std::to_string(id), {id}));
  auto const first = queue.take({}).value();
  CHECK(taken(queue) == 2);
  CHECK(taken(queue) == 3);
  queue.add_urgent(9);
  CHECK(taken(queue) == 9);
  CHECK_FALSE(queue.done(first));
  CHECK(taken(queue) == 4);
}

TEST_CASE("suspects are delivered one at a time") {
  Queue queue;
  queue.add_backlog(of("a", {1, 2}, true));
  queue.add_backlog(of("a", {3}));
  auto const suspect = queue.take({}).value();
  CHECK(suspect.due.id == 1);
  CHECK(taken(queue) == 3);
  queue.done(suspect);
  CHECK(taken(queue) == 2);
}

TEST_CASE(
    "an entry that is being delivered is delivered once more when more of it is wanted, by the same thread") {
  Queue queue;
  queue.add_urgent(1);
  auto const job = queue.take({}).value();
  queue.add_urgent(1);
  queue.add_urgent(1);
  queue.add_backlog(of("a", {1}));
  CHECK(queue.done(job));
  CHECK_FALSE(queue.done(job));
}

TEST_CASE("who waits for an entry waits until it is done, and no longer than that") {
  using namespace std::chrono_literals;
  Queue queue;
  queue.wait_for(1, 1h, {});  // nobody has it
  queue.add_urgent(1);
  queue.wait_for(1, 0ms, {});
  std::jthread const worker([&] { queue.done(queue.take({}).value()); });
  queue.wait_for(1, 1h, {});
  CHECK(queue.backlog_is_low());
}

TEST_CASE("a stop ends every wait") {
  using namespace std::chrono_literals;
  Queue queue;
  queue.add_urgent(1);
  auto const job = queue.take({}).value();
  std::jthread worker([&](std::stop_token stop) { CHECK_FALSE(queue.take(stop)); });
  std::jthread waiter([&](std::stop_token stop) { queue.wait_for(1, 1h, stop); });
  worker.request_stop();
  waiter.request_stop();
}

}  // namespace patchbay::outbox
