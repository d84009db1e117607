#include "http/rate_limit.hpp"

#include <algorithm>

#include "http/reply_facts.hpp"

namespace patchbay {
namespace {

Error must_wait(std::chrono::seconds wait, std::string remote = {}) {
  auto error =
      fail(ErrorCode::rate_limited, "The CRM's rate limit is reached. It wants to be left alone for " +
                                        std::to_string(wait.count()) + " seconds.");
  error.remote = std::move(remote);
  error.retry_after = wait;
  return error;
}

Error must_wait(SteadyTime::duration wait) {
  return must_wait(std::chrono::ceil<std::chrono::seconds>(wait));
}

}  // namespace

RateLimit::RateLimit(HttpClient& next, std::vector<RateBucket> buckets, Clock const& clock)
    : next_(next), clock_(clock) {
  if (buckets.empty()) buckets.emplace_back();
  for (auto& bucket : buckets) windows_.emplace_back(std::move(bucket));
}

std::vector<Result<HttpResponse>> RateLimit::send(std::vector<HttpRequest> requests, Context const& context) {
  auto results = unfilled(requests.size());
  auto waiting = book(requests, results, context);
  while (!waiting.empty()) {
    auto const next_turn = std::min_element(waiting.begin(), waiting.end(),
                                            [](Turn const& a, Turn const& b) { return a.when < b.when; });
    if (next_turn->when > clock_.steady_now() && !clock_.wait_until(next_turn->when, context.stop)) {
      for (auto const& turn : waiting)
        results[turn.place] = fail(ErrorCode::cancelled, "The request was cancelled.");
      break;
    }
    auto const due = take_due(waiting, results, context);
    std::vector<std::size_t> places;
    for (auto const& turn : due) places.push_back(turn.place);
    send_some(next_, requests, places, results, context);
    learn(due, results);
  }
  return results;
}

// Booked at once for the whole batch, so that callers cannot overtake each other.
std::vector<RateLimit::Turn> RateLimit::book(std::vector<HttpRequest> const& requests, HttpResults& results,
                                             Context const& context) {
  std::vector<Turn> turns;
  Lock lock(mutex_);
  auto const now = clock_.steady_now();
  for (std::size_t place = 0; place < requests.size(); ++place) {
    auto const window = window_for(requests[place].bucket);
    if (window == windows_.size()) {
      results[place] =
          fail(ErrorCode::invalid_params, "The adapter named a rate bucket that its manifest does not have.");
      continue;
    }
    auto const when = windows_[window].earliest(requests[place].cost, now);
    if (when > now && when >= context.deadline) {
      results[place] = must_wait(when - now);
      continue;
    }
    windows_[window].book(requests[place].cost, when);
    turns.push_back({place, window, requests[place].cost, when});
  }
  return turns;
}

// Those whose turn has come; a 429 that came meanwhile postpones the others.
std::vector<RateLimit::Turn> RateLimit::take_due(std::vector<Turn>& waiting, HttpResults& results,
                                                 Context const& context) {
  std::vector<Turn> due, later;
  Lock lock(mutex_);
  auto const now = clock_.steady_now();
  for (auto turn : waiting) {
    auto& window = windows_[turn.window];
    bool const postponed = turn.when < window.blocked_until() && now < window.blocked_until();
    if (postponed) turn.when = window.earliest(turn.cost, now);
    if (turn.when <= now) {
      due.push_back(turn);
    } else if (turn.when < context.deadline) {
      if (postponed) window.book(turn.cost, turn.when);
      later.push_back(turn);
    } else {
      results[turn.place] = must_wait(turn.when - now);
    }
  }
  waiting = std::move(later);
  return due;
}

void RateLimit::learn(std::vector<Turn> const& answered, HttpResults& results) {
  Lock lock(mutex_);
  auto const now = clock_.steady_now();
  auto const wall_now = clock_.wall_now();
  for (auto const& turn : answered) {
    auto& result = results[turn.place];
    if (!result) continue;
    windows_[turn.window].learn(*result, now, wall_now);
    if (result->status == 429)
      result = must_wait(windows_[turn.window].block(*result, now, wall_now), remote_text(result->body));
  }
}

std::size_t RateLimit::window_for(std::string const& bucket) const {
  if (bucket.empty()) return 0;
  auto const window = std::find_if(windows_.begin(), windows_.end(),
                                   [&](RateWindow const& one) { return one.id() == bucket; });
  return static_cast<std::size_t>(window - windows_.begin());
}

}  // namespace patchbay
