// Salesforce's sign-in for an app without a secret: consent, PKCE, tokens that rotate, revocation; and whose
// session a request carries. Not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::salesforce {

using Scopes = std::set<std::string, std::less<>>;

// The customer's External Client App.
struct App {
  std::string client_id = "sim-consumer-key";
  // Matched to the letter.
  std::vector<std::string> redirect_uris{"http://localhost:53691/callback", "http://localhost:53692/callback",
                                         "http://localhost:53693/callback"};
  std::string scopes = "api refresh_token openid";
  std::string consent = "page";  // "page": a person decides; "allow", "deny": answered at once
  std::chrono::seconds access_lifetime{7200};
  bool rotation = true;
};

struct Session {
  bool expired = false;
  Scopes scopes;
};

class OAuth {
 public:
  OAuth(App app, std::string org, std::string user)
      : app_(std::move(app)), org_(std::move(org)), user_(std::move(user)) {}
  App& app() { return app_; }

  // A session that is there from the beginning.
  void add_session(std::string token) {
    access_[std::move(token)] = {SimTime::max(), "", words_of(app_.scopes)};
  }
  // As if the app had been blocked: every token is dead.
  void revoke_all();
  // Access tokens end now, refresh tokens live.
  void expire_access();

  // Answers /services/oauth2/authorize, /token, /revoke and the consent page.
  crm::HttpExchangeResponse handle(crm::HttpExchangeRequest const& request, SimTime now);
  // Whose request this is, by "Authorization: Bearer". None: nobody's.
  std::optional<Session> session(crm::HttpExchangeRequest const& request, SimTime now) const;
  // ".../id/ORG/USER" at the origin of this request.
  std::string identity_url(crm::HttpExchangeRequest const& request) const;

 private:
  struct Code {
    std::string redirect_uri;
    std::string scopes;
    std::string challenge;
    SimTime issued;
  };
  struct Access {
    SimTime expires;
    std::string family;  // what began with one consent
    Scopes scopes;
  };
  struct Refresh {
    std::string family;
    std::string scopes;
    bool spent = false;
  };
  using Form = std::map<std::string, std::string>;

  static Scopes words_of(std::string const& text);
  crm::HttpExchangeResponse authorize(crm::HttpExchangeRequest const& request, SimTime now);
  crm::HttpExchangeResponse decide(crm::HttpExchangeRequest const& request, bool allowed, SimTime now);
  crm::HttpExchangeResponse token(crm::HttpExchangeRequest const& request, Form const& form, SimTime now);
  crm::HttpExchangeResponse exchange(crm::HttpExchangeRequest const& request, Form const& form, SimTime now);
  crm::HttpExchangeResponse refresh(crm::HttpExchangeRequest const& request, Form const& form, SimTime now);
  crm::HttpExchangeResponse issue(crm::HttpExchangeRequest const& request, std::string const& refresh,
                                  SimTime now);
  crm::HttpExchangeResponse revoke(std::string const& token);
  void end_family(std::string const& family);

  App app_;
  std::string org_;
  std::string user_;
  std::map<std::string, Code> codes_;
  std::map<std::string, Access> access_;
  std::map<std::string, Refresh> refresh_;
  int issued_ = 0;
};

}  // namespace patchbay::sim::salesforce
