// How much of a CRM's rate limit is left: what was spent lately, by the clock given. Not thread-safe; no
// waiting, no I/O.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "http/http.hpp"

namespace patchbay {

// A rate bucket of the manifest: `capacity` units in any `window`.
struct RateBucket {
  std::string id;
  long long capacity = 0;  // 0: no limit is known
  std::chrono::milliseconds window{0};
  std::string remaining_header;  // what is left, in the bucket's unit; empty: the CRM does not say
  std::string reset_header;      // when the window ends: in seconds from now, or as Unix time; empty: the CRM
                                 // does not say
};

// Every unit spent comes back one window later, so that no window, wherever the CRM lets it begin, ever holds
// more than the capacity.
class RateWindow {
 public:
  explicit RateWindow(RateBucket bucket) : bucket_(std::move(bucket)) {}

  // The first time from `now` on at which `cost` fits, behind everything that is booked already.
  SteadyTime earliest(int cost, SteadyTime now);
  // REQUIRES: `when` came from earliest() for the same cost.
  void book(int cost, SteadyTime when);

  // Takes over what the CRM says is left, where that is less than we think: somebody else uses the same
  // account.
  void learn(HttpResponse const& reply, SteadyTime now, WallTime wall_now);
  // The CRM answered 429: how long it wants silence. Nothing goes out before blocked_until() then.
  std::chrono::seconds block(HttpResponse const& reply, SteadyTime now, WallTime wall_now);
  SteadyTime blocked_until() const { return blocked_until_; }

  std::string const& id() const { return bucket_.id; }

 private:
  struct Spent {
    SteadyTime when;
    long long cost;
  };
  long long used_at(SteadyTime when) const;
  void add(Spent spent);
  std::optional<std::chrono::seconds> reset_in(HttpResponse const& reply, WallTime wall_now) const;

  RateBucket bucket_;
  std::vector<Spent> spent_;  // by time; bookings may lie ahead
  SteadyTime last_booking_{};
  SteadyTime blocked_until_{};
};

}  // namespace patchbay
