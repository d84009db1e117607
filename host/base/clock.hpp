// Time as the host sees it, so that tests need neither waiting nor the real date. Thread-safe.
#pragma once

#include <chrono>
#include <stop_token>

namespace patchbay {

using SteadyTime = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::system_clock::time_point;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual SteadyTime steady_now() const = 0;
  virtual WallTime wall_now() const = 0;
  // Blocks until `when` or until a stop is requested. False: stopped.
  virtual bool wait_until(SteadyTime when, std::stop_token stop) const = 0;
};

// The machine's own clock. Lives as long as the program.
Clock const& system_clock();

}  // namespace patchbay
