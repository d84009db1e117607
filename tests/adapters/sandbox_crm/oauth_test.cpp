#include "requests.hpp"

#include <catch2/catch.hpp>

#include "crm/percent.hpp"
#include "crm/token.hpp"

namespace patchbay::crm {
namespace {

constexpr char verifier[] = "a-verifier-of-the-tests-that-is-long-enough-for-it";
constexpr char redirect[] = "http://127.0.0.1:49152/callback";

std::string form(HttpFields const& fields) {
  std::string out;
  for (auto const& [name, value] : fields)
    out += (out.empty() ? "" : "&") + name + "=" + percent_encoded(value);
  return out;
}

HttpFields asked() {
  return {{"response_type", "code"},
          {"client_id", "patchbay"},
          {"redirect_uri", redirect},
          {"state", "x y&z"},
          {"code_challenge", sha256(verifier)},
          {"code_challenge_method", "S256"},
          {"scope", "read write"}};
}

HttpFields with(HttpFields fields, std::string const& name, std::string const& value) {
  for (auto& [key, current] : fields) {
    if (key == name) current = value;
  }
  return fields;
}

std::string location(TestCrm& crm, HttpFields fields, std::string const& decision = "allow") {
  fields.emplace_back("decision", decision);
  return header_of(crm.send("POST", "/oauth/authorize", form(fields)), "Location");
}

std::string code_from(std::string const& location) {
  auto const query = parse_query(std::string_view(location).substr(location.find('?') + 1));
  return !query.empty() && query[0].first == "code" ? query[0].second : "";
}

HttpExchangeResponse redeem(TestCrm& crm, std::string const& code,
                            std::string const& with_verifier = verifier) {
  return crm.send("POST", "/oauth/token",
                  form({{"grant_type", "authorization_code"},
                        {"client_id", "patchbay"},
                        {"code", code},
                        {"redirect_uri", redirect},
                        {"code_verifier", with_verifier}}));
}

HttpExchangeResponse refresh(TestCrm& crm, json::object const& tokens) {
  return crm.send("POST", "/oauth/token",
                  form({{"grant_type", "refresh_token"},
                        {"client_id", "patchbay"},
                        {"refresh_token", std::string(tokens.at("refresh_token").as_string())}}));
}

json::object signed_in(TestCrm& crm, std::string const& scope = "read write") {
  auto const tokens = object_of(redeem(crm, code_from(location(crm, with(asked(), "scope", scope)))));
  crm.authorization = std::string(tokens.at("access_token").as_string());
  return tokens;
}

}  // namespace

TEST_CASE("a person allows, the code is exchanged with its verifier, and the token opens the API") {
  TestCrm crm;
  auto const page = crm.send("GET", "/oauth/authorize?" + form(asked()));
  CHECK(page.status == 200);
  CHECK(has(page.body, "<form method=\"post\" action=\"/oauth/authorize\""));
  CHECK(has(page.body, "value=\"x y&amp;z\""));
  auto const back = location(crm, asked());
  CHECK(back.starts_with(std::string(redirect) + "?code="));
  CHECK(back.ends_with("&state=x%20y%26z"));
  auto const answer = redeem(crm, code_from(back));
  CHECK(answer.status == 200);
  CHECK(header_of(answer, "Cache-Control") == "no-store");
  auto const tokens = object_of(answer);
  CHECK(tokens.at("token_type") == "Bearer");
  CHECK(tokens.at("expires_in") == 3600);
  CHECK(tokens.at("scope") == "read write");
  crm.authorization = std::string(tokens.at("access_token").as_string());
  CHECK(crm.api("GET", "users/me").status == 200);
}

TEST_CASE("the page alone gives no code, and a person who denies is taken at their word") {
  TestCrm crm;
  auto fields = asked();
  fields.emplace_back("decision", "allow");
  auto const page = crm.send("GET", "/oauth/authorize?" + form(fields));
  CHECK(page.status == 200);
  CHECK(header_of(page, "Location").empty());
  CHECK(has(location(crm, asked(), "deny"), "?error=access_denied&state="));
}

TEST_CASE("another verifier gets nothing, and the code is burnt") {
  TestCrm crm;
  auto const code = code_from(location(crm, asked()));
  auto const wrong = redeem(crm, code, "another-verifier");
  CHECK(wrong.status == 400);
  CHECK(object_of(wrong).at("error") == "invalid_grant");
  CHECK(redeem(crm, code).status == 400);
}

TEST_CASE("a code works once and for five minutes") {
  TestCrm crm;
  auto const code = code_from(location(crm, asked()));
  CHECK(redeem(crm, code).status == 200);
  CHECK(redeem(crm, code).status == 400);
  auto const late = code_from(location(crm, asked()));
  crm.now += std::chrono::minutes(5);
  CHECK(redeem(crm, late).status == 400);
}

TEST_CASE("nobody is sent to an address that is not this machine's, whatever the page is asked") {
  TestCrm crm;
  auto const uri =
      GENERATE(as<std::string>{}, "https://127.0.0.1/callback", "http://127.0.0.1.example.com/callback",
               "http://127.0.0.1:80@example.com/callback", "http://127.0.0.1:5/other",
               "http://localhost/callback", "");
  auto const page = crm.send("GET", "/oauth/authorize?" + form(with(asked(), "redirect_uri", uri)));
  CHECK(page.status == 400);
  CHECK(location(crm, with(asked(), "redirect_uri", uri)).empty());
  CHECK(location(crm, with(asked(), "client_id", "other")).empty());
}

TEST_CASE("what is wrong with the request goes back to the application") {
  TestCrm crm;
  CHECK(has(location(crm, with(asked(), "response_type", "token")), "?error=unsupported_response_type"));
  CHECK(has(location(crm, with(asked(), "code_challenge_method", "plain")), "?error=invalid_request"));
  CHECK(has(location(crm, with(asked(), "code_challenge", "short")), "?error=invalid_request"));
  CHECK(has(location(crm, with(asked(), "scope", "everything")), "?error=invalid_scope"));
}

TEST_CASE("an access token lives an hour, and a refresh replaces both tokens") {
  TestCrm crm;
  auto const first = signed_in(crm);
  crm.now += std::chrono::hours(1);
  CHECK(crm.api("GET", "users/me").status == 401);
  auto const second = object_of(refresh(crm, first));
  CHECK(second.at("refresh_token") != first.at("refresh_token"));
  crm.authorization = std::string(second.at("access_token").as_string());
  CHECK(crm.api("GET", "users/me").status == 200);
  CHECK(object_of(refresh(crm, first)).at("error") == "invalid_grant");
}

TEST_CASE("a token that was revoked opens nothing and refreshes nothing") {
  TestCrm crm;
  auto const tokens = signed_in(crm);
  auto const body = form({{"token", std::string(tokens.at("refresh_token").as_string())}});
  CHECK(crm.send("POST", "/oauth/revoke", body).status == 200);
  CHECK(crm.api("GET", "users/me").status == 401);
  CHECK(refresh(crm, tokens).status == 400);
  CHECK(crm.send("POST", "/oauth/revoke", body).status == 200);
}

TEST_CASE("a sign-in that may only read writes nothing") {
  TestCrm crm;
  signed_in(crm, "read");
  CHECK(crm.api("GET", "contacts").status == 200);
  auto const refused = crm.api("POST", "contacts", R"({"name": "A"})");
  CHECK(refused.status == 403);
  CHECK(error_of(refused).at("code") == "forbidden");
}

TEST_CASE("a foreign client and an unknown kind of grant get no token") {
  TestCrm crm;
  CHECK(object_of(crm.send("POST", "/oauth/token", "grant_type=refresh_token&client_id=other")).at("error") ==
        "invalid_client");
  CHECK(object_of(crm.send("POST", "/oauth/token", "grant_type=password&client_id=patchbay")).at("error") ==
        "unsupported_grant_type");
  CHECK(crm.send("GET", "/oauth/token").status == 404);
}

TEST_CASE("without a credential, or with a wrong one, the API answers 401") {
  TestCrm crm;
  auto const headers = GENERATE(values<HttpFields>(
      {{}, {{"X-Api-Key", "wrong"}}, {{"Authorization", "Bearer wrong"}}, {{"Authorization", "sandbox"}}}));
  auto const response = crm.send("GET", "/api/v1/users/me", {}, headers);
  CHECK(response.status == 401);
  CHECK(header_of(response, "WWW-Authenticate") == "Bearer");
}

}  // namespace patchbay::crm
