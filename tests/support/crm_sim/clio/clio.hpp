// A strict simulator of Clio Manage's API v4, written from its documentation (facts with their confidence:
// adapters/clio/README.md). One region, from one origin. Pure: requests in, responses out. Not thread-safe;
// Simulator is.
#pragma once

#include <string>

#include "crm_sim/clio/endpoints.hpp"

namespace patchbay::sim::clio {

class Clio final : public Vendor {
 public:
  explicit Clio(Now now);

  Answer handle(crm::HttpExchangeRequest const& request) override;
  std::optional<boost::json::value> inspect(std::string_view collection) const override;
  // "consent", "clientId", "clientSecret" (texts), "redirectUris", "permissions" (lists), "accessLifetime"
  // (seconds), "requestsAMinute" (a number), "tellsWhen", "matchesWholeTokens", "timeEntryTouchesLog",
  // "demandsCodes" (yes or no), "edit": {"id", "body"} (a person writes into a communication), "revokeAll",
  // "expireAccess" (true: do it now).
  bool configure(boost::json::object const& settings) override;
  crm::HttpExchangeResponse refusal(int status, std::string_view words) const override;

  State& state() { return state_; }

 private:
  State state_;
};

}  // namespace patchbay::sim::clio
