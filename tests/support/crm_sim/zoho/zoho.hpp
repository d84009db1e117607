// A strict simulator of Zoho CRM, written from its documentation (facts with their confidence:
// adapters/zoho/README.md). Serves the API and the accounts server, which Zoho has on hosts of their own,
// from one origin. Pure: requests in, responses out. Not thread-safe; Simulator is.
#pragma once

#include <string>

#include "crm_sim/common/simulator.hpp"
#include "crm_sim/zoho/endpoints.hpp"

namespace patchbay::sim::zoho {

// An access token and a refresh token with every scope, there from the start.
inline constexpr char seeded_token[] = "1000.sim-token";
inline constexpr char seeded_refresh[] = "1000.sim-seeded-refresh";
inline constexpr char every_scope[] =
    "ZohoCRM.modules.ALL,ZohoCRM.users.ALL,ZohoCRM.org.ALL,ZohoCRM.settings.ALL,ZohoCRM.coql.READ,"
    "ZohoCRM.composite_requests.CUSTOM,ZohoSearch.securesearch.READ";

class Zoho final : public Vendor {
 public:
  explicit Zoho(Now now);

  Answer handle(crm::HttpExchangeRequest const& request) override;
  std::optional<boost::json::value> inspect(std::string_view collection) const override;
  crm::HttpExchangeResponse refusal(int status, std::string_view words) const override;
  // "consent", "clientId", "clientSecret", "redirectUri", "accountsServer", "phoneMatch", "duration",
  // "duplicateKey", "unique" ("Contacts.Email"), "deny" (a module) (texts), "accessLifetime" (seconds),
  // "credits", "concurrency", "flight", "retryAfter", "indexLag" (numbers), "leadCompany" (bool),
  // "revokeAll", "expireAccess" (true: do it now).
  bool configure(boost::json::object const& settings) override;

  State& state() { return state_; }

 private:
  State state_;
};

}  // namespace patchbay::sim::zoho
