#include "crm_sim/hubspot/limits.hpp"

#include <algorithm>

#include "crm_sim/hubspot/replies.hpp"

namespace patchbay::sim::hubspot {
namespace {

constexpr auto burst_window = std::chrono::seconds(10);
constexpr auto search_window = std::chrono::seconds(1);

void forget_before(std::deque<SimTime>& times, SimTime start) {
  while (!times.empty() && times.front() <= start) times.pop_front();
}

bool full(std::deque<SimTime> const& times, int limit) { return static_cast<int>(times.size()) >= limit; }

int burst(Plan const& plan, Charge const& charge) { return charge.oauth ? plan.burst_oauth : plan.burst_key; }

}  // namespace

void Limits::forget(Charge const& charge, SimTime now) {
  forget_before(requests_[charge.app], now - burst_window);
  forget_before(searches_, now - search_window);
  auto const day = std::chrono::floor<std::chrono::days>(now);
  if (day != today_) spent_today_ = 0;
  today_ = day;
}

std::optional<crm::HttpExchangeResponse> Limits::pay(Plan const& plan, Charge const& charge, SimTime now) {
  forget(charge, now);
  auto& requests = requests_[charge.app];
  std::optional<crm::HttpExchangeResponse> refused;
  if (full(requests, burst(plan, charge)))
    refused = rate_limited("TEN_SECONDLY_ROLLING", "You have reached your ten_secondly_rolling limit.");
  else if (!charge.oauth && spent_today_ >= plan.daily)
    refused = rate_limited("DAILY", "You have reached your daily limit.");
  else if (charge.search && full(searches_, plan.searches))
    refused = rate_limited("SECONDLY", "You have reached your secondly limit.");
  if (refused) {
    if (plan.retry_after > 0) refused->headers.emplace_back("Retry-After", std::to_string(plan.retry_after));
    return refused;
  }
  requests.push_back(now);
  if (charge.search) searches_.push_back(now);
  ++spent_today_;
  return std::nullopt;
}

void Limits::describe(Plan const& plan, Charge const& charge, crm::HttpExchangeResponse& response) const {
  auto const found = requests_.find(charge.app);
  if (charge.search || found == requests_.end()) return;
  auto const most = burst(plan, charge);
  auto const left = std::max(0, most - static_cast<int>(found->second.size()));
  response.headers.emplace_back("X-HubSpot-RateLimit-Interval-Milliseconds", "10000");
  response.headers.emplace_back("X-HubSpot-RateLimit-Max", std::to_string(most));
  response.headers.emplace_back("X-HubSpot-RateLimit-Remaining", std::to_string(left));
  if (charge.oauth) return;
  response.headers.emplace_back("X-HubSpot-RateLimit-Daily", std::to_string(plan.daily));
  response.headers.emplace_back("X-HubSpot-RateLimit-Daily-Remaining",
                                std::to_string(std::max(0LL, plan.daily - spent_today_)));
}

}  // namespace patchbay::sim::hubspot
