// Signing in, scopes, limits, the organisation and its people, and the controls for tests.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::zoho;

namespace {

// Of RFC 7636, appendix B.
constexpr char verifier[] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr char challenge[] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
constexpr char me[] = "/crm/v8/users?type=CurrentUser";

std::string encoded(std::string const& text) { return patchbay::crm::percent_encoded(text); }

std::string authorize(App const& app, std::string const& scopes = "ZohoCRM.users.READ") {
  return "/oauth/v2/auth?response_type=code&client_id=" + app.client_id +
         "&redirect_uri=" + encoded(app.redirect_uri) + "&state=s%26t&scope=" + encoded(scopes) +
         "&code_challenge=" + challenge + "&code_challenge_method=S256";
}

std::string code_in(std::string const& location) {
  auto const begin = location.find("code=") + 5;
  return location.substr(begin, location.find('&', begin) - begin);
}

// Consents at once.
std::string code_for(Bench& bench, std::string const& more = "&access_type=offline&prompt=consent") {
  bench.state().oauth.app().consent = "allow";
  return code_in(bench.get(authorize(bench.state().oauth.app()) + more).header("Location"));
}

Told redeem(Bench& bench, std::string const& code, std::string const& proof = verifier) {
  return bench.post("/oauth/v2/token",
                    "grant_type=authorization_code&client_id=1000.SIMCLIENT&code=" + code + "&redirect_uri=" +
                        encoded(bench.state().oauth.app().redirect_uri) + "&code_verifier=" + proof);
}

Told refresh(Bench& bench, std::string const& token) {
  return bench.post("/oauth/v2/token",
                    "grant_type=refresh_token&client_id=1000.SIMCLIENT&refresh_token=" + token);
}

}  // namespace

TEST_CASE("Without Zoho's own prefix, and with a token that ran out, a call is 401") {
  Bench bench;
  CHECK(bench.get(me).status == 200);
  bench.bearer(seeded_token);
  CHECK(bench.get(me).text("code") == "INVALID_TOKEN");
  bench.token(redeem(bench, code_for(bench)).text("access_token"));
  CHECK(bench.get(me).status == 200);
  bench.clock += std::chrono::hours(1);
  CHECK(bench.get(me).status == 401);
}

TEST_CASE("Consent gives a code and names the server of the data centre") {
  Bench bench;
  auto const page = bench.get(authorize(bench.state().oauth.app())).raw.body;
  CHECK(page.find("id=\"deny\"") != std::string::npos);
  bench.state().oauth.app().consent = "deny";
  CHECK(bench.get(authorize(bench.state().oauth.app())).header("Location").find("error=access_denied") !=
        std::string::npos);
  bench.state().oauth.app().consent = "allow";
  auto const location = bench.get(authorize(bench.state().oauth.app())).header("Location");
  CHECK(location.starts_with("http://localhost:53690/callback?state=s%26t&code="));
  CHECK(location.ends_with("&location=us&accounts-server=http%3A%2F%2F127.0.0.1%3A1"));
}

TEST_CASE("Another client, redirect, scope or a request without a proof sees a page") {
  Bench bench;
  auto const good = bench.state().oauth.app();
  auto app = good;
  app.client_id = "other";
  CHECK(bench.get(authorize(app)).status == 400);
  app = good;
  app.redirect_uri = "http://127.0.0.1:53690/callback";
  CHECK(bench.get(authorize(app)).status == 400);
  CHECK(bench.get(authorize(good, "ZohoCRM.users.READ ZohoCRM.org.READ")).status == 400);
  auto const link = authorize(good);
  CHECK(bench.get(link.substr(0, link.find("&code_challenge="))).status == 400);
}

TEST_CASE("A code gives tokens once, within two minutes, to who holds the verifier") {
  Bench bench;
  auto const code = code_for(bench);
  auto const told = redeem(bench, code);
  CHECK(told.text("token_type") == "Bearer");
  CHECK(told.text("api_domain") == "http://127.0.0.1:1");
  CHECK(told.body.at("expires_in") == 3600);
  CHECK_FALSE(told.text("refresh_token").empty());
  CHECK(redeem(bench, code).text("error") == "invalid_code");
  CHECK(redeem(bench, code_for(bench), "wrong").text("error") == "invalid_code_verifier");
  auto const late = code_for(bench);
  bench.clock += std::chrono::seconds(121);
  auto const refused = redeem(bench, late);
  CHECK(refused.status == 200);  // as Zoho has it
  CHECK(refused.text("error") == "invalid_code");
}

TEST_CASE("A refresh token comes with offline access, and again only where consent is asked for again") {
  Bench bench;
  CHECK(redeem(bench, code_for(bench, "")).text("refresh_token").empty());
  CHECK(redeem(bench, code_for(bench, "&access_type=offline")).text("refresh_token").empty());
  CHECK_FALSE(redeem(bench, code_for(bench)).text("refresh_token").empty());
}

TEST_CASE("A refresh gives an access token and no refresh token, ten times in ten minutes") {
  Bench bench;
  for (int i = 0; i < 10; ++i) {
    auto const told = refresh(bench, seeded_refresh);
    REQUIRE_FALSE(told.text("access_token").empty());
    REQUIRE(told.text("refresh_token").empty());
  }
  auto const over = refresh(bench, seeded_refresh);
  CHECK(over.status == 400);
  CHECK(over.text("error_description").find("too many requests") != std::string::npos);
  bench.clock += std::chrono::minutes(10);
  CHECK_FALSE(refresh(bench, seeded_refresh).text("access_token").empty());
  CHECK(refresh(bench, "unknown").text("error") == "invalid_code");
}

TEST_CASE("Revoking ends the refresh token and what came of it") {
  Bench bench;
  auto const tokens = redeem(bench, code_for(bench));
  bench.token(tokens.text("access_token"));
  CHECK(bench.post("/oauth/v2/token/revoke?token=" + tokens.text("refresh_token"), "").text("status") ==
        "success");
  CHECK(bench.get(me).status == 401);
  CHECK(refresh(bench, tokens.text("refresh_token")).text("error") == "invalid_code");
  CHECK(bench.post("/oauth/v2/token/revoke", "token=unknown").text("error") == "invalid_token");
}

TEST_CASE("The twenty-first refresh token of a user pushes out the first") {
  Bench bench;
  for (int i = 0; i < 19; ++i) redeem(bench, code_for(bench));
  CHECK(refresh(bench, seeded_refresh).text("error").empty());
  redeem(bench, code_for(bench));
  CHECK(refresh(bench, seeded_refresh).text("error") == "invalid_code");
}

TEST_CASE("Each call wants its scope, and a missing one is 401 as well") {
  Bench bench;
  bench.state().plan.concurrency = 100;
  bench.state().oauth.add_access("narrow", "ZohoCRM.modules.Contacts.READ",
                                 bench.clock + std::chrono::hours(1));
  bench.token("narrow");
  CHECK(bench.get("/crm/v8/Contacts?fields=id").status == 200);
  for (std::string const path :
       {"/crm/v8/Leads?fields=id", "/crm/v8/org", "/crm/v8/settings/fields?module=Calls",
        "/crm/v8/Contacts/search?phone=4155550132", "/crm/v8/settings/modules"}) {
    INFO(path);
    CHECK(bench.get(path).status == 401);
    CHECK(bench.get(path).text("code") == "OAUTH_SCOPE_MISMATCH");
  }
  CHECK(bench.write("POST", "Contacts", R"({"Last_Name":"New"})").status == 401);
  CHECK(bench.query("select id from Contacts where id is not null").status == 401);
}

TEST_CASE("A module that the user's profile lacks is 403") {
  Bench bench;
  bench.state().quirks.denied.insert("Leads");
  CHECK(bench.get("/crm/v8/Leads?fields=id").text("code") == "NO_PERMISSION");
  CHECK(bench.hits("Contacts", "phone", "4155550163") == 1);
}

TEST_CASE("Credits are counted over a day, and a search costs three") {
  Bench bench;
  CHECK(bench.get(me).header("X-API-CREDITS-REMAINING") == "49999");
  CHECK(bench.search("Contacts", "phone", "4155550132").header("X-API-CREDITS-REMAINING") == "49996");
  bench.state().plan.credits = 4;
  auto const over = bench.get(me);
  CHECK(over.status == 429);
  CHECK(over.text("code") == "RATE_LIMIT_EXCEEDED");
  CHECK(over.header("X-API-CREDITS-REMAINING") == "0");
  CHECK(over.header("Retry-After").empty());
  bench.clock += std::chrono::hours(24);
  CHECK(bench.get(me).status == 200);
}

TEST_CASE("Ten calls may be at work at once, and a composite counts as five") {
  Bench bench;
  for (int i = 0; i < 10; ++i) REQUIRE(bench.get(me).status == 200);
  CHECK(bench.get(me).text("code") == "TOO_MANY_REQUESTS");
  bench.clock += std::chrono::milliseconds(1);
  auto const part = R"({"method":"GET","uri":"/crm/v8/org"})";
  for (int i = 0; i < 2; ++i) REQUIRE(bench.composite(part).status == 200);
  CHECK(bench.composite(part).status == 429);
}

TEST_CASE("The account tells its user, its name, its modules and their fields") {
  Bench bench;
  auto const users = bench.get(me).list("users");
  REQUIRE(users.size() == 1);
  CHECK(users.at(0).at("full_name") == "Dana Fields");
  CHECK(bench.get("/crm/v8/users?type=ActiveUsers").list("users").size() == 2);
  CHECK(bench.get("/crm/v8/org").list("org").at(0).at("domain_name") == "org20063211");
  CHECK(bench.get("/crm/v8/settings/modules").list("modules").size() == 7);
  CHECK(bench.get("/crm/v8/settings/modules/Calls").list("modules").size() == 1);
  CHECK(bench.get("/crm/v8/settings/fields").text("code") == "REQUIRED_PARAM_MISSING");
  auto const told = bench.get("/crm/v8/settings/fields?module=Calls");
  auto const text = patchbay::sim::json::serialize(told.body);
  CHECK(text.find("Requested call back") != std::string::npos);
  CHECK(bench.get("/crm/v8/settings/call_preferences").status == 200);
  CHECK(bench.get("/crm/v8/settings/related_lists?module=Contacts").list("related_lists").size() == 3);
  CHECK(bench.get("/crm/v8/settings/related_lists?module=Nothing").text("code") == "INVALID_MODULE");
}

TEST_CASE("A path that Zoho does not have is told from a method and from a module that it does not have") {
  Bench bench;
  CHECK(bench.get("/crm/v1/Contacts").text("code") == "INVALID_URL_PATTERN");
  CHECK(bench.get("/crm/v8/Horses?fields=id").text("code") == "INVALID_MODULE");
  CHECK(bench.ask("DELETE", "/crm/v8/org").status == 405);
  CHECK(bench.ask("POST", "/crm/v8/Contacts", "no json").text("code") == "INVALID_DATA");
}

TEST_CASE("Records can be looked at, and settings changed, without a credential") {
  Bench bench;
  bench.headers.erase("Authorization");
  CHECK(bench.get("/_sim/Contacts").body.get_array().size() == 13);
  CHECK(bench.get("/_sim/Horses").status == 404);
  CHECK(bench
            .ask("PUT", "/_sim/settings",
                 R"({"indexLag":0,"duration":"hh:mm","leadCompany":false,"deny":"Leads"})")
            .status == 200);
  CHECK(bench.state().quirks.index_lag.count() == 0);
  CHECK(bench.state().quirks.duration == "hh:mm");
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"mood":"bad"})").status == 400);
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"credits":"many"})").status == 400);
}
