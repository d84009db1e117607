// Pipedrive's rate limits: requests in a window of two seconds for each token, searches in the same window,
// and the company's budget of tokens for a day. Not thread-safe.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::pipedrive {

// The Lite plan with one seat.
struct Plan {
  int burst_api_token = 20;
  int burst_oauth = 80;
  int burst_search = 10;
  long long daily_tokens = 30'000;
};

struct Charge {
  std::string token;
  bool oauth = false;
  bool search = false;
  int cost = 0;  // tokens
};

class Limits {
 public:
  // Pays for a request: none when it may pass, else the refusal.
  std::optional<crm::HttpExchangeResponse> pay(Plan const& plan, Charge const& charge, SimTime now);
  // Puts the x-ratelimit headers of that token on a response.
  void describe(Plan const& plan, Charge const& charge, SimTime now,
                crm::HttpExchangeResponse& response) const;
  long long spent_today() const { return spent_today_; }

 private:
  struct Window {
    std::deque<SimTime> requests;
    std::deque<SimTime> searches;
    int refused_in_a_row = 0;
  };
  void start_day(SimTime now);

  std::map<std::string, Window> windows_;
  long long spent_today_ = 0;
  std::chrono::sys_days today_{};
};

}  // namespace patchbay::sim::pipedrive
