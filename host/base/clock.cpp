#include "base/clock.hpp"

#include <condition_variable>
#include <mutex>

namespace patchbay {
namespace {

class SystemClock final : public Clock {
 public:
  SteadyTime steady_now() const override { return std::chrono::steady_clock::now(); }
  WallTime wall_now() const override { return std::chrono::system_clock::now(); }
  bool wait_until(SteadyTime when, std::stop_token stop) const override {
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_until(lock, stop, when, [] { return false; });
    return !stop.stop_requested();
  }
};

}  // namespace

Clock const& system_clock() {
  static SystemClock const clock;
  return clock;
}

}  // namespace patchbay
