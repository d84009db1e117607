// HubSpot's rate limits: requests in ten seconds for each app, searches in a second for the account, requests
// in a day for keys. Not thread-safe.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::hubspot {

// A free account.
struct Plan {
  int burst_key = 100;
  int burst_oauth = 110;
  int searches = 5;
  long long daily = 250'000;
  int retry_after = 0;  // seconds in the header of a refusal; 0: no header
};

struct Charge {
  std::string app;
  bool oauth = false;
  bool search = false;
};

class Limits {
 public:
  // Pays for a request: none when it may pass, else the refusal.
  std::optional<crm::HttpExchangeResponse> pay(Plan const& plan, Charge const& charge, SimTime now);
  // Puts the X-HubSpot-RateLimit headers on a response; a search has none.
  void describe(Plan const& plan, Charge const& charge, crm::HttpExchangeResponse& response) const;
  long long spent_today() const { return spent_today_; }

 private:
  void forget(Charge const& charge, SimTime now);

  std::map<std::string, std::deque<SimTime>> requests_;
  std::deque<SimTime> searches_;
  long long spent_today_ = 0;
  std::chrono::sys_days today_{};
};

}  // namespace patchbay::sim::hubspot
