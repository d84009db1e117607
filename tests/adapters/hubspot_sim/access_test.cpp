// Signing in, scopes, rate limits, the account and its people, and the controls for tests.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::hubspot;

namespace {

constexpr char details[] = "/account-info/2026-09/details";

std::string encoded(std::string const& text) { return patchbay::crm::percent_encoded(text); }

std::string authorize(App const& app, std::string const& scopes) {
  return "/oauth/authorize?client_id=" + app.client_id + "&redirect_uri=" + encoded(app.redirect_uri) +
         "&state=s%26t&scope=" + encoded(scopes);
}

// Goes through the consent page as a person does; the location that it leads to.
std::string consent(Bench& bench, std::string const& link = "allow") {
  auto const& app = bench.state().oauth.app();
  auto const page = bench.get(authorize(app, app.scopes)).raw.body;
  auto const anchor = page.find("id=\"" + link + "\" href=\"");
  REQUIRE(anchor != std::string::npos);
  auto const begin = page.find("href=\"", anchor) + 6;
  return bench.get(page.substr(begin, page.find('"', begin) - begin)).header("Location");
}

std::string code_in(std::string const& location) {
  auto const begin = location.find("code=") + 5;
  return location.substr(begin, location.find('&', begin) - begin);
}

std::string client() { return "client_id=sim-client&client_secret=sim-client-secret"; }

Told redeem(Bench& bench, std::string const& code) {
  return bench.post("/oauth/2026-09/token",
                    client() + "&grant_type=authorization_code&code=" + code +
                        "&redirect_uri=" + encoded(bench.state().oauth.app().redirect_uri));
}

Told refresh(Bench& bench, std::string const& token) {
  return bench.post("/oauth/2026-09/token", client() + "&grant_type=refresh_token&refresh_token=" + token);
}

}  // namespace

TEST_CASE("Without a credential, and with one that ran out, a call is 401, each by its own category") {
  Bench bench;
  bench.bearer("wrong");
  CHECK(bench.get(details).text("category") == "INVALID_AUTHENTICATION");
  auto const tokens = redeem(bench, code_in(consent(bench)));
  bench.bearer(tokens.text("access_token"));
  CHECK(bench.get(details).status == 200);
  bench.clock += std::chrono::seconds(1800);
  CHECK(bench.get(details).status == 401);
  CHECK(bench.get(details).text("category") == "EXPIRED_AUTHENTICATION");
}

TEST_CASE("Consent gives a code, the code gives tokens with the account and the user, once") {
  Bench bench;
  auto const location = consent(bench);
  CHECK(location.starts_with("http://localhost:53683/callback?code="));
  CHECK(location.ends_with("&state=s%26t"));
  auto const told = redeem(bench, code_in(location));
  REQUIRE(told.status == 200);
  CHECK(told.text("token_type") == "bearer");
  CHECK(told.text("access_token").size() > 300);
  CHECK(told.body.at("expires_in") == 1800);
  CHECK(told.body.at("hub_id") == 2468101);
  CHECK(told.body.at("user_id") == 501);
  CHECK(redeem(bench, code_in(location)).text("status") == "BAD_AUTH_CODE");
}

TEST_CASE("Who declines is sent back without a code; another client, redirect or scope sees a page") {
  Bench bench;
  CHECK(consent(bench, "deny").find("error=access_denied") != std::string::npos);
  auto app = bench.state().oauth.app();
  CHECK(bench.get(authorize(app, app.scopes + " automation")).status == 400);
  CHECK(bench.get(authorize(app, "")).status == 400);
  app.redirect_uri = "http://127.0.0.1:53683/callback";
  CHECK(bench.get(authorize(app, app.scopes)).status == 400);
  app = bench.state().oauth.app();
  app.client_id = "other";
  CHECK(bench.get(authorize(app, app.scopes)).status == 400);
}

TEST_CASE("The token endpoint says what is wrong with a request, and reads the body only") {
  Bench bench;
  auto const told = [&](std::string const& form) {
    return bench.post("/oauth/2026-09/token", form).text("status");
  };
  CHECK(told("grant_type=refresh_token&client_id=x") == "BAD_CLIENT_ID");
  CHECK(told("grant_type=refresh_token&client_id=sim-client") == "BAD_CLIENT_SECRET");
  CHECK(told(client() + "&grant_type=refresh_token&refresh_token=x") == "BAD_REFRESH_TOKEN");
  CHECK(told(client() + "&grant_type=password") == "BAD_GRANT_TYPE");
  CHECK(bench.post("/oauth/2026-09/token?" + client() + "&grant_type=refresh_token", "a=b").status == 400);
}

TEST_CASE("A refresh gives a new access token and the same refresh token, until that is revoked") {
  Bench bench;
  auto const first = redeem(bench, code_in(consent(bench)));
  auto const second = refresh(bench, first.text("refresh_token"));
  REQUIRE(second.status == 200);
  CHECK(second.text("refresh_token") == first.text("refresh_token"));
  CHECK(second.text("access_token") != first.text("access_token"));
  auto const form = client() + "&token_type_hint=refresh_token&token=" + first.text("refresh_token");
  CHECK(bench.post("/oauth/2026-09/token/revoke", form).status == 204);
  CHECK(refresh(bench, first.text("refresh_token")).text("status") == "BAD_REFRESH_TOKEN");
  bench.bearer(second.text("access_token"));
  CHECK(bench.get(details).status == 401);
}

TEST_CASE("Each kind of record wants its scope; calls and messages want the contacts'") {
  Bench bench;
  bench.state().oauth.add_key("reader", "crm.objects.contacts.read");
  bench.bearer("reader");
  CHECK(bench.get("/crm/objects/2026-09/contacts").status == 200);
  CHECK(bench.get("/crm/objects/2026-09/calls").status == 200);
  CHECK(bench.get("/calling/v1/dispositions").status == 200);
  for (std::string const path :
       {"/crm/objects/2026-09/deals", "/crm/objects/2026-09/tickets", "/crm/owners/2026-09"}) {
    auto const told = bench.get(path);
    CHECK(told.status == 403);
    CHECK(told.text("category") == "MISSING_SCOPES");
    CHECK(told.body.at("errors").at(0).at("context").get_object().contains("requiredGranularScopes"));
  }
  CHECK(bench.new_call().status == 403);
}

TEST_CASE("A hundred requests in ten seconds are one key's, and the window rolls") {
  Bench bench;
  for (int i = 100; i-- > 0;) {
    auto const told = bench.get(details);
    REQUIRE(told.status == 200);
    CHECK(told.header("X-HubSpot-RateLimit-Remaining") == std::to_string(i));
  }
  auto const over = bench.get(details);
  CHECK(over.status == 429);
  CHECK(over.text("policyName") == "TEN_SECONDLY_ROLLING");
  CHECK(over.header("Retry-After").empty());
  bench.state().plan.retry_after = 10;
  CHECK(bench.get(details).header("Retry-After") == "10");
  bench.clock += std::chrono::seconds(10);
  CHECK(bench.get(details).status == 200);
}

TEST_CASE("Five searches in a second are the account's, and searches tell no limits") {
  Bench bench;
  auto const search = [&] { return bench.search("phone", "EQ", "1"); };
  for (int i = 0; i < 5; ++i) REQUIRE(search().status == 200);
  CHECK(search().text("message") == "You have reached your secondly limit.");
  CHECK(search().text("policyName") == "SECONDLY");
  CHECK(search().header("X-HubSpot-RateLimit-Remaining").empty());
  CHECK(bench.get(details).status == 200);
  bench.clock += std::chrono::seconds(1);
  CHECK(search().status == 200);
}

TEST_CASE("A key's day has a budget") {
  Bench bench;
  bench.state().plan.daily = 1;
  CHECK(bench.get(details).status == 200);
  CHECK(bench.get(details).text("policyName") == "DAILY");
  bench.clock += std::chrono::hours(24);
  CHECK(bench.get(details).status == 200);
}

TEST_CASE("Owners are found by e-mail and by user, and the account says where it is") {
  Bench bench;
  CHECK(bench.get("/crm/owners/2026-09/502?idProperty=userId").text("id") == "9002");
  CHECK(bench.get("/crm/owners/2026-09/502").status == 404);
  CHECK(bench.get("/crm/owners/2026-09?email=eliot%2Bsales%40example.com").list("results").size() == 1);
  CHECK(bench.get("/crm/owners/2026-09?email=eliot+sales@example.com").list("results").empty());
  CHECK(bench.get(details).text("uiDomain") == "app.hubspot.com");
  CHECK(bench.get("/calling/v1/dispositions").body.get_array().size() == 7);
}

TEST_CASE("Records can be looked at, and settings changed, without a credential") {
  Bench bench;
  bench.new_call();
  bench.headers.erase("Authorization");
  CHECK(bench.get("/_sim/calls").body.get_array().size() == 1);
  CHECK(bench.get("/_sim/contacts").body.get_array().size() == 13);
  CHECK(bench.get("/_sim/nothing").status == 404);
  CHECK(
      bench.ask("PUT", "/_sim/settings", R"({"indexLag":0,"calculatedPhones":false,"searches":1})").status ==
      200);
  CHECK(bench.state().index_lag.count() == 0);
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"mood":"bad"})").status == 400);
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"searches":"many"})").status == 400);
}
