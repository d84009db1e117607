#include "auth/oauth.hpp"

#include <array>
#include <stdexcept>

#include <openssl/rand.h>
#include <openssl/sha.h>

#include "auth/base64url.hpp"
#include "http/encode.hpp"
#include "http/reply_facts.hpp"
#include "http/url_policy.hpp"

namespace patchbay {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string random_text(std::size_t bytes) {
  std::string random(bytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(random.data()), static_cast<int>(bytes)) != 1)
    throw std::runtime_error("no random bytes");
  return base64url(random);
}

HttpRequest form_post(OAuthClient const& client, std::string const& url, Fields fields) {
  HttpRequest request;
  request.method = "POST";
  request.url = url;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
  if (client.authentication == OAuthClient::Authentication::basic) {
    // RFC 6749 2.3.1: both are form-encoded before they are joined.
    auto const pair = percent_encode(client.client_id) + ":" + percent_encode(client.client_secret.view());
    request.headers.push_back({"Authorization", "Basic " + base64(pair)});
  } else {
    fields.emplace_back("client_id", client.client_id);
    if (client.authentication == OAuthClient::Authentication::body && !client.client_secret.empty())
      fields.emplace_back("client_secret", client.client_secret.view());
  }
  request.body = form_encode(fields);
  return request;
}

// "https://host:port" of an absolute URL.
std::string_view origin_of(std::string_view url) {
  auto const scheme_end = url.find("://");
  return scheme_end == std::string_view::npos ? url : url.substr(0, url.find_first_of("/?#", scheme_end + 3));
}

}  // namespace

OAuthClient OAuthClient::copy() const {
  return {authorize_url,
          token_url,
          revoke_url,
          authentication,
          revoke_token,
          pkce,
          scopes,
          authorize_parameters,
          redirect_uri,
          client_id,
          client_secret.copy(),
          server_parameter,
          server_hosts};
}

Pkce make_pkce() {
  Secret verifier(random_text(32));
  auto challenge = pkce_challenge(verifier.view());
  return {std::move(verifier), std::move(challenge)};
}

std::string pkce_challenge(std::string_view verifier) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<unsigned char const*>(verifier.data()), verifier.size(), digest.data());
  return base64url({reinterpret_cast<char const*>(digest.data()), digest.size()});
}

std::string make_state() { return random_text(16); }

std::string authorize_link(OAuthClient const& client, std::string_view challenge, std::string_view state) {
  Fields query{{"response_type", "code"},
               {"client_id", client.client_id},
               {"redirect_uri", client.redirect_uri},
               {"state", std::string(state)}};
  if (!client.scopes.empty()) query.emplace_back("scope", client.scopes);
  if (client.pkce) {
    query.emplace_back("code_challenge", challenge);
    query.emplace_back("code_challenge_method", "S256");
  }
  query.insert(query.end(), client.authorize_parameters.begin(), client.authorize_parameters.end());
  char const separator = client.authorize_url.find('?') == std::string::npos ? '?' : '&';
  return client.authorize_url + separator + form_encode(query);
}

HttpRequest token_request(OAuthClient const& client, Secret const& code, Secret const& verifier) {
  Fields fields{{"grant_type", "authorization_code"},
                {"code", std::string(code.view())},
                {"redirect_uri", client.redirect_uri}};
  if (client.pkce) fields.emplace_back("code_verifier", verifier.view());
  return form_post(client, client.token_url, std::move(fields));
}

HttpRequest refresh_request(OAuthClient const& client, Secret const& refresh_token) {
  return form_post(client, client.token_url,
                   {{"grant_type", "refresh_token"}, {"refresh_token", std::string(refresh_token.view())}});
}

std::optional<HttpRequest> revoke_request(OAuthClient const& client, Secret const& access_token,
                                          Secret const& refresh_token) {
  bool const by_access_token = client.revoke_token == OAuthClient::RevokeToken::access_token;
  auto const& token = by_access_token ? access_token : refresh_token;
  if (client.revoke_url.empty() || token.empty()) return std::nullopt;
  auto request = form_post(client, client.revoke_url,
                           {{"token", std::string(token.view())},
                            {"token_type_hint", by_access_token ? "access_token" : "refresh_token"}});
  // A server that forgets an access token may want it as the credential of the request, too.
  if (by_access_token && client.authentication != OAuthClient::Authentication::basic)
    request.headers.push_back({"Authorization", "Bearer " + std::string(token.view())});
  return request;
}

Result<void> use_server(OAuthClient& client, std::string_view server) {
  if (server.empty()) return {};
  std::string const home(origin_of(client.token_url));
  for (auto* const url : {&client.token_url, &client.revoke_url}) {
    if (url->empty()) continue;
    auto moved = std::string(origin_of(server)) + url->substr(origin_of(*url).size());
    if (!may_follow(home, moved, client.server_hosts)) {
      auto error = fail(ErrorCode::forbidden,
                        "The sign-in was sent on to a server that is not known to belong to this CRM.");
      error.remote = remote_text(server);
      return error;
    }
    *url = std::move(moved);
  }
  return {};
}

}  // namespace patchbay
