#include "crm_sim/clio/limits.hpp"

#include <algorithm>

namespace patchbay::sim::clio {
namespace {

constexpr auto window_length = std::chrono::seconds(60);

long long unix_seconds(SimTime time) {
  return std::chrono::ceil<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

std::optional<Reply> Limits::pay(std::string const& token, SimTime now) {
  auto& window = windows_[token];
  if (now >= window.end) window = {now + window_length, 0};
  if (window.spent >= limit_) {
    auto refused = failure(429, "RateLimitExceeded", "The rate limit of this access token is reached");
    auto const wait = std::chrono::ceil<std::chrono::seconds>(window.end - now).count();
    if (tells_when_) refused.headers.emplace_back("Retry-After", std::to_string(wait));
    return refused;
  }
  ++window.spent;
  return std::nullopt;
}

void Limits::describe(std::string const& token, Reply& response) const {
  auto const found = windows_.find(token);
  if (found == windows_.end()) return;
  auto const& window = found->second;
  response.headers.emplace_back("X-RateLimit-Limit", std::to_string(limit_));
  response.headers.emplace_back("X-RateLimit-Remaining", std::to_string(std::max(0, limit_ - window.spent)));
  response.headers.emplace_back("X-RateLimit-Reset", std::to_string(unix_seconds(window.end)));
}

}  // namespace patchbay::sim::clio
