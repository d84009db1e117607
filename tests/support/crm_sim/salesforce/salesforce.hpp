// A strict simulator of Salesforce, written from its documentation (facts with their confidence:
// adapters/salesforce/README.md). Serves the sign-in, which Salesforce has on a host of its own, and one org
// from one origin. Pure: requests in, responses out. Not thread-safe; Simulator is.
#pragma once

#include <string>

#include "crm_sim/common/simulator.hpp"
#include "crm_sim/salesforce/endpoints.hpp"

namespace patchbay::sim::salesforce {

// An access token that is valid from the beginning.
inline constexpr char seeded_session[] = "00D5g000001AbCd!sim-session";

class Salesforce final : public Vendor {
 public:
  explicit Salesforce(Now now);

  Answer handle(crm::HttpExchangeRequest const& request) override;
  // By the name of an object: "Task".
  std::optional<boost::json::value> inspect(std::string_view collection) const override;
  // "consent", "clientId", "redirectUri", "scopes", "duplicateRule", "hidden" (texts), "accessLifetime"
  // (seconds), "daily", "used", "batchSize", "indexLag" (numbers, the last in milliseconds), "rotation",
  // "callFields" (bools), "revokeAll", "expireAccess" (true: do it now).
  bool configure(boost::json::object const& settings) override;
  crm::HttpExchangeResponse refusal(int status, std::string_view words) const override;

  State& state() { return state_; }

 private:
  State state_;
};

}  // namespace patchbay::sim::salesforce
