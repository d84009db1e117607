// What travels with one request: until when it may run, and whether somebody cancelled it. A value; copies share the stop.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace patchbay {

struct Context {
  SteadyTime deadline;
  std::stop_token stop;

  // `cancelled` once a stop is requested, `timeout` once the deadline has passed.
  std::optional<Error> over(SteadyTime now) const {
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "The request was cancelled.");
    if (now >= deadline) return fail(ErrorCode::timeout, "The request took longer than it may.");
    return std::nullopt;
  }
};

}  // namespace patchbay
