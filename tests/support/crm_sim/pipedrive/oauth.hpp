// Pipedrive's sign-in: the consent page, the token endpoint, revocation, and whose credential a request
// carries. Not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::pipedrive {

// The customer's app as registered in the developer hub.
struct App {
  std::string client_id = "sim-client";
  std::string client_secret = "sim-client-secret";
  std::string redirect_uri = "http://localhost:53682/callback";  // one, and it must match to the letter
  std::string scopes = "base contacts:full activities:full deals:read leads:read search:read users:read";
  std::string consent = "page";  // "page": a person decides; "allow", "deny": answered at once
  std::chrono::seconds access_lifetime{3599};
};

struct Grant {
  std::string token;
  std::int64_t user = 0;
  bool oauth = false;
  std::set<std::string, std::less<>> scopes;  // of an OAuth token; an API token may everything
  bool may(std::string_view scope) const { return !oauth || scope == "base" || scopes.contains(scope); }
};

class OAuth {
 public:
  explicit OAuth(App app) : app_(std::move(app)) {}
  App& app() { return app_; }

  // A personal API token: no expiry, every permission.
  void add_api_token(std::string token, std::int64_t user) { api_tokens_[std::move(token)] = user; }
  // As if the user had revoked the app: every OAuth token is dead.
  void revoke_all();
  // Access tokens end now, refresh tokens live.
  void expire_access() { access_.clear(); }

  // Answers /oauth/...
  crm::HttpExchangeResponse handle(crm::HttpExchangeRequest const& request, std::int64_t user, SimTime now);
  // Whose request this is, by x-api-token or Authorization: Bearer.
  std::optional<Grant> grant(crm::HttpExchangeRequest const& request, SimTime now) const;

 private:
  struct Code {
    std::string redirect_uri;
    std::int64_t user = 0;
    SimTime issued;
  };
  struct Access {
    std::int64_t user = 0;
    SimTime expires;
    std::string refresh;
    std::string scopes;
  };
  struct Refresh {
    std::int64_t user = 0;
    SimTime used;
  };
  using Form = std::map<std::string, std::string>;

  crm::HttpExchangeResponse authorize(crm::HttpExchangeRequest const& request, std::int64_t user,
                                      SimTime now);
  crm::HttpExchangeResponse decide(crm::HttpExchangeRequest const& request, bool allowed, std::int64_t user,
                                   SimTime now);
  crm::HttpExchangeResponse token(crm::HttpExchangeRequest const& request, SimTime now);
  crm::HttpExchangeResponse by_code(Form const& form, std::string const& origin, SimTime now);
  crm::HttpExchangeResponse by_refresh(Form const& form, std::string const& origin, SimTime now);
  crm::HttpExchangeResponse revoke(crm::HttpExchangeRequest const& request);
  crm::HttpExchangeResponse issue(std::string const& refresh, std::string const& origin, SimTime now);
  bool client_is_known(crm::HttpExchangeRequest const& request, Form const& form) const;

  App app_;
  std::map<std::string, std::int64_t, std::less<>> api_tokens_;
  std::map<std::string, Code> codes_;
  std::map<std::string, Access, std::less<>> access_;
  std::map<std::string, Refresh> refresh_;
  int issued_ = 0;
};

}  // namespace patchbay::sim::pipedrive
