// How much of a CRM's rate limit is left: what was spent lately, by the clock given. Not thread-safe; no
// waiting, no I/O.
#pragma once

#include <algorithm>
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
  long long capacity = 0;  // 0: no limit is known, and only what the CRM says counts
  std::chrono::milliseconds window{0};
  std::string remaining_header;  // what is left, in the bucket's unit; empty: the CRM does not say
  std::string reset_header;      // when the window ends: in seconds from now, or as Unix time; empty: the CRM
                                 // does not say
  std::string usage_header = {};  // in place of remaining_header: holds USED/LIMIT somewhere
  std::string also = {};  // the bucket that the same request pays as well: a budget over a longer time
};

// Every unit spent comes back one window later, so that no window, wherever the CRM lets it begin, ever holds
// more than the capacity.
class RateWindow {
 public:
  explicit RateWindow(RateBucket bucket) : bucket_(std::move(bucket)) {}

  // The first time from `now` on at which `cost` fits, behind everything that is booked already.
  SteadyTime earliest(int cost, SteadyTime now);
  // Whether `cost` fits at `when`, whatever is booked for later.
  bool has_room(int cost, SteadyTime when) const;
  // REQUIRES: `when` came from earliest() for the same cost, or it has_room() then.
  void book(int cost, SteadyTime when);

  // What the CRM says is left; none: it does not.
  std::optional<long long> left(HttpResponse const& reply) const;
  // Takes over what the CRM says is left, where that is less than we think: somebody else uses the same
  // account. That is believed for an hour at most: by then others may have got something back.
  void learn(HttpResponse const& reply, SteadyTime now, WallTime wall_now);
  // The CRM answered 429: how long there is silence now. Nothing goes out before blocked_until() then.
  std::chrono::seconds block(HttpResponse const& reply, SteadyTime now, WallTime wall_now);
  SteadyTime blocked_until() const { return blocked_until_; }

  std::string const& id() const { return bucket_.id; }
  std::string const& also() const { return bucket_.also; }
  std::chrono::milliseconds length() const { return bucket_.window; }

 private:
  struct Spent {
    SteadyTime when;
    long long cost;
  };
  long long used_at(SteadyTime when) const;
  void add(Spent spent);
  void forget(SteadyTime now);  // what has come back by then
  // A request dearer than the whole bucket needs a full one: it could never go otherwise.
  long long needed(int cost) const { return std::clamp<long long>(cost, 1, bucket_.capacity); }
  SteadyTime::duration time_to_return(HttpResponse const& reply, WallTime wall_now) const;
  std::optional<std::chrono::seconds> reset_in(HttpResponse const& reply, WallTime wall_now) const;

  RateBucket bucket_;
  std::vector<Spent> spent_;  // by time; bookings may lie ahead
  SteadyTime last_booking_{};
  SteadyTime blocked_until_{};
};

}  // namespace patchbay
