// A strict simulator of HubSpot, written from its documentation (facts with their confidence:
// adapters/hubspot/README.md). Serves the API and the sign-in, which HubSpot has on hosts of their own, from
// one origin. Pure: requests in, responses out. Not thread-safe; Simulator is.
#pragma once

#include <string>

#include "crm_sim/common/simulator.hpp"
#include "crm_sim/hubspot/endpoints.hpp"

namespace patchbay::sim::hubspot {

inline constexpr char seeded_key[] = "sim-service-key";

class HubSpot final : public Vendor {
 public:
  explicit HubSpot(Now now);

  Answer handle(crm::HttpExchangeRequest const& request) override;
  std::optional<boost::json::value> inspect(std::string_view collection) const override;
  // "consent", "clientId", "clientSecret", "redirectUri", "scopes" (texts), "accessLifetime" (seconds),
  // "daily", "burst", "searches", "retryAfter", "indexLag" (numbers, the last in milliseconds),
  // "calculatedPhones" (bool), "revokeAll", "expireAccess" (true: do it now).
  bool configure(boost::json::object const& settings) override;
  crm::HttpExchangeResponse refusal(int status, std::string_view words) const override;

  State& state() { return state_; }

 private:
  State state_;
};

}  // namespace patchbay::sim::hubspot
