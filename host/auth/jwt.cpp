#include "auth/jwt.hpp"

#include <array>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "auth/base64url.hpp"

namespace patchbay {
namespace {

namespace json = boost::json;

constexpr std::size_t max_token_bytes = 4096;

std::string signature_of(std::string_view text, Secret const& key) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int length = 0;
  HMAC(EVP_sha256(), key.view().data(), static_cast<int>(key.view().size()),
       reinterpret_cast<unsigned char const*>(text.data()), text.size(), mac.data(), &length);
  return {reinterpret_cast<char const*>(mac.data()), length};
}

bool same(std::string_view one, std::string_view other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

json::object object_in(std::string_view part) {
  auto const text = from_base64url(part);
  if (!text) return {};
  boost::system::error_code problem;
  auto document = json::parse(*text, problem);
  return !problem && document.is_object() ? std::move(document.get_object()) : json::object();
}

std::string text_in(json::object const& members, std::string_view name) {
  auto const* value = members.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t seconds(WallTime time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

}  // namespace

std::string issue_token(Identity const& identity, Secret const& key, WallTime now,
                        std::chrono::seconds lifetime) {
  json::object const header{{"alg", "HS256"}, {"typ", "JWT"}};
  json::object const claims{{"id", identity.user_id},
                            {"platform", identity.platform},
                            {"iat", seconds(now)},
                            {"exp", seconds(now + lifetime)}};
  auto const text = base64url(json::serialize(header)) + "." + base64url(json::serialize(claims));
  return text + "." + base64url(signature_of(text, key));
}

Result<Identity> verify_token(std::string_view token, Secret const& key, WallTime now) {
  auto const refused = fail(ErrorCode::auth_required, "This sign-in is not valid here. Sign in again.");
  auto const second = token.rfind('.');
  if (token.size() > max_token_bytes || second == std::string_view::npos) return refused;
  auto const text = token.substr(0, second);
  auto const signature = from_base64url(token.substr(second + 1));
  // The signature first, and always HS256: nothing in a token is read before we know that we wrote it.
  if (!signature || !same(*signature, signature_of(text, key))) return refused;
  auto const first = text.find('.');
  if (first == std::string_view::npos || text_in(object_in(text.substr(0, first)), "alg") != "HS256")
    return refused;
  auto const claims = object_in(text.substr(first + 1));
  auto const* expiry = claims.if_contains("exp");
  Identity identity{text_in(claims, "id"), text_in(claims, "platform")};
  if (!expiry || !expiry->is_int64() || identity.user_id.empty() || identity.platform.empty()) return refused;
  if (expiry->get_int64() <= seconds(now))
    return fail(ErrorCode::auth_required, "This sign-in has expired. Sign in again.");
  return identity;
}

}  // namespace patchbay
