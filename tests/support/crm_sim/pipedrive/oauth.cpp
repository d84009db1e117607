#include "crm_sim/pipedrive/oauth.hpp"

#include <sstream>

#include <openssl/evp.h>

#include "crm/percent.hpp"
#include "crm_sim/pipedrive/replies.hpp"

namespace patchbay::sim::pipedrive {
namespace {

constexpr auto code_lifetime = std::chrono::minutes(5);
constexpr auto refresh_lifetime = std::chrono::hours(24 * 60);

std::string base64(std::string const& text) {
  std::string out(4 * ((text.size() + 2) / 3) + 1, '\0');
  auto const size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<unsigned char const*>(text.data()), static_cast<int>(text.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

crm::HttpExchangeResponse page(int status, std::string const& inner) {
  crm::HttpExchangeResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "text/html; charset=UTF-8"}};
  response.body = "<!DOCTYPE html><html><head><title>Pipedrive (simulated)</title></head><body>" + inner +
                  "</body></html>";
  return response;
}

std::string parameter(crm::HttpExchangeRequest const& request, std::string_view name) {
  return request.parameter(name).value_or("");
}

std::string value(std::map<std::string, std::string> const& form, std::string const& key) {
  auto const found = form.find(key);
  return found == form.end() ? std::string() : found->second;
}

std::set<std::string, std::less<>> words(std::string const& text) {
  std::istringstream stream(text);
  std::set<std::string, std::less<>> out;
  for (std::string word; stream >> word;) out.insert(word);
  return out;
}

}  // namespace

void OAuth::revoke_all() {
  access_.clear();
  refresh_.clear();
}

crm::HttpExchangeResponse OAuth::handle(crm::HttpExchangeRequest const& request, std::int64_t user,
                                        SimTime now) {
  if (request.path == "/oauth/authorize" && request.method == "GET") return authorize(request, user, now);
  if (request.path == "/oauth/consent" && request.method == "GET")
    return decide(request, parameter(request, "decision") == "allow", user, now);
  if (request.path == "/oauth/token" && request.method == "POST") return token(request, now);
  if (request.path == "/oauth/revoke" && request.method == "POST") return revoke(request);
  return failure(404, "Not found");
}

crm::HttpExchangeResponse OAuth::authorize(crm::HttpExchangeRequest const& request, std::int64_t user,
                                           SimTime now) {
  if (parameter(request, "client_id") != app_.client_id)
    return page(400, "<h1>Invalid client: client is invalid</h1>");
  if (parameter(request, "redirect_uri") != app_.redirect_uri)
    return page(400, "<h1>Invalid request: redirect_uri does not match the registered callback URL</h1>");
  if (app_.consent != "page") return decide(request, app_.consent == "allow", user, now);
  auto const link = "/oauth/consent?redirect_uri=" + crm::percent_encoded(app_.redirect_uri) +
                    "&state=" + crm::percent_encoded(parameter(request, "state")) + "&decision=";
  return page(200, "<h1>Allow this app to use your company's data?</h1><a id=\"allow\" href=\"" + link +
                       "allow\">Allow</a> <a id=\"deny\" href=\"" + link + "deny\">Cancel</a>");
}

crm::HttpExchangeResponse OAuth::decide(crm::HttpExchangeRequest const& request, bool allowed,
                                        std::int64_t user, SimTime now) {
  auto location = app_.redirect_uri + (app_.redirect_uri.find('?') == std::string::npos ? "?" : "&");
  if (allowed) {
    auto const code = "sim-code-" + std::to_string(++issued_);
    codes_[code] = {app_.redirect_uri, user, now};
    location += "code=" + code;
  } else {
    location += "error=user_denied";
  }
  if (auto const state = parameter(request, "state"); !state.empty())
    location += "&state=" + crm::percent_encoded(state);
  auto response = page(302, "");
  response.headers.emplace_back("Location", location);
  return response;
}

bool OAuth::client_is_known(crm::HttpExchangeRequest const& request, Form const& form) const {
  auto const header = request.header("Authorization");
  if (!header.empty()) return header == "Basic " + base64(app_.client_id + ":" + app_.client_secret);
  return value(form, "client_id") == app_.client_id && value(form, "client_secret") == app_.client_secret;
}

crm::HttpExchangeResponse OAuth::token(crm::HttpExchangeRequest const& request, SimTime now) {
  if (!request.header("Content-Type").starts_with("application/x-www-form-urlencoded"))
    return oauth_error("invalid_request", "Missing parameter: grant_type");
  Form form;
  for (auto const& [key, text] : crm::parse_query(request.body)) form[key] = text;
  if (request.header("Authorization").empty() && value(form, "client_secret").empty())
    return oauth_error("invalid_client", "Invalid client: cannot retrieve client credentials");
  if (!client_is_known(request, form))
    return oauth_error("invalid_client", "Invalid client: client is invalid");
  auto const kind = value(form, "grant_type");
  if (kind.empty()) return oauth_error("invalid_request", "Missing parameter: grant_type");
  auto const origin = "http://" + request.header("Host");
  if (kind == "authorization_code") return by_code(form, origin, now);
  if (kind == "refresh_token") return by_refresh(form, origin, now);
  return oauth_error("unsupported_grant_type", "Unsupported grant type: grant_type is invalid");
}

crm::HttpExchangeResponse OAuth::by_code(Form const& form, std::string const& origin, SimTime now) {
  auto const found = codes_.find(value(form, "code"));
  if (found == codes_.end())
    return oauth_error("invalid_grant", "Invalid grant: authorization_code is invalid");
  auto const code = found->second;
  codes_.erase(found);
  if (now - code.issued > code_lifetime)
    return oauth_error("invalid_grant", "Invalid grant: authorization_code has expired");
  if (value(form, "redirect_uri") != code.redirect_uri)
    return oauth_error("invalid_request", "Invalid request: redirect_uri is not a match");
  auto const refresh = "sim-refresh-" + std::to_string(++issued_);
  refresh_[refresh] = {code.user, now};
  return issue(refresh, origin, now);
}

crm::HttpExchangeResponse OAuth::by_refresh(Form const& form, std::string const& origin, SimTime now) {
  auto const found = refresh_.find(value(form, "refresh_token"));
  if (found == refresh_.end() || now - found->second.used > refresh_lifetime)
    return oauth_error("invalid_grant", "Invalid grant: refresh_token is invalid");
  return issue(found->first, origin, now);
}

// The refresh token that comes back is the one that came: Pipedrive does not rotate it, each use gives it
// another 60 days.
crm::HttpExchangeResponse OAuth::issue(std::string const& refresh, std::string const& origin, SimTime now) {
  auto const token = "sim-access-" + std::to_string(++issued_);
  auto& used = refresh_[refresh];
  used.used = now;
  access_[token] = {used.user, now + app_.access_lifetime, refresh, app_.scopes};
  return json_response(200, json::object{{"access_token", token},
                                         {"token_type", "Bearer"},
                                         {"expires_in", app_.access_lifetime.count()},
                                         {"refresh_token", refresh},
                                         {"scope", app_.scopes},
                                         {"api_domain", origin}});
}

crm::HttpExchangeResponse OAuth::revoke(crm::HttpExchangeRequest const& request) {
  Form form;
  for (auto const& [key, text] : crm::parse_query(request.body)) form[key] = text;
  if (!client_is_known(request, form))
    return oauth_error("invalid_client", "Invalid client: client is invalid");
  auto const token = value(form, "token");
  if (token.empty()) return oauth_error("invalid_request", "Missing parameter: token");
  access_.erase(token);
  if (refresh_.erase(token))
    std::erase_if(access_, [&](auto const& entry) { return entry.second.refresh == token; });
  return json_response(200, json::object{{"success", true}});
}

std::optional<Grant> OAuth::grant(crm::HttpExchangeRequest const& request, SimTime now) const {
  auto const key = request.header("x-api-token");
  if (auto const found = api_tokens_.find(key); found != api_tokens_.end())
    return Grant{key, found->second, false, {}};
  auto const header = request.header("Authorization");
  if (!header.starts_with("Bearer ")) return std::nullopt;
  auto const token = header.substr(7);
  auto const found = access_.find(token);
  if (found == access_.end() || now >= found->second.expires) return std::nullopt;
  return Grant{token, found->second.user, true, words(found->second.scopes)};
}

}  // namespace patchbay::sim::pipedrive
