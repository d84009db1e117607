#include "crm/oauth.hpp"

#include <algorithm>

#include "crm/consent.hpp"
#include "crm/token.hpp"

namespace patchbay::crm {

namespace {

using namespace std::chrono_literals;
constexpr auto access_lifetime = 1h;

std::string parameter(HttpFields const& form, std::string_view name) {
  auto const found =
      std::find_if(form.begin(), form.end(), [&](auto const& pair) { return pair.first == name; });
  return found == form.end() ? "" : found->second;
}

std::int64_t seconds(Time time) { return time.time_since_epoch().count(); }

HttpExchangeResponse token_response(int status, json::value const& body) {
  auto response = json_response(status, body);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

HttpExchangeResponse refused(char const* error, char const* why) {
  return token_response(400, json::object{{"error", error}, {"error_description", why}});
}

struct Tokens {
  std::string access = random_token();
  std::string refresh = random_token();
};

HttpExchangeResponse granted(Tokens const& tokens, json::value const& scope) {
  return token_response(200, json::object{{"access_token", tokens.access},
                                          {"refresh_token", tokens.refresh},
                                          {"token_type", "Bearer"},
                                          {"expires_in", std::chrono::seconds(access_lifetime).count()},
                                          {"scope", scope}});
}

// A code works once: whatever is wrong with the rest of the request, it is gone afterwards.
HttpExchangeResponse exchange_code(Database& database, HttpFields const& form, Time now) {
  auto const hash = json::value(sha256(parameter(form, "code")));
  auto const code = database.row("SELECT * FROM codes WHERE hash = ?", {hash});
  database.run("DELETE FROM codes WHERE hash = ? OR expires_at <= ?", {hash, json::value(seconds(now))});
  if (!code || code->at("expires_at").as_int64() <= seconds(now)) {
    return refused("invalid_grant", "The code is unknown, used or expired.");
  }
  if (code->at("redirect_uri").as_string() != parameter(form, "redirect_uri")) {
    return refused("invalid_grant", "The redirect_uri is another one than before.");
  }
  if (code->at("challenge").as_string() != sha256(parameter(form, "code_verifier"))) {
    return refused("invalid_grant", "The code_verifier does not fit the code_challenge.");
  }
  Tokens const tokens;
  database.insert("grants", {{"access_hash", sha256(tokens.access)},
                             {"refresh_hash", sha256(tokens.refresh)},
                             {"scope", code->at("scope")},
                             {"expires_at", seconds(now + access_lifetime)}});
  return granted(tokens, code->at("scope"));
}

HttpExchangeResponse refresh(Database& database, HttpFields const& form, Time now) {
  auto const hash = json::value(sha256(parameter(form, "refresh_token")));
  auto const grant = database.row("SELECT * FROM grants WHERE refresh_hash = ?", {hash});
  if (!grant) return refused("invalid_grant", "The refresh token is unknown, used or revoked.");
  Tokens const tokens;
  database.run("UPDATE grants SET access_hash = ?, refresh_hash = ?, expires_at = ? WHERE refresh_hash = ?",
               {json::value(sha256(tokens.access)), json::value(sha256(tokens.refresh)),
                json::value(seconds(now + access_lifetime)), hash});
  return granted(tokens, grant->at("scope"));
}

HttpExchangeResponse answer_token(Database& database, HttpFields const& form, Time now) {
  if (parameter(form, "client_id") != client_id)
    return refused("invalid_client", "The client_id is unknown.");
  auto const kind = parameter(form, "grant_type");
  if (kind == "authorization_code") return exchange_code(database, form, now);
  if (kind == "refresh_token") return refresh(database, form, now);
  return refused("unsupported_grant_type", "The grant_type must be authorization_code or refresh_token.");
}

// Unknown tokens are fine: the caller wanted them to be worth nothing.
HttpExchangeResponse answer_revoke(Database& database, HttpFields const& form) {
  auto const hash = json::value(sha256(parameter(form, "token")));
  database.run("DELETE FROM grants WHERE access_hash = ?1 OR refresh_hash = ?1", {hash});
  return token_response(200, json::object{});
}

}  // namespace

Result<Access> access_of(Database& database, HttpExchangeRequest const& request, Time now) {
  Problem const unauthorized{401, "unauthorized", "Sign in, or send the API key in X-Api-Key.", {}};
  auto const key = request.header("X-Api-Key");
  if (!key.empty()) {
    if (key != api_key) return unauthorized;
    return Access{true, "key"};
  }
  auto const authorization = request.header("Authorization");
  if (!authorization.starts_with("Bearer ")) return unauthorized;
  auto const grant = database.row("SELECT rowid, scope FROM grants WHERE access_hash = ? AND expires_at > ?",
                                  {json::value(sha256(authorization.substr(7))), json::value(seconds(now))});
  if (!grant) return unauthorized;
  auto const may_write = grant->at("scope").as_string().find("write") != json::string::npos;
  return Access{may_write, std::to_string(grant->at("rowid").as_int64())};
}

HttpExchangeResponse answer_oauth(Database& database, HttpExchangeRequest const& request, Time now) {
  auto const post = request.method == "POST";
  auto const form = post ? parse_query(request.body) : request.query;
  if (request.path == "/oauth/authorize" && request.method == "GET") return consent_page(form);
  if (request.path == "/oauth/authorize" && post) return decide_consent(database, form, now);
  if (request.path == "/oauth/token" && post) return answer_token(database, form, now);
  if (request.path == "/oauth/revoke" && post) return answer_revoke(database, form);
  return json_response(Problem{404, "not_found", "There is no such path, or not with this method.", {}});
}

}  // namespace patchbay::crm
