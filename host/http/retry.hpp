// The layer that sends again what may be sent again, and turns a CRM's 5xx into an error. Thread-safe.
//
// What is sent again, within the deadline and `attempts`, only the members of a batch that failed:
//   any request        unavailable (it never arrived); rate_limited (it was refused); 503 with Retry-After
//   (refused, too) a repeatable one   also unknown_outcome, 502, 503, 504 (see http/repeatable.hpp)
// What then comes out for a 5xx: `unavailable` when the CRM did not act or acting twice does no harm, else
// `unknown_outcome`, since a gateway's 502 or 504 says nothing about what happened behind it. So
// `unavailable` always means: sending it again is safe.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "http/batch.hpp"

namespace patchbay {

// Numbers from 0 up to, not including, 1. The function may be called from any thread.
std::function<double()> random_fractions();

struct RetryOptions {
  int attempts = 3;                            // with the first one
  std::chrono::milliseconds first_delay{250};  // doubled for each further attempt
  std::chrono::milliseconds longest_delay{5000};
  // Spreads each delay over its upper half, so that hosts that failed together do not come back together.
  std::function<double()> random = random_fractions();
};

class Retry final : public HttpClient {
 public:
  Retry(HttpClient& next, RetryOptions options, Clock const& clock)
      : next_(next), options_(std::move(options)), clock_(clock) {}

  std::vector<Result<HttpResponse>> send(std::vector<HttpRequest> requests, Context const& context) override;

 private:
  // How long to wait before this member goes again; none: it is settled. A 5xx in `result` becomes an error.
  std::optional<std::chrono::milliseconds> pause_before_next(HttpRequest const& request,
                                                             Result<HttpResponse>& result, int attempt) const;
  std::chrono::milliseconds backoff(int attempt) const;

  HttpClient& next_;
  RetryOptions options_;
  Clock const& clock_;
};

}  // namespace patchbay
