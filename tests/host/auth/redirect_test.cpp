#include "auth/redirect.hpp"

#include <catch2/catch.hpp>

#include "support/print_result.hpp"

namespace patchbay {
namespace {

ErrorCode code_of(std::string_view query) {
  auto const redirect = parse_redirect(OAuthClient(), query, "STATE");
  return redirect ? ErrorCode::internal : redirect.error().code;
}

}  // namespace

TEST_CASE("the redirect brings the code, decoded") {
  auto const redirect = parse_redirect(OAuthClient(), "code=a%2Fb%3d%2B+c&state=STATE&scope=x", "STATE");
  REQUIRE(redirect);
  CHECK(redirect->code.view() == "a/b=+ c");
  CHECK(redirect->server.empty());
}

TEST_CASE("a redirect with another state, or none, is not ours") {
  for (auto const* query :
       {"code=a&state=OTHER", "code=a&state=STAT", "code=a&state=STATEX", "code=a", "", "code=a&state="}) {
    INFO(query);
    CHECK_FALSE(answers(query, "STATE"));
    CHECK(code_of(query) == ErrorCode::auth_required);
  }
}

TEST_CASE("a state that comes twice is the first") {
  CHECK_FALSE(answers("code=a&state=OTHER&state=STATE", "STATE"));
}

TEST_CASE("a person who declines has cancelled") {
  CHECK(code_of("error=access_denied&state=STATE") == ErrorCode::cancelled);
  CHECK(code_of("error=user_denied&state=STATE") == ErrorCode::cancelled);
}

TEST_CASE("a server that loses the state when it declines is heard all the same") {
  CHECK(answers("error=access_denied", "STATE"));
  CHECK(code_of("error=access_denied") == ErrorCode::cancelled);
  CHECK(code_of("error=access_denied&state=OTHER") == ErrorCode::auth_required);
}

TEST_CASE("what any page could have said is not shown as the CRM's words") {
  for (auto const* query : {"error=Call+us", "error=x&error_description=Call+us"}) {
    auto const refused = parse_redirect(OAuthClient(), query, "STATE");
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == ErrorCode::forbidden);
    CHECK(refused.error().remote.empty());
  }
}

TEST_CASE("other errors keep their meaning and the CRM's words") {
  CHECK(code_of("error=temporarily_unavailable&state=STATE") == ErrorCode::unavailable);
  auto const refused = parse_redirect(
      OAuthClient(), "error=unauthorized_client&error_description=App+is%20blocked&state=STATE", "STATE");
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::forbidden);
  CHECK(refused.error().remote == "App is blocked");
  CHECK(refused.error().message.find("blocked") == std::string::npos);
}

TEST_CASE("a redirect without a code is nonsense") {
  CHECK(code_of("state=STATE") == ErrorCode::bad_reply);
  CHECK(code_of("code=&state=STATE") == ErrorCode::bad_reply);
}

TEST_CASE("the server is read from the parameter that the client names") {
  OAuthClient client;
  client.server_parameter = "accounts-server";
  auto const redirect =
      parse_redirect(client, "state=STATE&code=a&accounts-server=https%3A%2F%2Faccounts.example.eu", "STATE");
  REQUIRE(redirect);
  CHECK(redirect->server == "https://accounts.example.eu");
}

TEST_CASE("broken escapes stand as they are") {
  CHECK(parse_redirect(OAuthClient(), "code=%zz%4&state=STATE", "STATE")->code.view() == "%zz%4");
}

}  // namespace patchbay
