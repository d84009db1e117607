// What installer/windows/packages.cmake mends in the compiler's library.
#include <catch2/catch.hpp>

#include <atomic>
#include <future>
#include <stop_token>
#include <thread>

namespace patchbay {
namespace {

using namespace std::chrono_literals;

// Lets another thread stop it while the callback is there, and takes the callback away while it runs. How
// long that takes differs from round to round: its end has to fall between two steps of who waits for it.
void meet(std::atomic<std::stop_source*>& to_stop, int round) {
  std::stop_source source;
  std::atomic<bool> runs = false;
  std::stop_callback const callback(source.get_token(), [&] {
    runs = true;
    for (int turn = 0; turn < round % 64; ++turn) std::this_thread::yield();
  });
  to_stop = &source;
  while (!runs) std::this_thread::yield();
}

void meet_often() {
  std::atomic<std::stop_source*> to_stop = nullptr;
  std::jthread const stopper([&to_stop](std::stop_token const& stop) {
    while (!stop.stop_requested()) {
      if (auto* const source = to_stop.exchange(nullptr)) std::stop_source(*source).request_stop();
      std::this_thread::yield();
    }
  });
  for (int round = 0; round < 3000; ++round) meet(to_stop, round);
}

}  // namespace

TEST_CASE("who takes a callback away while it runs is woken when it is over") {
  std::packaged_task<void()> task(meet_often);
  auto const over = task.get_future();
  std::thread thread(std::move(task));  // if it sleeps, the failure ends the program: nobody could join it
  REQUIRE(over.wait_for(60s) == std::future_status::ready);
  thread.join();
}

}  // namespace patchbay
