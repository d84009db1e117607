// Zoho's limits: credits in 24 hours for the organisation, and how much of it may be at work at the same
// time. Not thread-safe.
#pragma once

#include <deque>
#include <optional>
#include <utility>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::zoho {

// The Standard edition.
struct Plan {
  int credits = 50'000;
  int concurrency = 10;
  std::chrono::milliseconds flight{0};  // how long a call is at work; 0: calls of the same moment only
  int retry_after = 0;                  // seconds in the header of a refusal; 0: no header, as documented
};

struct Charge {
  int credits = 1;
  int concurrency = 1;  // a composite: 5, whatever it holds
};

class Limits {
 public:
  // Pays for a call: none when it may pass, else the refusal.
  std::optional<crm::HttpExchangeResponse> pay(Plan const& plan, Charge const& charge, SimTime now);
  int left(Plan const& plan) const;

 private:
  std::deque<std::pair<SimTime, int>> spent_;
  std::deque<std::pair<SimTime, int>> at_work_;
};

}  // namespace patchbay::sim::zoho
