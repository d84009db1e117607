#include "auth/jwt.hpp"

#include <catch2/catch.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "auth/base64url.hpp"
#include "support/fake_clock.hpp"
#include "support/print_result.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;

Secret const key(std::string(32, 'k'));
Identity const ann{"17", "sandbox"};
auto const now = test::FakeClock::start_of_wall_time;

// A token with any header and claims, properly signed with `key`.
std::string signed_by_hand(json::object const& header, json::object const& claims) {
  auto const text = base64url(json::serialize(header)) + "." + base64url(json::serialize(claims));
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  HMAC(EVP_sha256(), key.view().data(), 32, reinterpret_cast<unsigned char const*>(text.data()), text.size(),
       mac, &length);
  return text + "." + base64url({reinterpret_cast<char const*>(mac), length});
}

void check_refused(std::string_view token) {
  auto const identity = verify_token(token, key, now);
  REQUIRE(identity.has_error());
  CHECK(identity.error().code == ErrorCode::auth_required);
}

}  // namespace

TEST_CASE("a token names its user and platform until it expires") {
  auto const token = issue_token(ann, key, now, std::chrono::seconds(60));
  auto const identity = verify_token(token, key, now + std::chrono::seconds(59));
  REQUIRE(identity);
  CHECK(identity->user_id == "17");
  CHECK(identity->platform == "sandbox");
  auto const late = verify_token(token, key, now + std::chrono::seconds(60));
  REQUIRE(late.has_error());
  CHECK(late.error().code == ErrorCode::auth_required);
  CHECK(late.error().message.find("expired") != std::string::npos);
}

TEST_CASE("a user id may hold any text") {
  Identity const odd{"a.b \"c\" \xF0\x9F\x98\x80", "sandbox"};
  CHECK(verify_token(issue_token(odd, key, now), key, now)->user_id == odd.user_id);
}

TEST_CASE("a token of another key is refused") {
  check_refused(issue_token(ann, Secret(std::string(32, 'x')), now));
}

TEST_CASE("a token with any one character changed is refused") {
  auto const token = issue_token(ann, key, now);
  for (std::size_t at = 0; at < token.size(); ++at) {
    auto changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    CHECK(verify_token(changed, key, now).has_error());
  }
}

TEST_CASE("a token of another algorithm is refused, signed or not") {
  json::object const claims{{"id", "17"}, {"platform", "sandbox"}, {"iat", 0}, {"exp", 4102444800}};
  REQUIRE(verify_token(signed_by_hand({{"alg", "HS256"}}, claims), key, now));
  check_refused(signed_by_hand({{"alg", "none"}}, claims));
  check_refused(signed_by_hand({{"alg", "HS512"}}, claims));
  check_refused(signed_by_hand({{"typ", "JWT"}}, claims));
  check_refused(base64url(R"({"alg":"none"})") + "." + base64url(json::serialize(claims)) + ".");
}

TEST_CASE("a signed token that lacks a claim is refused") {
  json::object const header{{"alg", "HS256"}};
  check_refused(signed_by_hand(header, {{"id", "17"}, {"platform", "sandbox"}}));
  check_refused(signed_by_hand(header, {{"id", "17"}, {"platform", "sandbox"}, {"exp", "4102444800"}}));
  check_refused(signed_by_hand(header, {{"id", 17}, {"platform", "sandbox"}, {"exp", 4102444800}}));
  check_refused(signed_by_hand(header, {{"id", "17"}, {"exp", 4102444800}}));
}

TEST_CASE("what is no token is refused") {
  for (auto const* text : {"", ".", "..", "...", "a.b", "a.b.c", "=.=.=", "\xFF\xFE"}) check_refused(text);
  check_refused(std::string(5000, 'a') + ".b.c");
}

}  // namespace patchbay
