// Signing in, scopes, rate limits, endpoints that are gone.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::pipedrive;

namespace {

std::string encoded(std::string const& text) { return patchbay::crm::percent_encoded(text); }

// Goes through the consent page as a person does; the code, or the whole location where there is none.
std::string consent(Bench& bench, std::string const& link_id = "allow") {
  auto const& app = bench.state().oauth.app();
  auto const page = bench.get("/oauth/authorize?client_id=" + app.client_id +
                              "&redirect_uri=" + encoded(app.redirect_uri) + "&state=s%26t");
  auto const anchor = page.raw.body.find("id=\"" + link_id + "\" href=\"");
  REQUIRE(anchor != std::string::npos);
  auto const begin = page.raw.body.find("href=\"", anchor) + 6;
  auto const location =
      bench.get(page.raw.body.substr(begin, page.raw.body.find('"', begin) - begin)).header("Location");
  CHECK(location.ends_with("&state=s%26t"));
  auto const code = location.find("code=");
  return code == std::string::npos ? location
                                   : location.substr(code + 5, location.find('&', code) - code - 5);
}

Told exchange(Bench& bench, std::string const& code) {
  return bench.post("/oauth/token", "grant_type=authorization_code&code=" + code +
                                        "&redirect_uri=" + encoded(bench.state().oauth.app().redirect_uri));
}

// "sim-client:sim-client-secret" in base64.
constexpr char client_basic[] = "Basic c2ltLWNsaWVudDpzaW0tY2xpZW50LXNlY3JldA==";

void as_client(Bench& bench) {
  bench.headers.erase("x-api-token");
  bench.headers["Authorization"] = client_basic;
}

std::string text(Told const& told, char const* name) { return std::string(told.body.at(name).get_string()); }

}  // namespace

TEST_CASE("Without a valid credential every call is 401, with the gateway's header") {
  Bench bench;
  for (std::string const token : {"", "wrong"}) {
    bench.headers["x-api-token"] = token;
    auto const told = bench.get("/api/v1/users/me");
    CHECK(told.status == 401);
    CHECK(told.header("x-401-by-gw") == "true");
    CHECK(told.text("error") == "unauthorized access");
    CHECK(told.body.at("errorCode") == 401);
  }
}

TEST_CASE("A token is no query parameter") {
  Bench bench;
  bench.headers.erase("x-api-token");
  CHECK(bench.get("/api/v1/users/me?api_token=sim-api-token").status == 401);
}

TEST_CASE("Consent gives a code, the code gives tokens and the company's domain, once") {
  Bench bench;
  auto const code = consent(bench);
  as_client(bench);
  auto const told = exchange(bench, code);
  REQUIRE(told.status == 200);
  CHECK(text(told, "token_type") == "Bearer");
  CHECK(text(told, "api_domain") == "http://127.0.0.1:1");
  CHECK(told.body.at("expires_in") == 3599);
  CHECK(exchange(bench, code).body.at("message") == "Invalid grant: authorization_code is invalid");
  bench.bearer(text(told, "access_token"));
  CHECK(bench.get("/api/v1/users/me").data().at("timezone_name") == "Europe/Berlin");
}

TEST_CASE("A person who declines sends back user_denied") {
  Bench bench;
  CHECK(consent(bench, "deny") == "http://localhost:53682/callback?error=user_denied&state=s%26t");
}

TEST_CASE("Another client or another redirect sees a page and no code") {
  Bench bench;
  CHECK(bench.get("/oauth/authorize?client_id=other&redirect_uri=x").status == 400);
  CHECK(bench.get("/oauth/authorize?client_id=sim-client&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fcallback")
            .status == 400);
}

TEST_CASE("A code dies after five minutes") {
  Bench bench;
  auto const code = consent(bench);
  as_client(bench);
  bench.clock += std::chrono::minutes(6);
  CHECK(exchange(bench, code).body.at("message") == "Invalid grant: authorization_code has expired");
}

TEST_CASE("The token endpoint says what is wrong with a request") {
  Bench bench;
  as_client(bench);
  CHECK(bench.post("/oauth/token", "a=b").body.at("message") == "Missing parameter: grant_type");
  CHECK(bench.post("/oauth/token", "grant_type=x").body.at("message") ==
        "Unsupported grant type: grant_type is invalid");
  CHECK(bench.post("/oauth/token", "grant_type=refresh_token&refresh_token=x").body.at("error") ==
        "invalid_grant");
  bench.headers["Authorization"] = "Basic d3Jvbmc6d3Jvbmc=";
  CHECK(bench.post("/oauth/token", "grant_type=refresh_token").body.at("message") ==
        "Invalid client: client is invalid");
  bench.headers.erase("Authorization");
  CHECK(bench.post("/oauth/token", "grant_type=refresh_token").body.at("message") ==
        "Invalid client: cannot retrieve client credentials");
}

TEST_CASE("A refresh gives a new access token and the same refresh token; 60 unused days end it") {
  Bench bench;
  auto const code = consent(bench);
  as_client(bench);
  auto const first = exchange(bench, code);
  auto const refresh = text(first, "refresh_token");
  auto const again = [&] {
    return bench.post("/oauth/token", "grant_type=refresh_token&refresh_token=" + refresh);
  };
  bench.clock += std::chrono::hours(24 * 59);
  auto const second = again();
  REQUIRE(second.status == 200);
  CHECK(text(second, "refresh_token") == refresh);
  CHECK(text(second, "access_token") != text(first, "access_token"));
  bench.clock += std::chrono::hours(24 * 61);
  CHECK(again().body.at("message") == "Invalid grant: refresh_token is invalid");
}

TEST_CASE("An access token ends with its lifetime, and with its revoked refresh token") {
  Bench bench;
  auto const code = consent(bench);
  as_client(bench);
  auto const tokens = exchange(bench, code);
  bench.bearer(text(tokens, "access_token"));
  CHECK(bench.get("/api/v1/users/me").status == 200);
  bench.clock += std::chrono::seconds(3599);
  CHECK(bench.get("/api/v1/users/me").status == 401);
  as_client(bench);
  auto const fresh =
      bench.post("/oauth/token", "grant_type=refresh_token&refresh_token=" + text(tokens, "refresh_token"));
  CHECK(
      bench.post("/oauth/revoke", "token=" + text(tokens, "refresh_token") + "&token_type_hint=refresh_token")
          .status == 200);
  bench.bearer(text(fresh, "access_token"));
  CHECK(bench.get("/api/v1/users/me").status == 401);
}

TEST_CASE("Each endpoint wants its scope") {
  Bench bench;
  bench.state().oauth.app().scopes = "base contacts:read";
  auto const code = consent(bench);
  as_client(bench);
  bench.bearer(text(exchange(bench, code), "access_token"));
  CHECK(bench.get("/api/v2/persons?limit=1").status == 200);
  CHECK(bench.get("/api/v2/persons/search?term=415&fields=phone").status == 200);
  for (std::string const target : {"/api/v2/itemSearch?term=415", "/api/v2/deals", "/api/v1/leads",
                                   "/api/v2/activities", "/api/v1/users"}) {
    auto const told = bench.get(target);
    CHECK(told.status == 403);
    CHECK(told.text("error") == "Scope and URL mismatch");
    CHECK(told.body.at("errorCode") == 403);
  }
  CHECK(bench.post("/api/v2/persons", R"({"name":"N"})").status == 403);
}

TEST_CASE("Twenty requests in two seconds are one API token's, and the window rolls") {
  Bench bench;
  for (int i = 20; i-- > 0;) {
    auto const told = bench.get("/api/v1/users/me");
    REQUIRE(told.status == 200);
    CHECK(told.header("x-ratelimit-remaining") == std::to_string(i));
  }
  auto const over = bench.get("/api/v1/users/me");
  CHECK(over.status == 429);
  CHECK(over.header("x-ratelimit-remaining") == "0");
  CHECK(over.header("x-ratelimit-reset") == "2");
  CHECK(over.header("Retry-After").empty());
  bench.clock += std::chrono::seconds(2);
  CHECK(bench.get("/api/v1/users/me").status == 200);
}

TEST_CASE("Searches are ten in two seconds") {
  Bench bench;
  auto const search = [&] {
    return bench.get("/api/v2/itemSearch?term=415&item_types=person&fields=phone").status;
  };
  for (int i = 0; i < 10; ++i) REQUIRE(search() == 200);
  CHECK(search() == 429);
  CHECK(bench.get("/api/v1/users/me").status == 200);
}

TEST_CASE("A day's budget is the company's, in tokens, and comes back with the next day") {
  Bench bench;
  bench.state().plan.daily_tokens = 11;
  CHECK(bench.get("/api/v2/persons").status == 200);
  auto const over = bench.get("/api/v1/users/me");
  CHECK(over.status == 429);
  CHECK(over.header("x-daily-ratelimit-token-remaining") == "1");
  bench.clock += std::chrono::hours(24);
  CHECK(bench.get("/api/v1/users/me").status == 200);
}

TEST_CASE("Who goes on after many 429 meets a page of the firewall") {
  Bench bench;
  Told last;
  for (int i = 0; i < 20 + 51; ++i) last = bench.get("/api/v1/users/me");
  CHECK(last.status == 403);
  CHECK(last.header("Content-Type").starts_with("text/html"));
}

TEST_CASE("v1 endpoints out of support are gone, unknown ones were never there, wrong methods are told") {
  Bench bench;
  for (std::string const path : {"/v1/persons", "/api/v1/activities/1", "/v1/deals", "/v1/itemSearch"})
    CHECK(bench.get(path).status == 410);
  CHECK(bench.get("/api/v2/nothing").status == 404);
  CHECK(bench.ask("PUT", "/api/v2/activities/1", "{}").status == 405);
}

TEST_CASE("Users and activity types are listed, and a new type's key follows its name") {
  Bench bench;
  CHECK(bench.get("/api/v1/users").data().get_array().size() == 2);
  auto const told = bench.post("/api/v1/activityTypes", R"({"name":"Text Message","icon_key":"email"})");
  REQUIRE(told.status == 201);
  CHECK(told.data().at("key_string") == "text_message");
  CHECK(bench.get("/v1/activityTypes").data().get_array().size() == 6);
}
