// The layer that keeps a connection below its CRM's rate limits: each request pays into its bucket, and waits
// its turn within the deadline. Thread-safe: callers are served in the order in which they came.
#pragma once

#include <optional>
#include <vector>

#include "base/thread_annotations.hpp"
#include "http/batch.hpp"
#include "http/rate_window.hpp"

namespace patchbay {

class RateLimit final : public HttpClient {
 public:
  // Without buckets nothing is counted, but a 429 is still obeyed. REQUIRES: `also` names a bucket of the
  // list.
  RateLimit(HttpClient& next, std::vector<RateBucket> buckets, Clock const& clock);

  // Members whose turn comes later go out later; those whose turn would come after the deadline get
  // `rate_limited` at once, with retry_after. So does a member that the CRM answers with 429: no 429 leaves
  // this layer. Nobody waits for a bucket that is paid `also`: when it is empty, the answer comes at once.
  std::vector<Result<HttpResponse>> send(std::vector<HttpRequest> requests, Context const& context) override;

 private:
  struct Turn {
    std::size_t place;
    std::size_t window;
    std::optional<std::size_t> also;
    int cost;
    SteadyTime when;
  };
  std::vector<Turn> book(std::vector<HttpRequest> const& requests, HttpResults& results,
                         Context const& context);
  std::vector<Turn> take_due(std::vector<Turn>& waiting, HttpResults& results, Context const& context);
  void learn(std::vector<Turn> const& answered, HttpResults& results);
  // The error of who comes too late, or finds the other bucket empty; none: the turn may be taken.
  std::optional<Error> refusal(Turn const& turn, SteadyTime now, Context const& context)
      REQUIRES_LOCK(mutex_);
  void pay(Turn const& turn) REQUIRES_LOCK(mutex_);
  // What the turn may not outrun: the end of the silence that the CRM wants.
  SteadyTime blocked_until(Turn const& turn) const REQUIRES_LOCK(mutex_);
  Error refused(Turn const& turn, HttpResponse const& reply, SteadyTime now, WallTime wall_now)
      REQUIRES_LOCK(mutex_);
  // The index of the window, or windows_.size().
  std::size_t window_for(std::string const& bucket) const REQUIRES_LOCK(mutex_);

  HttpClient& next_;
  Clock const& clock_;
  mutable Mutex mutex_;
  std::vector<RateWindow> windows_ GUARDED_BY(mutex_);
};

}  // namespace patchbay
