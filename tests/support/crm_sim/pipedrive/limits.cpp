#include "crm_sim/pipedrive/limits.hpp"

#include <algorithm>

#include "crm_sim/pipedrive/replies.hpp"

namespace patchbay::sim::pipedrive {
namespace {

constexpr auto window_length = std::chrono::seconds(2);
constexpr int refusals_until_firewall = 50;  // how many it takes is not documented

void forget_before(std::deque<SimTime>& times, SimTime start) {
  while (!times.empty() && times.front() <= start) times.pop_front();
}

int burst(Plan const& plan, Charge const& charge) {
  return charge.oauth ? plan.burst_oauth : plan.burst_api_token;
}

bool full(std::deque<SimTime> const& times, int limit) { return static_cast<int>(times.size()) >= limit; }

}  // namespace

void Limits::start_day(SimTime now) {
  auto const day = std::chrono::floor<std::chrono::days>(now);
  if (day == today_) return;
  today_ = day;
  spent_today_ = 0;
}

std::optional<crm::HttpExchangeResponse> Limits::pay(Plan const& plan, Charge const& charge, SimTime now) {
  start_day(now);
  auto& window = windows_[charge.token];
  forget_before(window.requests, now - window_length);
  forget_before(window.searches, now - window_length);
  bool const over = full(window.requests, burst(plan, charge)) ||
                    (charge.search && full(window.searches, plan.burst_search)) ||
                    spent_today_ + charge.cost > plan.daily_tokens;
  if (over) {
    if (++window.refused_in_a_row > refusals_until_firewall && !charge.oauth) return firewall();
    return failure(429, "request over limit");
  }
  window.refused_in_a_row = 0;
  window.requests.push_back(now);
  if (charge.search) window.searches.push_back(now);
  spent_today_ += charge.cost;
  return std::nullopt;
}

void Limits::describe(Plan const& plan, Charge const& charge, SimTime now,
                      crm::HttpExchangeResponse& response) const {
  auto const found = windows_.find(charge.token);
  if (found == windows_.end()) return;
  auto const& times = charge.search ? found->second.searches : found->second.requests;
  auto const limit = charge.search ? plan.burst_search : burst(plan, charge);
  auto const remaining = std::max(0, limit - static_cast<int>(times.size()));
  auto const until = times.empty() ? now : times.front() + window_length;
  auto const reset = std::max<long long>(1, std::chrono::ceil<std::chrono::seconds>(until - now).count());
  response.headers.emplace_back("x-ratelimit-limit", std::to_string(limit));
  response.headers.emplace_back("x-ratelimit-remaining", std::to_string(remaining));
  response.headers.emplace_back("x-ratelimit-reset", std::to_string(reset));
  response.headers.emplace_back("x-daily-ratelimit-token-limit", std::to_string(plan.daily_tokens));
  response.headers.emplace_back("x-daily-ratelimit-token-remaining",
                                std::to_string(std::max(0LL, plan.daily_tokens - spent_today_)));
}

}  // namespace patchbay::sim::pipedrive
