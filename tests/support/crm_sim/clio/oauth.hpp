// Clio's sign-in: the consent page, the token endpoint, deauthorization, and whose token a request carries.
// Not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "crm_sim/clio/replies.hpp"

namespace patchbay::sim::clio {

// The firm's app as registered in the developer portal.
struct App {
  std::string client_id = "sim-client";
  std::string client_secret = "sim-client-secret";
  // Several may be registered; each must match to the letter, the port included.
  std::set<std::string> redirect_uris = {"http://127.0.0.1:53682/callback", "http://127.0.0.1:53683/callback",
                                         "http://127.0.0.1:53684/callback"};
  // What is ticked on the app: there is no scope parameter.
  std::set<std::string, std::less<>> permissions = {"users", "contacts", "matters", "communications",
                                                    "activities", "documents", "tasks"};
  std::string consent = "page";  // "page": a person decides; "allow", "deny": answered at once
  std::chrono::seconds access_lifetime{30 * 86'400};  // 30 days
};

struct Grant {
  std::string token;
  std::int64_t user = 0;
};

class OAuth {
 public:
  App& app() { return app_; }
  App const& app() const { return app_; }

  // As if the user had removed the app: every token is dead.
  void revoke_all();
  // Access tokens end now, refresh tokens live.
  void expire_access() { access_.clear(); }
  // Signs somebody in without the browser; for tests of the API alone.
  std::string issue_to(std::int64_t user, SimTime now);

  // Answers /oauth/...
  Reply handle(crm::HttpExchangeRequest const& request, std::int64_t user, SimTime now);
  // Whose request this is; none: the bearer is missing or dead.
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
  };
  using Form = std::map<std::string, std::string>;

  Reply authorize(crm::HttpExchangeRequest const& request, std::int64_t user, SimTime now);
  Reply decide(crm::HttpExchangeRequest const& request, bool allowed, std::int64_t user, SimTime now);
  Reply token(crm::HttpExchangeRequest const& request, SimTime now);
  Reply by_code(Form const& form, SimTime now);
  Reply by_refresh(Form const& form, SimTime now);
  Reply deauthorize(crm::HttpExchangeRequest const& request, SimTime now);
  std::string new_access(std::string const& refresh, SimTime now);
  json::object token_reply(std::string const& access) const;

  App app_;
  std::map<std::string, Code> codes_;
  std::map<std::string, Access, std::less<>> access_;
  std::map<std::string, std::int64_t> refresh_;  // whose: never expires, is not rotated
  int issued_ = 0;
};

}  // namespace patchbay::sim::clio
