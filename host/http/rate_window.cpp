#include "http/rate_window.hpp"

#include <algorithm>

#include "http/reply_facts.hpp"

namespace patchbay {

using std::chrono::seconds;

SteadyTime RateWindow::earliest(int cost, SteadyTime now) {
  forget(now);
  auto when = std::max({now, blocked_until_, last_booking_});
  if (bucket_.capacity <= 0) return when;
  while (used_at(when) + needed(cost) > bucket_.capacity) {
    auto const oldest = std::find_if(spent_.begin(), spent_.end(),
                                     [&](Spent const& spent) { return spent.when + bucket_.window > when; });
    when = oldest->when + bucket_.window;
  }
  return when;
}

bool RateWindow::has_room(int cost, SteadyTime when) const {
  if (when < blocked_until_) return false;
  return bucket_.capacity <= 0 || used_at(when) + needed(cost) <= bucket_.capacity;
}

void RateWindow::book(int cost, SteadyTime when) {
  last_booking_ = when;
  if (bucket_.capacity > 0) add({when, needed(cost)});
}

void RateWindow::learn(HttpResponse const& reply, SteadyTime now, WallTime wall_now) {
  forget(now);
  auto const remaining = left(reply);
  if (!remaining || *remaining < 0) return;
  auto const returns = now + time_to_return(reply, wall_now);
  if (bucket_.capacity <= 0) {
    if (*remaining == 0) blocked_until_ = std::max(blocked_until_, returns);
    return;
  }
  auto const missing = bucket_.capacity - used_at(now) - *remaining;
  if (missing > 0) add({returns - bucket_.window, missing});
}

std::optional<long long> RateWindow::left(HttpResponse const& reply) const {
  return bucket_.usage_header.empty() ? number_in(reply, bucket_.remaining_header)
                                      : left_of_usage(reply, bucket_.usage_header);
}

SteadyTime::duration RateWindow::time_to_return(HttpResponse const& reply, WallTime wall_now) const {
  if (auto const reset = reset_in(reply, wall_now)) return *reset;
  return std::min<SteadyTime::duration>(bucket_.window, std::chrono::hours(1));
}

seconds RateWindow::block(HttpResponse const& reply, SteadyTime now, WallTime wall_now) {
  auto wait = retry_after(reply, wall_now);
  if (!wait) wait = reset_in(reply, wall_now);
  // No hint at all: a window, but no whole day on a mere guess.
  if (!wait) wait = std::clamp(std::chrono::ceil<seconds>(bucket_.window), seconds(2), seconds(60));
  blocked_until_ = std::max(blocked_until_, now + *wait);
  return std::chrono::ceil<seconds>(blocked_until_ - now);
}

void RateWindow::forget(SteadyTime now) {
  std::erase_if(spent_, [&](Spent const& spent) { return spent.when + bucket_.window <= now; });
}

long long RateWindow::used_at(SteadyTime when) const {
  long long used = 0;
  for (auto const& spent : spent_)
    if (spent.when + bucket_.window > when) used += spent.cost;
  return used;
}

void RateWindow::add(Spent spent) {
  auto const behind = std::upper_bound(spent_.begin(), spent_.end(), spent.when,
                                       [](SteadyTime when, Spent const& other) { return when < other.when; });
  spent_.insert(behind, spent);
}

std::optional<seconds> RateWindow::reset_in(HttpResponse const& reply, WallTime wall_now) const {
  // No window is thirty years long: a number like that is a date.
  static constexpr long long first_date = 1'000'000'000;
  auto const number = number_in(reply, bucket_.reset_header);
  if (!number || *number < 0) return std::nullopt;
  if (*number < first_date) return seconds(*number);
  auto const now = std::chrono::floor<seconds>(wall_now).time_since_epoch();
  return std::max(seconds(0), seconds(*number) - now);
}

}  // namespace patchbay
