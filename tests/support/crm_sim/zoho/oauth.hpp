// Zoho's sign-in: the consent page, the token endpoint with its errors of status 200, revocation, and whose
// token a request carries. Not thread-safe.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::zoho {

// The customer's client as registered.
struct App {
  std::string client_id = "1000.SIMCLIENT";
  std::string client_secret;  // empty: of the mobile and desktop type, which needs PKCE and no secret
  std::string redirect_uri = "http://localhost:53690/callback";  // matched to the letter
  std::string consent = "page";  // "page": a person decides; "allow", "deny": answered at once
  std::string accounts_server;   // what the callback names; empty: where it was asked
  std::chrono::seconds access_lifetime{3600};
};

struct Grant {
  bool expired = false;
  std::set<std::string, std::less<>> scopes;  // in lower case
  // "ZohoCRM.modules.contacts.READ", or a wider one that includes it.
  bool allows(std::string_view scope) const;
};

class OAuth {
 public:
  explicit OAuth(App app) : app_(std::move(app)) {}
  App& app() { return app_; }

  // Tokens that are there from the start.
  void add_access(std::string token, std::string_view scopes, SimTime expires);
  void add_refresh(std::string token, std::string_view scopes);
  void revoke_all();
  // Access tokens end now, refresh tokens live.
  void expire_access();

  // Answers /oauth/v2/...
  crm::HttpExchangeResponse handle(crm::HttpExchangeRequest const& request, SimTime now);
  // Whose request this is, by "Authorization: Zoho-oauthtoken".
  std::optional<Grant> grant(crm::HttpExchangeRequest const& request, SimTime now) const;

 private:
  struct Code {
    std::string scopes;
    std::string challenge;
    bool offline = false;  // a refresh token comes with it
    SimTime issued;
  };
  struct Access {
    std::string scopes;
    std::string refresh;
    SimTime expires;
  };
  struct Refresh {
    std::string scopes;
    std::deque<SimTime> issued;  // access tokens of the last ten minutes
  };
  using Form = std::map<std::string, std::string>;

  crm::HttpExchangeResponse authorize(crm::HttpExchangeRequest const& request, SimTime now);
  crm::HttpExchangeResponse decide(crm::HttpExchangeRequest const& request, bool allowed, SimTime now);
  crm::HttpExchangeResponse token(crm::HttpExchangeRequest const& request, Form const& form, SimTime now);
  crm::HttpExchangeResponse redeem(crm::HttpExchangeRequest const& request, Form const& form, SimTime now);
  crm::HttpExchangeResponse issue(crm::HttpExchangeRequest const& request, std::string const& refresh,
                                  std::string const& scopes, bool tell_refresh, SimTime now);
  crm::HttpExchangeResponse revoke(Form const& form);

  App app_;
  std::map<std::string, Code> codes_;
  std::map<std::string, Access, std::less<>> access_;
  std::map<std::string, Refresh> refresh_;
  std::deque<std::string> order_;  // of the refresh tokens: the 21st pushes the first out
  bool consented_ = false;
  int issued_ = 0;
};

}  // namespace patchbay::sim::zoho
