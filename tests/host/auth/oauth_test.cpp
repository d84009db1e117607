#include "auth/oauth.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "auth/base64url.hpp"
#include "support/print_result.hpp"

namespace patchbay {
namespace {

OAuthClient some_client() {
  OAuthClient client;
  client.authorize_url = "https://login.example/authorize";
  client.token_url = "https://login.example/oauth/token";
  client.revoke_url = "https://login.example/oauth/revoke";
  client.redirect_uri = "http://127.0.0.1:5000/callback";
  client.client_id = "our app";
  client.client_secret = Secret("pass & word");
  return client;
}

std::string header(HttpRequest const& request, std::string_view name) {
  for (auto const& entry : request.headers)
    if (entry.name == name) return entry.value;
  return "";
}

bool has(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the challenge is that of RFC 7636, appendix B") {
  CHECK(pkce_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") ==
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_CASE("every verifier and state is new, and long enough") {
  std::set<std::string> seen;
  for (int count = 0; count < 100; ++count) {
    auto const pkce = make_pkce();
    CHECK(pkce.verifier.view().size() >= 43);
    CHECK(pkce.verifier.view().size() <= 128);
    CHECK(pkce.challenge == pkce_challenge(pkce.verifier.view()));
    CHECK(seen.insert(std::string(pkce.verifier.view())).second);
    auto const state = make_state();
    CHECK(from_base64url(state).value().size() == 16);
    CHECK(seen.insert(state).second);
  }
}

TEST_CASE("the link asks for a code, with everything encoded") {
  auto client = some_client();
  client.scopes = "contacts:read calls";
  client.authorize_parameters = {{"access_type", "offline"}, {"prompt", "consent & more"}};
  CHECK(
      authorize_link(client, "CHALLENGE", "STATE") ==
      "https://login.example/"
      "authorize?response_type=code&client_id=our%20app&redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2Fcallback"
      "&state=STATE&scope=contacts%3Aread%20calls&code_challenge=CHALLENGE&code_challenge_method=S256&access_"
      "type=offline"
      "&prompt=consent%20%26%20more");
}

TEST_CASE("the link leaves out what the CRM does not know, and joins a query that is there already") {
  auto client = some_client();
  client.pkce = false;
  client.authorize_url = "https://login.example/authorize?tenant=1";
  auto const link = authorize_link(client, "CHALLENGE", "STATE");
  CHECK(link.starts_with("https://login.example/authorize?tenant=1&response_type=code&"));
  CHECK_FALSE(has(link, "challenge"));
  CHECK_FALSE(has(link, "scope"));
}

TEST_CASE("a code is exchanged with the redirect and the verifier") {
  auto const request = token_request(some_client(), Secret("the/code"), Secret("verifier"));
  CHECK(request.method == "POST");
  CHECK(request.url == "https://login.example/oauth/token");
  CHECK(header(request, "Content-Type") == "application/x-www-form-urlencoded");
  CHECK(header(request, "Accept") == "application/json");
  CHECK(request.body ==
        "grant_type=authorization_code&code=the%2Fcode&redirect_uri=http%3A%2F%2F127.0.0.1%3A5000%2Fcallback&"
        "code_verifier=verifier"
        "&client_id=our%20app&client_secret=pass%20%26%20word");
  CHECK_FALSE(request.idempotent);
}

TEST_CASE("a client says who it is in the body, in a header, or without a secret") {
  auto client = some_client();
  auto const in_body = refresh_request(client, Secret("r"));
  CHECK(in_body.body ==
        "grant_type=refresh_token&refresh_token=r&client_id=our%20app&client_secret=pass%20%26%20word");
  CHECK(header(in_body, "Authorization").empty());

  client.authentication = OAuthClient::Authentication::basic;
  auto const in_header = refresh_request(client, Secret("r"));
  CHECK(in_header.body == "grant_type=refresh_token&refresh_token=r");
  CHECK(header(in_header, "Authorization") == "Basic " + base64("our%20app:pass%20%26%20word"));

  client.authentication = OAuthClient::Authentication::none;
  auto const without = refresh_request(client, Secret("r"));
  CHECK(without.body == "grant_type=refresh_token&refresh_token=r&client_id=our%20app");
  CHECK(header(without, "Authorization").empty());
}

TEST_CASE("a public client that the manifest calls `body` sends no empty secret") {
  auto client = some_client();
  client.client_secret = Secret();
  CHECK_FALSE(has(refresh_request(client, Secret("r")).body, "client_secret"));
}

TEST_CASE("the refresh token is revoked, or the access token with itself as the credential") {
  auto client = some_client();
  auto const refresh = revoke_request(client, Secret("a"), Secret("r"));
  REQUIRE(refresh);
  CHECK(refresh->url == "https://login.example/oauth/revoke");
  CHECK(refresh->body.starts_with("token=r&token_type_hint=refresh_token&"));
  CHECK(header(*refresh, "Authorization").empty());

  client.revoke_token = OAuthClient::RevokeToken::access_token;
  auto const access = revoke_request(client, Secret("a"), Secret("r"));
  REQUIRE(access);
  CHECK(access->body.starts_with("token=a&token_type_hint=access_token&"));
  CHECK(header(*access, "Authorization") == "Bearer a");

  client.authentication = OAuthClient::Authentication::basic;
  CHECK(header(*revoke_request(client, Secret("a"), Secret("r")), "Authorization").starts_with("Basic "));
}

TEST_CASE("what cannot be revoked gives no request") {
  auto client = some_client();
  CHECK_FALSE(revoke_request(client, Secret("a"), Secret()));
  client.revoke_url.clear();
  CHECK_FALSE(revoke_request(client, Secret("a"), Secret("r")));
}

TEST_CASE("a server of the allowed hosts takes the token and revoke requests over") {
  auto client = some_client();
  client.server_hosts = {"login.example.eu", "*.example.in"};
  REQUIRE(use_server(client, "https://login.example.eu"));
  CHECK(client.token_url == "https://login.example.eu/oauth/token");
  CHECK(client.revoke_url == "https://login.example.eu/oauth/revoke");
  CHECK(client.authorize_url == "https://login.example/authorize");
  REQUIRE(use_server(client, "https://accounts.example.in/"));
  CHECK(client.token_url == "https://accounts.example.in/oauth/token");
}

TEST_CASE("no server, and the one that it was, change nothing") {
  auto client = some_client();
  REQUIRE(use_server(client, ""));
  REQUIRE(use_server(client, "https://login.example"));
  CHECK(client.token_url == "https://login.example/oauth/token");
}

TEST_CASE("a foreign server is refused") {
  for (auto const* server : {"https://evil.example", "http://login.example.eu",
                             "https://login.example.eu.evil.example", "https://login.example.eu@evil.example",
                             "https://login.example.eu:8443", "login.example.eu", "javascript:"}) {
    auto client = some_client();
    client.server_hosts = {"login.example.eu"};
    INFO(server);
    auto const refused = use_server(client, server);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == ErrorCode::forbidden);
    CHECK(refused.error().remote == server);
    CHECK(client.token_url == "https://login.example/oauth/token");
  }
}

TEST_CASE("a copy of a client is the same client") {
  auto client = some_client();
  client.server_parameter = "server";
  client.server_hosts = {"*.example"};
  auto const copy = client.copy();
  CHECK(copy.client_secret.view() == client.client_secret.view());
  CHECK(copy.token_url == client.token_url);
  CHECK(copy.server_parameter == "server");
  CHECK(copy.server_hosts == client.server_hosts);
}

}  // namespace patchbay
