// Signing in with PKCE and no secret, tokens that rotate, the day's budget, and the controls for tests.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::salesforce;

namespace {

constexpr char redirect[] = "http://localhost:53692/callback";
constexpr char verifier[] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr char challenge[] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

std::string encoded(std::string const& text) { return patchbay::crm::percent_encoded(text); }

std::string authorize(std::string const& uri = redirect,
                      std::string const& scopes = "api refresh_token openid") {
  return "/services/oauth2/authorize?response_type=code&client_id=sim-consumer-key&redirect_uri=" +
         encoded(uri) + "&scope=" + encoded(scopes) + "&state=s%26t&code_challenge=" + challenge +
         "&code_challenge_method=S256";
}

// Goes through the consent page as a person does; the location that it leads to.
std::string consent(Bench& bench, std::string const& link = "allow") {
  auto const page = bench.get(authorize()).raw.body;
  auto const anchor = page.find("id=\"" + link + "\" href=\"");
  REQUIRE(anchor != std::string::npos);
  auto const begin = page.find("href=\"", anchor) + 6;
  return bench.get(page.substr(begin, page.find('"', begin) - begin)).header("Location");
}

std::string code_in(std::string const& location) {
  auto const begin = location.find("code=") + 5;
  return location.substr(begin, location.find('&', begin) - begin);
}

Told post_form(Bench& bench, std::string const& path, std::string const& form) {
  bench.headers.erase("Authorization");
  return bench.post("/services/oauth2/" + path, form);
}

Told redeem(Bench& bench, std::string const& code,
            std::string const& more = std::string("&code_verifier=") + verifier) {
  return post_form(bench, "token",
                   "grant_type=authorization_code&client_id=sim-consumer-key&code=" + code +
                       "&redirect_uri=" + encoded(redirect) + more);
}

Told refresh(Bench& bench, std::string const& token) {
  return post_form(bench, "token",
                   "grant_type=refresh_token&client_id=sim-consumer-key&refresh_token=" + token);
}

int status_with(Bench& bench, std::string const& token) {
  bench.bearer(token);
  return bench.get(rest("/limits")).status;
}

}  // namespace

TEST_CASE("Without a session, and with one that ended, a call is 401") {
  Bench bench;
  bench.bearer("wrong");
  auto const told = bench.get(rest("/limits"));
  CHECK(told.status == 401);
  CHECK(error_of(told) == "INVALID_SESSION_ID");
  bench.bearer(seeded_session);
  bench.vendor->configure({{"expireAccess", true}});
  CHECK(bench.get(rest("/limits")).status == 401);
}

TEST_CASE("The code flow needs the app's own redirect, PKCE and scopes that the app has") {
  Bench bench;
  CHECK(bench.get(authorize("http://localhost:1/callback")).status == 400);
  auto const bare = authorize();
  CHECK(bench.get(bare.substr(0, bare.find("&code_challenge=")))
            .header("Location")
            .find("error=invalid_request") != std::string::npos);
  CHECK(bench.get(authorize(redirect, "api full")).header("Location").find("error=invalid_scope") !=
        std::string::npos);
  CHECK(consent(bench, "deny").find("error=access_denied") != std::string::npos);
}

TEST_CASE("A code is redeemed once, by who has its verifier, and no secret is taken") {
  Bench bench;
  CHECK(redeem(bench, code_in(consent(bench)), "&code_verifier=another").text("error") == "invalid_grant");
  CHECK(redeem(bench, code_in(consent(bench)), std::string("&client_secret=s&code_verifier=") + verifier)
            .text("error") == "invalid_client");
  auto const location = consent(bench);
  CHECK(location.find("state=s%26t") != std::string::npos);
  auto const told = redeem(bench, code_in(location));
  REQUIRE(told.status == 200);
  CHECK(told.text("instance_url") == "http://127.0.0.1:1");
  CHECK(told.text("id").starts_with("http://127.0.0.1:1/id/00D"));
  CHECK_FALSE(told.body.as_object().contains("expires_in"));
  CHECK(status_with(bench, told.text("access_token")) == 200);
  CHECK(redeem(bench, code_in(location)).text("error") == "invalid_grant");
}

TEST_CASE("A code dies after a quarter of an hour") {
  Bench bench;
  auto const code = code_in(consent(bench));
  bench.clock += std::chrono::minutes(16);
  CHECK(redeem(bench, code).text("error") == "invalid_grant");
}

TEST_CASE("Each refresh brings a new refresh token, and the old one kills all of its kind") {
  Bench bench;
  auto const first = redeem(bench, code_in(consent(bench)));
  auto const second = refresh(bench, first.text("refresh_token"));
  REQUIRE(second.status == 200);
  CHECK(second.text("refresh_token") != first.text("refresh_token"));
  CHECK(status_with(bench, second.text("access_token")) == 200);
  CHECK(refresh(bench, first.text("refresh_token")).text("error_description") ==
        "expired access/refresh token");
  CHECK(refresh(bench, second.text("refresh_token")).text("error") == "invalid_grant");
  CHECK(status_with(bench, second.text("access_token")) == 401);
}

TEST_CASE("An access token lasts as long as the session policy says") {
  Bench bench;
  auto const token = redeem(bench, code_in(consent(bench))).text("access_token");
  CHECK(status_with(bench, token) == 200);
  bench.clock += std::chrono::hours(3);
  CHECK(status_with(bench, token) == 401);
}

TEST_CASE("Revoking either token ends both") {
  Bench bench;
  auto const told = redeem(bench, code_in(consent(bench)));
  CHECK(post_form(bench, "revoke", "token=nothing").status == 400);
  CHECK(post_form(bench, "revoke", "token=" + told.text("refresh_token")).status == 200);
  CHECK(status_with(bench, told.text("access_token")) == 401);
  CHECK(refresh(bench, told.text("refresh_token")).status == 400);
}

TEST_CASE("Who is signed in is told to a token with openid, and refused with a bare word to others") {
  Bench bench;
  auto const me = bench.get("/services/oauth2/userinfo");
  REQUIRE(me.status == 200);
  CHECK(me.text("name") == "Robin Vale");
  CHECK(me.text("zoneinfo") == "Europe/Berlin");
  CHECK(me.text("user_id").starts_with("005"));
  CHECK(bench.get(me.text("id").substr(me.text("id").find("/id/"))).text("organization_id") ==
        bench.state().org.id);
  bench.bearer("wrong");
  auto const refused = bench.get("/services/oauth2/userinfo");
  CHECK(refused.status == 403);
  CHECK(refused.raw.body == "Bad_OAuth_Token");
}

TEST_CASE("Each answer tells the use of the day, and a day that is used up is 403 until the next") {
  Bench bench;
  bench.vendor->configure({{"daily", 2}});
  CHECK(bench.get(rest("/limits")).header("Sforce-Limit-Info") == "api-usage=1/2");
  CHECK(bench.get(rest("/limits")).status == 200);
  auto const told = bench.get(rest("/limits"));
  CHECK(told.status == 403);
  CHECK(error_of(told) == "REQUEST_LIMIT_EXCEEDED");
  bench.clock += std::chrono::hours(24);
  CHECK(bench.get(rest("/limits")).status == 200);
}

TEST_CASE("Versions are listed to everybody, retired ones are gone") {
  Bench bench;
  bench.headers.erase("Authorization");
  CHECK(bench.get("/services/data/").body.as_array().size() > 30);
  bench.bearer(seeded_session);
  CHECK(bench.get("/services/data/v50.0/limits").status == 200);
  CHECK(bench.get("/services/data/v29.0/limits").status == 410);
  CHECK(bench.get("/services/data/v99.0/limits").status == 404);
  CHECK(bench.get("/services/data/v66.0/").text("identity").starts_with("http://127.0.0.1:1/id/"));
}

TEST_CASE("A setting that does not exist is refused") {
  Bench bench;
  CHECK_FALSE(bench.vendor->configure({{"nothing", 1}}));
  CHECK_FALSE(bench.vendor->configure({{"daily", "many"}}));
}
