// HubSpot's sign-in: the consent page, the token endpoint, revocation, and whose credential a request
// carries. Not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::hubspot {

using Scopes = std::set<std::string, std::less<>>;

// The customer's app as registered.
struct App {
  std::int64_t id = 30'001;
  std::string client_id = "sim-client";
  std::string client_secret = "sim-client-secret";
  std::string redirect_uri = "http://localhost:53683/callback";  // matched to the letter
  std::string scopes =
      "oauth crm.objects.contacts.read crm.objects.contacts.write crm.objects.companies.read "
      "crm.objects.companies.write crm.objects.deals.read crm.objects.owners.read tickets";
  std::string consent = "page";  // "page": a person decides; "allow", "deny": answered at once
  std::chrono::seconds access_lifetime{1800};
};

struct Grant {
  std::string token;
  bool oauth = false;
  bool expired = false;
  Scopes scopes;
};

// What the account answers about itself.
struct Identity {
  std::int64_t hub_id = 0;
  std::int64_t user_id = 0;
  std::string email;
};

class OAuth {
 public:
  explicit OAuth(App app) : app_(std::move(app)) {}
  App& app() { return app_; }

  // A service key with these scopes: it has no user and no end.
  void add_key(std::string key, std::string const& scopes);
  // As if the app had been uninstalled: every OAuth token is dead.
  void revoke_all();
  // Access tokens end now, refresh tokens live.
  void expire_access();

  // Answers /oauth/...
  crm::HttpExchangeResponse handle(crm::HttpExchangeRequest const& request, Identity const& who, SimTime now);
  // Whose request this is, by "Authorization: Bearer".
  std::optional<Grant> grant(crm::HttpExchangeRequest const& request, SimTime now) const;

 private:
  struct Code {
    std::string redirect_uri;
    std::string scopes;
    SimTime issued;
  };
  struct Access {
    SimTime expires;
    std::string refresh;
    std::string scopes;
  };
  using Form = std::map<std::string, std::string>;

  crm::HttpExchangeResponse authorize(crm::HttpExchangeRequest const& request, SimTime now);
  crm::HttpExchangeResponse decide(crm::HttpExchangeRequest const& request, bool allowed, SimTime now);
  crm::HttpExchangeResponse token(Form const& form, Identity const& who, SimTime now);
  crm::HttpExchangeResponse issue(std::string const& refresh, Identity const& who, SimTime now);
  crm::HttpExchangeResponse revoke(Form const& form);
  crm::HttpExchangeResponse version_one(crm::HttpExchangeRequest const& request, Identity const& who,
                                        SimTime now);
  // Ends a refresh token and what was issued by it; false: there is none.
  bool forget(std::string const& refresh);
  std::optional<crm::HttpExchangeResponse> stranger(Form const& form) const;

  App app_;
  std::map<std::string, Scopes, std::less<>> keys_;
  std::map<std::string, Code> codes_;
  std::map<std::string, Access, std::less<>> access_;
  std::map<std::string, std::string> refresh_;  // its scopes
  int issued_ = 0;
};

}  // namespace patchbay::sim::hubspot
