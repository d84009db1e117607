#include "auth/token_reply.hpp"

#include <catch2/catch.hpp>

#include "support/fake_clock.hpp"
#include "support/fake_http.hpp"
#include "support/print_result.hpp"

namespace patchbay {
namespace {

using std::chrono::seconds;
using test::response;

auto const now = test::FakeClock::start_of_wall_time;

Error error_of(int status, std::string body) {
  auto const reply = parse_token_reply(response(status, std::move(body)), now);
  REQUIRE(reply.has_error());
  return reply.error();
}

}  // namespace

TEST_CASE("a reply brings its tokens, its lifetime, and its other texts as variables") {
  auto const* const body =
      R"({"access_token":"a","refresh_token":"r","expires_in":3600,"token_type":"Bearer","id_token":"x.y",
          "api_domain":"https://one.example","hub_id":12345678901,"scopes":["x"]})";
  auto const reply = parse_token_reply(response(200, body), now);
  REQUIRE(reply);
  CHECK(reply->access_token.view() == "a");
  CHECK(reply->refresh_token.view() == "r");
  CHECK(reply->expires_in == seconds(3600));
  CHECK(token_variables(*reply) ==
        std::map<std::string, std::string>{{"token.api_domain", "https://one.example"},
                                           {"token.hub_id", "12345678901"}});
}

TEST_CASE("what is another each time is no variable: a refresh that changes nothing is no news") {
  auto const reply = parse_token_reply(
      response(
          200,
          R"({"access_token":"a","issued_at":"1763715600000","signature":"s","instance":"https://one.example"})"),
      now);
  CHECK(token_variables(*reply) ==
        std::map<std::string, std::string>{{"token.instance", "https://one.example"}});
}

TEST_CASE("a lifetime may be text, or missing, and nonsense counts as missing") {
  auto const lifetime = [](std::string const& value) {
    return parse_token_reply(response(200, R"({"access_token":"a","expires_in":)" + value + "}"), now)
        ->expires_in;
  };
  CHECK(lifetime("\"1800\"") == seconds(1800));
  CHECK(lifetime("1800.0") == seconds(1800));
  CHECK_FALSE(lifetime("null"));
  CHECK_FALSE(lifetime("\"soon\""));
  CHECK_FALSE(lifetime("-1"));
  CHECK_FALSE(lifetime("1e300"));
}

TEST_CASE("a code or refresh token that is no longer good means signing in again") {
  CHECK(error_of(400, R"({"error":"invalid_grant","error_description":"expired"})").code ==
        ErrorCode::auth_required);
  CHECK(error_of(401, R"({"error":"invalid_grant"})").code == ErrorCode::auth_required);
  CHECK(error_of(200, R"({"error":"invalid_code"})").code == ErrorCode::auth_required);
  CHECK(
      error_of(400, R"({"status":"BAD_REFRESH_TOKEN","message":"missing or unknown refresh token"})").code ==
      ErrorCode::auth_required);
}

TEST_CASE("a client that is refused is the administrator's to mend") {
  CHECK(error_of(401, R"({"error":"invalid_client"})").code == ErrorCode::forbidden);
  CHECK(error_of(200, R"({"error":"invalid_client_secret"})").code == ErrorCode::forbidden);
  CHECK(error_of(400, R"({"error":"redirect_uri_mismatch"})").code == ErrorCode::forbidden);
  CHECK(error_of(400, R"({"error":"OAUTH_APP_BLOCKED"})").code == ErrorCode::forbidden);
  CHECK(
      error_of(400,
               R"({"success":false,"message":"Invalid client: client is invalid","error":"invalid_request"})")
          .code == ErrorCode::forbidden);
  CHECK(error_of(403, R"({"error":"blocked"})").code == ErrorCode::forbidden);
}

TEST_CASE("a server in trouble is not the person's fault") {
  CHECK(error_of(500, "").code == ErrorCode::unavailable);
  CHECK(error_of(503, R"({"error":"invalid_grant"})").code == ErrorCode::unavailable);
  CHECK(error_of(400, R"({"error":"temporarily_unavailable"})").code == ErrorCode::unavailable);
}

TEST_CASE("too many sign-ins mean waiting, and say how long where it is known") {
  auto const reply = parse_token_reply(response(429, "", {{"Retry-After", "17"}}), now);
  REQUIRE(reply.has_error());
  CHECK(reply.error().code == ErrorCode::rate_limited);
  CHECK(reply.error().retry_after == seconds(17));
  CHECK(error_of(400, R"({"error":"Access Denied","error_description":"You have made too many requests"})")
            .code == ErrorCode::rate_limited);
}

TEST_CASE("the CRM's words go into the error's remote text only") {
  auto const error =
      error_of(400, R"({"error":"invalid_grant","error_description":"Token of ann@example.com expired"})");
  CHECK(error.remote == "Token of ann@example.com expired");
  CHECK(error.message.find("ann") == std::string::npos);
}

TEST_CASE("what is no token is a bad reply") {
  for (auto const* body :
       {"", "<html>", "[]", "null", "{}", R"({"access_token":17})", R"({"access_token":""})",
        R"({"access_token":"a\r\nX-Evil: 1"})", R"({"access_token":"a b"})"}) {
    INFO(body);
    CHECK(error_of(200, body).code == ErrorCode::bad_reply);
  }
  CHECK(error_of(302, R"({"access_token":"a"})").code == ErrorCode::bad_reply);
  CHECK(error_of(404, "not here").code == ErrorCode::bad_reply);
}

TEST_CASE("a token is refreshed two minutes before its end, a short one half-way, an endless one never") {
  auto const refresh_after = [](std::optional<seconds> lifetime) -> std::optional<seconds> {
    TokenReply reply;
    reply.expires_in = lifetime;
    auto const credentials = credentials_from(std::move(reply), now);
    if (!credentials.refresh_at) return std::nullopt;
    return std::chrono::duration_cast<seconds>(*credentials.refresh_at - now);
  };
  CHECK(refresh_after(seconds(3600)) == seconds(3480));
  CHECK(refresh_after(seconds(240)) == seconds(120));
  CHECK(refresh_after(seconds(60)) == seconds(30));
  CHECK_FALSE(refresh_after(std::nullopt));
}

TEST_CASE("the server of the redirect is kept with the credentials") {
  TokenReply reply;
  reply.access_token = Secret("a");
  reply.refresh_token = Secret("r");
  reply.server = "https://accounts.example.eu";
  auto const credentials = credentials_from(std::move(reply), now);
  CHECK(credentials.access_token.view() == "a");
  CHECK(credentials.refresh_token.view() == "r");
  CHECK(credentials.client.at("server") == "https://accounts.example.eu");
}

}  // namespace patchbay
