#include "crm_sim/zoho/limits.hpp"

#include <numeric>

#include "crm_sim/zoho/replies.hpp"

namespace patchbay::sim::zoho {
namespace {

int sum(std::deque<std::pair<SimTime, int>> const& all) {
  return std::accumulate(all.begin(), all.end(), 0,
                         [](int so_far, auto const& one) { return so_far + one.second; });
}

}  // namespace

std::optional<crm::HttpExchangeResponse> Limits::pay(Plan const& plan, Charge const& charge, SimTime now) {
  while (!spent_.empty() && spent_.front().first + std::chrono::hours(24) <= now) spent_.pop_front();
  while (!at_work_.empty() && at_work_.front().first + plan.flight < now) at_work_.pop_front();
  std::optional<Reply> refused;
  if (sum(at_work_) + charge.concurrency > plan.concurrency)
    refused = failure(429, "TOO_MANY_REQUESTS", "The maximum number of concurrent calls is exceeded");
  else if (sum(spent_) + charge.credits > plan.credits)
    refused = failure(429, "RATE_LIMIT_EXCEEDED", "The API credits of the last 24 hours are used up");
  if (refused) {
    if (plan.retry_after > 0) refused->headers.emplace_back("Retry-After", std::to_string(plan.retry_after));
    return refused;
  }
  spent_.emplace_back(now, charge.credits);
  at_work_.emplace_back(now, charge.concurrency);
  return std::nullopt;
}

int Limits::left(Plan const& plan) const { return plan.credits - sum(spent_); }

}  // namespace patchbay::sim::zoho
