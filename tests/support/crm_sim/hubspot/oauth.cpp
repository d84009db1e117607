#include "crm_sim/hubspot/oauth.hpp"

#include <algorithm>
#include <sstream>

#include "crm/percent.hpp"
#include "crm_sim/hubspot/replies.hpp"

namespace patchbay::sim::hubspot {
namespace {

constexpr auto code_lifetime = std::chrono::minutes(1);

crm::HttpExchangeResponse page(int status, std::string const& inner) {
  crm::HttpExchangeResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "text/html; charset=UTF-8"}};
  response.body =
      "<!DOCTYPE html><html><head><title>HubSpot (simulated)</title></head><body>" + inner + "</body></html>";
  return response;
}

std::string parameter(crm::HttpExchangeRequest const& request, std::string_view name) {
  return request.parameter(name).value_or("");
}

std::string value(std::map<std::string, std::string> const& form, std::string const& key) {
  auto const found = form.find(key);
  return found == form.end() ? std::string() : found->second;
}

Scopes words(std::string const& text) {
  std::istringstream stream(text);
  Scopes out;
  for (std::string word; stream >> word;) out.insert(word);
  return out;
}

json::array listed(std::string const& scopes) {
  json::array list;
  for (auto const& scope : words(scopes)) list.emplace_back(scope);
  return list;
}

}  // namespace

void OAuth::add_key(std::string key, std::string const& scopes) { keys_[std::move(key)] = words(scopes); }

void OAuth::revoke_all() {
  access_.clear();
  refresh_.clear();
}

void OAuth::expire_access() {
  for (auto& [token, access] : access_) access.expires = SimTime{};
}

crm::HttpExchangeResponse OAuth::handle(crm::HttpExchangeRequest const& request, Identity const& who,
                                        SimTime now) {
  if (request.path == "/oauth/authorize" && request.method == "GET") return authorize(request, now);
  if (request.path == "/oauth/consent" && request.method == "GET")
    return decide(request, parameter(request, "decision") == "allow", now);
  if (request.path.starts_with("/oauth/v1/") && request.method != "POST")
    return version_one(request, who, now);
  bool const form_sent = request.header("Content-Type").starts_with("application/x-www-form-urlencoded");
  if (request.method != "POST") return failure(405, "METHOD_NOT_ALLOWED", "Method not allowed");
  if (!form_sent) return failure(415, "UNSUPPORTED_MEDIA_TYPE", "A form is expected");
  Form form;  // of the body only: what stands in the query is not read
  for (auto const& [key, text] : crm::parse_query(request.body)) form[key] = text;
  for (auto const* path : {"/oauth/2026-09/token", "/oauth/v3/token", "/oauth/v1/token"})
    if (request.path == path) return token(form, who, now);
  if (request.path == "/oauth/2026-09/token/revoke") return revoke(form);
  return not_found();
}

// What the first version has beside the token endpoint, until September 2027; neither asks for the secret.
crm::HttpExchangeResponse OAuth::version_one(crm::HttpExchangeRequest const& request, Identity const& who,
                                             SimTime now) {
  constexpr std::string_view access = "/oauth/v1/access-tokens/", refresh = "/oauth/v1/refresh-tokens/";
  if (request.method == "DELETE" && request.path.starts_with(refresh))
    return forget(request.path.substr(refresh.size())) ? no_content() : not_found();
  if (request.method != "GET" || !request.path.starts_with(access)) return not_found();
  auto const found = access_.find(request.path.substr(access.size()));
  if (found == access_.end() || now >= found->second.expires) return not_found();
  auto const left = std::chrono::duration_cast<std::chrono::seconds>(found->second.expires - now);
  return json_response(200, json::object{{"token", found->first},
                                         {"user", who.email},
                                         {"hub_domain", "harbour.example"},
                                         {"scopes", listed(found->second.scopes)},
                                         {"hub_id", who.hub_id},
                                         {"app_id", app_.id},
                                         {"expires_in", left.count()},
                                         {"user_id", who.user_id},
                                         {"token_type", "access"}});
}

bool OAuth::forget(std::string const& refresh) {
  if (!refresh_.erase(refresh)) return false;
  std::erase_if(access_, [&](auto const& entry) { return entry.second.refresh == refresh; });
  return true;
}

crm::HttpExchangeResponse OAuth::authorize(crm::HttpExchangeRequest const& request, SimTime now) {
  if (parameter(request, "client_id") != app_.client_id)
    return page(400, "<h1>Authorization failed because the client ID is not known</h1>");
  if (parameter(request, "redirect_uri") != app_.redirect_uri)
    return page(400, "<h1>Authorization failed because the redirect URL does not match the app's</h1>");
  auto const asked = words(parameter(request, "scope")), declared = words(app_.scopes);
  if (asked.empty() || !std::includes(declared.begin(), declared.end(), asked.begin(), asked.end()))
    return page(400, "<h1>Authorization failed because the scopes do not match the app's</h1>");
  if (app_.consent != "page") return decide(request, app_.consent == "allow", now);
  auto const link = "/oauth/consent?redirect_uri=" + crm::percent_encoded(app_.redirect_uri) +
                    "&state=" + crm::percent_encoded(parameter(request, "state")) +
                    "&scope=" + crm::percent_encoded(parameter(request, "scope")) + "&decision=";
  return page(200, "<h1>Connect this app to your account?</h1><a id=\"allow\" href=\"" + link +
                       "allow\">Connect app</a> <a id=\"deny\" href=\"" + link + "deny\">Cancel</a>");
}

crm::HttpExchangeResponse OAuth::decide(crm::HttpExchangeRequest const& request, bool allowed, SimTime now) {
  auto location = app_.redirect_uri + "?";
  if (allowed) {
    auto const code = "sim-code-" + std::to_string(++issued_);
    codes_[code] = {app_.redirect_uri, parameter(request, "scope"), now};
    location += "code=" + code;
  } else {
    location += "error=access_denied&error_description=The+user+denied+access";
  }
  if (auto const state = parameter(request, "state"); !state.empty())
    location += "&state=" + crm::percent_encoded(state);
  crm::HttpExchangeResponse response;
  response.status = 302;
  response.headers = {{"Location", location}};
  return response;
}

std::optional<crm::HttpExchangeResponse> OAuth::stranger(Form const& form) const {
  if (value(form, "client_id") != app_.client_id)
    return oauth_error("BAD_CLIENT_ID", "missing or unknown client id");
  if (value(form, "client_secret") != app_.client_secret)
    return oauth_error("BAD_CLIENT_SECRET", "missing or invalid client secret");
  return std::nullopt;
}

crm::HttpExchangeResponse OAuth::token(Form const& form, Identity const& who, SimTime now) {
  auto const kind = value(form, "grant_type");
  if (kind != "authorization_code" && kind != "refresh_token")
    return oauth_error("BAD_GRANT_TYPE", "missing or unknown grant type");
  if (auto refused = stranger(form)) return *std::move(refused);
  if (kind == "refresh_token") {
    auto const refresh = value(form, "refresh_token");
    if (!refresh_.contains(refresh))
      return oauth_error("BAD_REFRESH_TOKEN", "missing or invalid refresh token");
    return issue(refresh, who, now);
  }
  auto const found = codes_.find(value(form, "code"));
  if (found == codes_.end()) return oauth_error("BAD_AUTH_CODE", "missing or unknown auth code");
  auto const code = found->second;
  codes_.erase(found);
  if (now - code.issued > code_lifetime) return oauth_error("EXPIRED_AUTH_CODE", "the auth code has expired");
  if (value(form, "redirect_uri") != code.redirect_uri)
    return oauth_error("BAD_REDIRECT_URI", "redirect_uri does not match the one of the auth code");
  auto const refresh = "sim-refresh-" + std::to_string(++issued_);
  refresh_[refresh] = code.scopes;
  return issue(refresh, who, now);
}

// The refresh token that comes back is the one that came: no rule of rotation is documented.
crm::HttpExchangeResponse OAuth::issue(std::string const& refresh, Identity const& who, SimTime now) {
  auto const token = "sim-access-" + std::to_string(++issued_) + std::string(300, 'x');
  auto const& scopes = refresh_[refresh];
  access_[token] = {now + app_.access_lifetime, refresh, scopes};
  return json_response(200, json::object{{"access_token", token},
                                         {"expires_in", app_.access_lifetime.count()},
                                         {"refresh_token", refresh},
                                         {"token_type", "bearer"},
                                         {"token_use", "access_token"},
                                         {"scopes", listed(scopes)},
                                         {"hub_id", who.hub_id},
                                         {"user_id", who.user_id}});
}

crm::HttpExchangeResponse OAuth::revoke(Form const& form) {
  if (auto refused = stranger(form)) return *std::move(refused);
  if (forget(value(form, "token"))) return no_content();
  return oauth_error("BAD_REFRESH_TOKEN", "missing or invalid refresh token");
}

std::optional<Grant> OAuth::grant(crm::HttpExchangeRequest const& request, SimTime now) const {
  auto const header = request.header("Authorization");
  if (!header.starts_with("Bearer ")) return std::nullopt;
  auto const token = header.substr(7);
  if (auto const key = keys_.find(token); key != keys_.end()) return Grant{token, false, false, key->second};
  auto const found = access_.find(token);
  if (found == access_.end()) return std::nullopt;
  return Grant{token, true, now >= found->second.expires, words(found->second.scopes)};
}

}  // namespace patchbay::sim::hubspot
