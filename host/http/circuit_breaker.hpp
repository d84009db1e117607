// The layer that stops asking a CRM that cannot be reached, so that nobody waits for it in vain. Thread-safe.
//
// After `failures` batches in a row without one answer it opens: every request gets `unavailable` at once.
// Then one batch is let through as a probe each `open_for`, until one is answered. A 403 that is a web page
// comes from a firewall in front of the CRM, which bans whoever goes on asking: that stops everything for
// `firewall_stop`. What a 429 asks for is remembered by the rate limit, bucket by bucket, and not here.
#pragma once

#include <chrono>
#include <optional>

#include "base/log.hpp"
#include "base/thread_annotations.hpp"
#include "http/batch.hpp"

namespace patchbay {

struct BreakerOptions {
  int failures = 5;
  std::chrono::seconds open_for{10};
  std::chrono::minutes firewall_stop{15};
};

class CircuitBreaker final : public HttpClient {
 public:
  CircuitBreaker(HttpClient& next, BreakerOptions options, Clock const& clock, Log const& log)
      : next_(next), options_(options), clock_(clock), log_(log) {}

  std::vector<Result<HttpResponse>> send(std::vector<HttpRequest> requests, Context const& context) override;

 private:
  std::optional<Error> refusal();
  void note_answer();
  void note_failure(Error const& error);
  void note_firewall();
  Error firewall_error() const;

  HttpClient& next_;
  BreakerOptions const options_;
  Clock const& clock_;
  Log const& log_;
  Mutex mutex_;
  int failures_ GUARDED_BY(mutex_) = 0;
  SteadyTime closed_to_all_until_ GUARDED_BY(mutex_){};
  SteadyTime firewall_until_ GUARDED_BY(mutex_){};
  std::string reason_ GUARDED_BY(mutex_);
};

}  // namespace patchbay
