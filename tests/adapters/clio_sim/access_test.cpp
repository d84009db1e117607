// Sign-in, permissions, the firewall and the rate limit of the simulated Clio.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim;
using namespace patchbay::sim::clio;

namespace {

constexpr char registered[] = "http%3A%2F%2F127.0.0.1%3A53683%2Fcallback";

std::string authorize_url(std::string const& redirect = registered, std::string const& more = "") {
  return "/oauth/authorize?response_type=code&client_id=sim-client&state=s%201&redirect_uri=" + redirect +
         more;
}

std::string form(std::string const& rest) {
  return "client_id=sim-client&client_secret=sim-client-secret&" + rest;
}

std::string code_of(Bench& bench) {
  bench.state().oauth.app().consent = "allow";
  auto const location = bench.ask("GET", authorize_url()).header("Location");
  auto const start = location.find("code=") + 5;
  return location.substr(start, location.find('&') - start);
}

Told tokens_for(Bench& bench, std::string const& code) {
  return bench.ask("POST", "/oauth/token",
                   form("grant_type=authorization_code&code=" + code + "&redirect_uri=" + registered));
}

}  // namespace

TEST_CASE("Only registered redirect addresses are served, to the letter and to the port") {
  Bench bench;
  CHECK(bench.ask("GET", authorize_url()).status == 200);
  CHECK(bench.ask("GET", authorize_url("http%3A%2F%2F127.0.0.1%3A53685%2Fcallback")).status == 400);
  CHECK(bench.ask("GET", authorize_url("http%3A%2F%2Flocalhost%3A53683%2Fcallback")).status == 400);
  CHECK(bench.ask("GET", authorize_url("http%3A%2F%2F127.0.0.1%3A53683%2Fcallback%2F")).status == 400);
  CHECK(bench
            .ask("GET", "/oauth/authorize?response_type=code&client_id=other&redirect_uri=" +
                            std::string(registered))
            .status == 400);
}

TEST_CASE("Who declines comes back only where the app asked for that") {
  Bench bench;
  bench.state().oauth.app().consent = "deny";
  CHECK(bench.ask("GET", authorize_url()).status == 200);
  auto const told = bench.ask("GET", authorize_url(registered, "&redirect_on_decline=true"));
  CHECK(told.status == 302);
  CHECK(told.header("Location") == "http://127.0.0.1:53683/callback?error=access_denied&state=s%201");
}

TEST_CASE("A code is good once, for its redirect address, with the secret in the body, for ten minutes") {
  Bench bench;
  auto const code = code_of(bench);
  CHECK(bench.ask("POST", "/oauth/token", "client_id=sim-client&grant_type=authorization_code&code=" + code)
            .text("error") == "invalid_client");
  auto const told = tokens_for(bench, code);
  REQUIRE(told.status == 200);
  CHECK(told.body.at("token_type") == "bearer");
  CHECK(told.body.at("expires_in") == 30 * 86'400);
  CHECK(tokens_for(bench, code).text("error") == "invalid_grant");
  auto const late = code_of(bench);
  bench.clock += std::chrono::minutes(11);
  CHECK(tokens_for(bench, late).text("error") == "invalid_grant");
  auto const elsewhere = code_of(bench);
  auto const other = form("grant_type=authorization_code&code=" + elsewhere +
                          "&redirect_uri=http%3A%2F%2F127.0.0.1%3A53682%2Fcallback");
  CHECK(bench.ask("POST", "/oauth/token", other).text("error") == "invalid_grant");
}

TEST_CASE("A refresh token is used again and again, and not named again") {
  Bench bench;
  auto const first = tokens_for(bench, code_of(bench)).body;
  auto const refresh =
      "grant_type=refresh_token&refresh_token=" + std::string(first.at("refresh_token").get_string());
  bench.state().oauth.expire_access();
  for (int i = 0; i < 2; ++i) {
    auto const told = bench.ask("POST", "/oauth/token", form(refresh));
    REQUIRE(told.status == 200);
    CHECK_FALSE(told.body.get_object().contains("refresh_token"));
    bench.bearer(std::string(told.body.at("access_token").get_string()));
    CHECK(bench.get("users/who_am_i.json").status == 200);
  }
}

TEST_CASE("Deauthorizing wants the bearer and the token, and ends both tokens") {
  Bench bench;
  auto const first = tokens_for(bench, code_of(bench)).body;
  auto const access = std::string(first.at("access_token").get_string());
  bench.headers.erase("Authorization");
  CHECK(bench.ask("POST", "/oauth/deauthorize", "token=" + access).status == 401);
  bench.bearer(access);
  CHECK(bench.ask("POST", "/oauth/deauthorize", "token=").status == 400);
  CHECK(bench.ask("POST", "/oauth/deauthorize", "token=" + access).status == 200);
  CHECK(bench.get("users/who_am_i.json").status == 401);
  auto const refresh =
      "grant_type=refresh_token&refresh_token=" + std::string(first.at("refresh_token").get_string());
  CHECK(bench.ask("POST", "/oauth/token", form(refresh)).text("error") == "invalid_grant");
}

TEST_CASE("A missing bearer and a dead one are refused in two shapes, without rate limit headers") {
  Bench bench;
  bench.bearer("dead");
  auto const dead = bench.get("contacts.json");
  CHECK(dead.status == 401);
  CHECK(dead.body.at("error") == "invalid_token");
  CHECK_FALSE(dead.header("WWW-Authenticate").empty());
  CHECK(dead.header("X-RateLimit-Limit").empty());
  bench.headers.erase("Authorization");
  CHECK(bench.get("contacts.json").body.at("error").at("type") == "UnauthorizedError");
}

TEST_CASE("An access token lives thirty days") {
  Bench bench;
  bench.clock += std::chrono::hours(24 * 30) - std::chrono::seconds(1);
  CHECK(bench.get("users/who_am_i.json").status == 200);
  bench.clock += std::chrono::seconds(1);
  CHECK(bench.get("users/who_am_i.json").status == 401);
}

TEST_CASE("A permission that is not ticked is a 403 in JSON; who one is needs none") {
  Bench bench;
  bench.state().oauth.app().permissions.clear();
  CHECK(bench.get("contacts.json").text("error/type") == "ForbiddenError");
  CHECK(bench.get("users/who_am_i.json").status == 200);
}

TEST_CASE("Anonymous clients and those with an address in their name meet a page") {
  Bench bench;
  for (auto const* agent : {"", "Patchbay/1.0 (https://patchbay.example)"}) {
    bench.headers["User-Agent"] = agent;
    auto const told = bench.get("contacts.json");
    CHECK(told.status == 403);
    CHECK(told.header("Content-Type").starts_with("text/html"));
  }
}

TEST_CASE("Each token has fifty requests a minute, and a 429 says when the window ends") {
  Bench bench;
  for (int i = 0; i < 50; ++i) REQUIRE(bench.get("users/who_am_i.json").status == 200);
  bench.clock += std::chrono::seconds(20);
  auto const over = bench.get("users/who_am_i.json");
  CHECK(over.status == 429);
  CHECK(over.header("Retry-After") == "40");
  CHECK(over.header("X-RateLimit-Remaining") == "0");
  CHECK(over.header("X-RateLimit-Reset") ==
        std::to_string(
            std::chrono::duration_cast<std::chrono::seconds>(bench.clock.time_since_epoch()).count() + 40));
  auto const mine = std::exchange(bench.headers["Authorization"], "Bearer " + bench.new_token());
  CHECK(bench.get("users/who_am_i.json").status == 200);
  bench.headers["Authorization"] = mine;
  bench.clock += std::chrono::seconds(40);
  CHECK(bench.get("users/who_am_i.json").header("X-RateLimit-Remaining") == "49");
}

TEST_CASE("The version is echoed, and a retired one is gone") {
  Bench bench;
  CHECK(bench.get("users/who_am_i.json").header("X-API-VERSION") == "4.0.13");
  bench.headers["X-API-VERSION"] = "4.0.3";
  CHECK(bench.get("users/who_am_i.json").status == 410);
}

TEST_CASE("Settings change the app, the limit and the habits, and a wrong one is refused") {
  Bench bench;
  CHECK(bench
            .ask("PUT", "/_sim/settings",
                 R"({"redirectUris":["http://127.0.0.1:1/callback"],"consent":"allow"})")
            .status == 200);
  CHECK(bench.ask("GET", authorize_url("http%3A%2F%2F127.0.0.1%3A1%2Fcallback")).status == 302);
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"requestsAMinute":0,"tellsWhen":false})").status == 200);
  auto const over = bench.get("contacts.json");
  CHECK(over.status == 429);
  CHECK(over.header("Retry-After").empty());
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"mood":"bad"})").status == 400);
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"consent":1})").status == 400);
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"edit":{"id":1,"body":"x"}})").status == 400);
}
