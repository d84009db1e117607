#include "http/rate_limit.hpp"

#include <algorithm>

#include "http/reply_facts.hpp"

namespace patchbay {
namespace {

constexpr long long dearest_request = 100;  // in units of a budget; the CRMs that count them ask for less

std::string in_words(std::chrono::seconds wait) {
  if (wait <= std::chrono::minutes(2)) return std::to_string(wait.count()) + " seconds";
  if (wait <= std::chrono::hours(2))
    return std::to_string(std::chrono::ceil<std::chrono::minutes>(wait).count()) + " minutes";
  return std::to_string(std::chrono::ceil<std::chrono::hours>(wait).count()) + " hours";
}

// A limit over hours is a budget: who has used it up waits in vain, and should know.
std::string sentence(RateWindow const& window, std::chrono::seconds wait) {
  auto const hours = std::chrono::floor<std::chrono::hours>(window.length()).count();
  if (hours == 0)
    return "The CRM's rate limit is reached. It wants to be left alone for " + std::to_string(wait.count()) +
           " seconds.";
  auto const period = hours == 24 ? "the day" : std::to_string(hours) + " hours";
  return "The CRM's budget of requests for " + period + " is used up. Patchbay asks it again in " +
         in_words(wait) + ".";
}

Error must_wait(RateWindow const& window, SteadyTime::duration wait) {
  auto const rounded = std::chrono::ceil<std::chrono::seconds>(wait);
  auto error = fail(ErrorCode::rate_limited, sentence(window, rounded));
  error.retry_after = rounded;
  return error;
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
    Turn turn{place, window, std::nullopt, requests[place].cost, now};
    if (!windows_[window].also().empty()) turn.also = window_for(windows_[window].also());
    turn.when = windows_[window].earliest(turn.cost, now);
    if (auto error = refusal(turn, now, context)) {
      results[place] = std::move(*error);
      continue;
    }
    pay(turn);
    turns.push_back(turn);
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
    bool const postponed = turn.when < blocked_until(turn) && now < blocked_until(turn);
    if (postponed) turn.when = windows_[turn.window].earliest(turn.cost, now);
    auto error = postponed ? refusal(turn, now, context) : std::nullopt;
    if (error) {
      results[turn.place] = std::move(*error);
    } else if (turn.when <= now) {
      due.push_back(turn);
    } else {
      if (postponed) pay(turn);
      later.push_back(turn);
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
    if (turn.also) windows_[*turn.also].learn(*result, now, wall_now);
    if (result->status == 429) result = refused(turn, *result, now, wall_now);
  }
}

// The reply itself says which limit it is: the budget is empty, or so little is left of it that this request
// may cost more, while there is room below the other one.
Error RateLimit::refused(Turn const& turn, HttpResponse const& reply, SteadyTime now, WallTime wall_now) {
  bool const room_below_own = windows_[turn.window].left(reply).value_or(0) > 0;
  bool const budget =
      turn.also && (!windows_[*turn.also].has_room(turn.cost, now) ||
                    (room_below_own && windows_[*turn.also].left(reply).value_or(0) < dearest_request));
  auto& window = windows_[budget ? *turn.also : turn.window];
  SteadyTime::duration const silence = window.block(reply, now, wall_now);
  auto error = must_wait(window, budget ? std::max(silence, window.earliest(turn.cost, now) - now) : silence);
  error.remote = remote_text(reply.body);
  return error;
}

std::optional<Error> RateLimit::refusal(Turn const& turn, SteadyTime now, Context const& context) {
  if (turn.also && !windows_[*turn.also].has_room(turn.cost, turn.when)) {
    auto& budget = windows_[*turn.also];
    return must_wait(budget, budget.earliest(turn.cost, now) - now);
  }
  if (turn.when > now && turn.when >= context.deadline)
    return must_wait(windows_[turn.window], turn.when - now);
  return std::nullopt;
}

void RateLimit::pay(Turn const& turn) {
  windows_[turn.window].book(turn.cost, turn.when);
  if (turn.also) windows_[*turn.also].book(turn.cost, turn.when);
}

SteadyTime RateLimit::blocked_until(Turn const& turn) const {
  auto const own = windows_[turn.window].blocked_until();
  return turn.also ? std::max(own, windows_[*turn.also].blocked_until()) : own;
}

std::size_t RateLimit::window_for(std::string const& bucket) const {
  if (bucket.empty()) return 0;
  auto const window = std::find_if(windows_.begin(), windows_.end(),
                                   [&](RateWindow const& one) { return one.id() == bucket; });
  return static_cast<std::size_t>(window - windows_.begin());
}

}  // namespace patchbay
