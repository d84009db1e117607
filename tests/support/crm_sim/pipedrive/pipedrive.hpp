// A strict simulator of Pipedrive, written from its documentation (facts with their confidence:
// adapters/pipedrive/README.md). Serves the API and the sign-in, which Pipedrive has on a host of its own,
// from one origin. Pure: requests in, responses out. Not thread-safe; Simulator is.
#pragma once

#include <string>

#include "crm_sim/common/simulator.hpp"
#include "crm_sim/pipedrive/endpoints.hpp"

namespace patchbay::sim::pipedrive {

inline constexpr char seeded_api_token[] = "sim-api-token";

class Pipedrive final : public Vendor {
 public:
  explicit Pipedrive(Now now);

  Answer handle(crm::HttpExchangeRequest const& request) override;
  std::optional<boost::json::value> inspect(std::string_view collection) const override;
  // "consent", "clientId", "clientSecret", "redirectUri", "scopes" (texts), "accessLifetime" (seconds),
  // "dailyTokens", "burst" (numbers), "revokeAll", "expireAccess" (true: do it now).
  bool configure(boost::json::object const& settings) override;
  crm::HttpExchangeResponse refusal(int status, std::string_view words) const override;

  State& state() { return state_; }

 private:
  State state_;
};

}  // namespace patchbay::sim::pipedrive
