#include "http/retry.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <random>

#include "base/thread_annotations.hpp"
#include "http/repeatable.hpp"
#include "http/reply_facts.hpp"

namespace patchbay {
namespace {

using std::chrono::milliseconds;

bool gateway_trouble(int status) { return status == 502 || status == 503 || status == 504; }

Error server_error(HttpResponse const& reply, bool safe_to_repeat, std::optional<std::chrono::seconds> wait) {
  auto const status = std::to_string(reply.status);
  auto error = safe_to_repeat ? fail(ErrorCode::unavailable, "The CRM failed with status " + status + ".")
                              : fail(ErrorCode::unknown_outcome,
                                     "The CRM failed with status " + status +
                                         " after it had got the request; whether it acted is not known.");
  error.remote = remote_text(reply.body);
  error.retry_after = wait;
  return error;
}

}  // namespace

std::vector<Result<HttpResponse>> Retry::send(std::vector<HttpRequest> requests, Context const& context) {
  auto results = unfilled(requests.size());
  std::vector<std::size_t> pending(requests.size());
  std::iota(pending.begin(), pending.end(), std::size_t{0});
  for (int attempt = 1; !pending.empty(); ++attempt) {
    send_some(next_, requests, pending, results, context);
    auto const now = clock_.steady_now();
    auto when = now;
    std::vector<std::size_t> again;
    for (auto const place : pending) {
      auto const pause = pause_before_next(requests[place], results[place], attempt);
      if (!pause || now + *pause >= context.deadline) continue;
      when = std::max(when, now + *pause);
      again.push_back(place);
    }
    if (!again.empty() && !clock_.wait_until(when, context.stop)) {
      for (auto const place : again)
        results[place] = fail(ErrorCode::cancelled, "The request was cancelled.");
      break;
    }
    pending = std::move(again);
  }
  return results;
}

std::optional<milliseconds> Retry::pause_before_next(HttpRequest const& request, Result<HttpResponse>& result,
                                                     int attempt) const {
  bool again = false;
  std::optional<std::chrono::seconds> wait;
  if (result) {
    if (result->status < 500) return std::nullopt;
    wait = retry_after(*result, clock_.wall_now());
    bool const refused = result->status == 503 && wait;
    again = refused || (repeatable(request) && gateway_trouble(result->status));
    result = server_error(*result, refused || repeatable(request), wait);
  } else {
    auto const code = result.error().code;
    wait = result.error().retry_after;
    // The outcome of what may be sent twice does not matter: for its caller the CRM just could not be
    // reached.
    if (code == ErrorCode::unknown_outcome && repeatable(request)) {
      auto error = result.error();
      error.code = ErrorCode::unavailable;
      result = std::move(error);
      again = true;
    } else {
      again = code == ErrorCode::unavailable || (code == ErrorCode::rate_limited && wait);
    }
  }
  if (!again || attempt >= options_.attempts) return std::nullopt;
  return wait ? std::max(milliseconds(*wait), milliseconds(0)) : backoff(attempt);
}

milliseconds Retry::backoff(int attempt) const {
  auto const doubled = options_.first_delay * (1LL << std::min(attempt - 1, 20));
  auto const delay = std::min<milliseconds>(doubled, options_.longest_delay);
  return std::chrono::duration_cast<milliseconds>(delay * (0.5 + options_.random() / 2));
}

std::function<double()> random_fractions() {
  struct Source {
    Mutex mutex;
    std::mt19937 engine GUARDED_BY(mutex){std::random_device{}()};
  };
  return [source = std::make_shared<Source>()] {
    Lock lock(source->mutex);
    return std::uniform_real_distribution<double>(0.0, 1.0)(source->engine);
  };
}

}  // namespace patchbay
