// OAuth 2.0 with an authorization code: what to ask and how, without doing it. The manifest says what a CRM
// wants. Pure functions and values, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/secret.hpp"
#include "http/http.hpp"

namespace patchbay {

struct OAuthClient {
  enum class Authentication { basic, body, none };
  enum class RevokeToken { refresh_token, access_token };

  std::string authorize_url;  // all three absolute, variables filled in
  std::string token_url;
  std::string revoke_url;  // or empty: this CRM cannot revoke
  Authentication authentication = Authentication::body;
  RevokeToken revoke_token = RevokeToken::refresh_token;
  bool pkce = true;
  std::string scopes;  // as the CRM separates them; may be empty
  std::vector<std::pair<std::string, std::string>> authorize_parameters;
  std::string redirect_uri;  // sign_in fills it in
  std::string client_id;
  Secret client_secret;  // empty: a public client

  // Of a CRM with several data centres, where the redirect names the server that has the user
  // ("accounts-server"): the parameter, and the hosts that it may name. Empty: token and revoke requests
  // always go where the URLs above say.
  std::string server_parameter;
  std::vector<std::string> server_hosts;

  OAuthClient copy() const;
};

// RFC 7636, S256.
struct Pkce {
  Secret verifier;
  std::string challenge;
};

Pkce make_pkce();
std::string pkce_challenge(std::string_view verifier);

// 128 random bits that tell our redirect from anybody else's.
std::string make_state();

// What the person's browser opens. `challenge` is left out unless the client uses PKCE.
std::string authorize_link(OAuthClient const& client, std::string_view challenge, std::string_view state);

HttpRequest token_request(OAuthClient const& client, Secret const& code, Secret const& verifier);
HttpRequest refresh_request(OAuthClient const& client, Secret const& refresh_token);
// None: this CRM cannot revoke, or there is no such token.
std::optional<HttpRequest> revoke_request(OAuthClient const& client, Secret const& access_token,
                                          Secret const& refresh_token);

// Sends the token and revoke requests of `client` to `server` (an origin, "https://accounts.example.eu"); an
// empty one changes nothing. Error: forbidden when the client's server_hosts do not allow it.
Result<void> use_server(OAuthClient& client, std::string_view server);

}  // namespace patchbay
