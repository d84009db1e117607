// A clock that stands still until somebody waits: a wait moves it forward at once, and is remembered.
// Thread-safe.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

#include "base/clock.hpp"
#include "base/thread_annotations.hpp"

namespace patchbay::test {

class FakeClock final : public Clock {
 public:
  // 2026-11-21T09:00:00Z, a Saturday.
  static constexpr WallTime start_of_wall_time{std::chrono::seconds(1795251600)};

  SteadyTime steady_now() const override {
    Lock lock(mutex_);
    return SteadyTime(std::chrono::hours(1)) + elapsed_;
  }

  WallTime wall_now() const override {
    Lock lock(mutex_);
    return start_of_wall_time + std::chrono::duration_cast<WallTime::duration>(elapsed_ + set_by_);
  }

  // Time jumps to `when`; a time that has passed costs nothing, but counts as a wait.
  bool wait_until(SteadyTime when, std::stop_token stop) const override {
    if (stop.stop_requested()) return false;
    Lock lock(mutex_);
    auto const ahead = when - (SteadyTime(std::chrono::hours(1)) + elapsed_);
    auto const wait = std::max(ahead, SteadyTime::duration::zero());
    elapsed_ += wait;
    waits_.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(wait));
    return true;
  }

  void advance(std::chrono::milliseconds by) const {
    Lock lock(mutex_);
    elapsed_ += by;
  }

  // Somebody sets the wall clock, or the machine sleeps: the steady clock knows nothing of it.
  void set_wall_clock(std::chrono::milliseconds by) const {
    Lock lock(mutex_);
    set_by_ += by;
  }

  // How long each wait was, in their order.
  std::vector<std::chrono::milliseconds> waits() const {
    Lock lock(mutex_);
    return waits_;
  }

 private:
  mutable Mutex mutex_;
  mutable SteadyTime::duration elapsed_ GUARDED_BY(mutex_){0};
  mutable SteadyTime::duration set_by_ GUARDED_BY(mutex_){0};
  mutable std::vector<std::chrono::milliseconds> waits_ GUARDED_BY(mutex_);
};

}  // namespace patchbay::test
