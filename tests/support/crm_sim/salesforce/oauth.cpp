#include "crm_sim/salesforce/oauth.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <algorithm>
#include <sstream>

#include "crm/percent.hpp"
#include "crm_sim/salesforce/replies.hpp"

namespace patchbay::sim::salesforce {
namespace {

constexpr auto code_lifetime = std::chrono::minutes(15);

crm::HttpExchangeResponse page(int status, std::string const& inner) {
  crm::HttpExchangeResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "text/html; charset=UTF-8"}};
  response.body = "<!DOCTYPE html><html><head><title>Salesforce (simulated)</title></head><body>" + inner +
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

// BASE64URL(SHA256(verifier)), without padding.
std::string challenge_of(std::string const& verifier) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<unsigned char const*>(verifier.data()), verifier.size(), hash);
  unsigned char text[64];
  auto const size = EVP_EncodeBlock(text, hash, sizeof hash);
  std::string out(reinterpret_cast<char const*>(text), static_cast<std::size_t>(size));
  std::replace(out.begin(), out.end(), '+', '-');
  std::replace(out.begin(), out.end(), '/', '_');
  out.erase(std::min(out.find('='), out.size()));
  return out;
}

crm::HttpExchangeResponse sent_to(std::string const& location) {
  crm::HttpExchangeResponse response;
  response.status = 302;
  response.headers = {{"Location", location}};
  return response;
}

crm::HttpExchangeResponse sent_back(crm::HttpExchangeRequest const& request, std::string const& error,
                                    std::string const& description) {
  return sent_to(parameter(request, "redirect_uri") + "?error=" + error +
                 "&error_description=" + crm::percent_encoded(description) +
                 "&state=" + crm::percent_encoded(parameter(request, "state")));
}

std::string origin_of(crm::HttpExchangeRequest const& request) {
  auto const host = request.header("Host");
  return host.empty() ? "https://sim.my.salesforce.com" : "http://" + host;
}

}  // namespace

Scopes OAuth::words_of(std::string const& text) {
  std::istringstream stream(text);
  Scopes out;
  for (std::string word; stream >> word;) out.insert(word);
  return out;
}

void OAuth::revoke_all() {
  access_.clear();
  refresh_.clear();
}

void OAuth::expire_access() {
  for (auto& [token, access] : access_) access.expires = SimTime{};
}

std::string OAuth::identity_url(crm::HttpExchangeRequest const& request) const {
  return origin_of(request) + "/id/" + org_ + "/" + user_;
}

crm::HttpExchangeResponse OAuth::handle(crm::HttpExchangeRequest const& request, SimTime now) {
  if (request.path == "/services/oauth2/authorize") return authorize(request, now);
  if (request.path == "/services/oauth2/consent")
    return decide(request, parameter(request, "decision") == "allow", now);
  if (request.method != "POST")
    return refused({405, "METHOD_NOT_ALLOWED", "HTTP Method '" + request.method + "' not allowed."});
  if (!request.header("Content-Type").starts_with("application/x-www-form-urlencoded"))
    return oauth_error("invalid_request", "must use the content type of a form");
  Form form;
  for (auto const& [key, text] : crm::parse_query(request.body)) form[key] = text;
  if (request.path == "/services/oauth2/token") return token(request, form, now);
  return revoke(value(form, "token"));
}

crm::HttpExchangeResponse OAuth::authorize(crm::HttpExchangeRequest const& request, SimTime now) {
  auto const redirect = parameter(request, "redirect_uri");
  if (parameter(request, "client_id") != app_.client_id)
    return page(400, "<h1>error=invalid_client_id&amp;error_description=client+identifier+invalid</h1>");
  if (std::find(app_.redirect_uris.begin(), app_.redirect_uris.end(), redirect) == app_.redirect_uris.end())
    return page(
        400,
        "<h1>error=redirect_uri_mismatch&amp;error_description=redirect_uri+must+match+configuration</h1>");
  if (parameter(request, "response_type") != "code")
    return sent_back(request, "unsupported_response_type", "response type not supported");
  // Salesforce knows one method only, and its own client does not name it.
  auto const method = request.parameter("code_challenge_method").value_or("S256");
  bool const pkce = parameter(request, "code_challenge").size() == 43 && method == "S256";
  if (!pkce) return sent_back(request, "invalid_request", "missing required code challenge");
  auto const asked = words_of(parameter(request, "scope")), offered = words_of(app_.scopes);
  if (!std::includes(offered.begin(), offered.end(), asked.begin(), asked.end()))
    return sent_back(request, "invalid_scope", "the requested scope is not allowed");
  if (app_.consent != "page") return decide(request, app_.consent == "allow", now);
  auto const link =
      "/services/oauth2/consent" + request.target.substr(request.target.find('?')) + "&decision=";
  return page(200, "<h1>Allow access?</h1><a id=\"allow\" href=\"" + link +
                       "allow\">Allow</a> <a id=\"deny\" href=\"" + link + "deny\">Deny</a>");
}

crm::HttpExchangeResponse OAuth::decide(crm::HttpExchangeRequest const& request, bool allowed, SimTime now) {
  if (!allowed) return sent_back(request, "access_denied", "end-user denied authorization");
  auto const code = "aPrx-sim-code-" + std::to_string(++issued_) + "==";
  auto const redirect = parameter(request, "redirect_uri");
  auto const scopes = parameter(request, "scope").empty() ? app_.scopes : parameter(request, "scope");
  codes_[code] = {redirect, scopes, parameter(request, "code_challenge"), now};
  return sent_to(redirect + "?code=" + crm::percent_encoded(code) +
                 "&state=" + crm::percent_encoded(parameter(request, "state")));
}

crm::HttpExchangeResponse OAuth::token(crm::HttpExchangeRequest const& request, Form const& form,
                                       SimTime now) {
  auto const kind = value(form, "grant_type");
  if (value(form, "client_id") != app_.client_id)
    return oauth_error("invalid_client_id", "client identifier invalid");
  // An app without a secret must not send one.
  if (form.contains("client_secret") || !request.header("Authorization").empty())
    return oauth_error("invalid_client", "invalid client credentials");
  if (kind == "authorization_code") return exchange(request, form, now);
  if (kind == "refresh_token") return refresh(request, form, now);
  return oauth_error("unsupported_grant_type", "grant type not supported");
}

crm::HttpExchangeResponse OAuth::exchange(crm::HttpExchangeRequest const& request, Form const& form,
                                          SimTime now) {
  auto const found = codes_.find(value(form, "code"));
  if (found == codes_.end()) return oauth_error("invalid_grant", "invalid authorization code");
  auto const code = found->second;
  codes_.erase(found);
  if (now - code.issued > code_lifetime) return oauth_error("invalid_grant", "expired authorization code");
  if (value(form, "redirect_uri") != code.redirect_uri)
    return oauth_error("redirect_uri_mismatch", "redirect_uri must match configuration");
  if (challenge_of(value(form, "code_verifier")) != code.challenge)
    return oauth_error("invalid_grant", "invalid code verifier");
  auto const number = std::to_string(++issued_);
  auto const made = "5Aep-sim-refresh-" + number;
  refresh_[made] = {"family-" + number, code.scopes, false};
  return issue(request, made, now);
}

// A refresh token that was replaced and comes again has been stolen, or its new one was lost: all of its kind
// die.
crm::HttpExchangeResponse OAuth::refresh(crm::HttpExchangeRequest const& request, Form const& form,
                                         SimTime now) {
  auto const found = refresh_.find(value(form, "refresh_token"));
  if (found == refresh_.end()) return oauth_error("invalid_grant", "expired access/refresh token");
  auto const known = found->second;
  if (known.spent) {
    end_family(known.family);
    return oauth_error("invalid_grant", "expired access/refresh token");
  }
  if (!app_.rotation) return issue(request, found->first, now);
  found->second.spent = true;
  auto const made = "5Aep-sim-refresh-" + std::to_string(++issued_);
  refresh_[made] = {known.family, known.scopes, false};
  return issue(request, made, now);
}

// There is no expires_in: how long a session lives is the org's own affair.
crm::HttpExchangeResponse OAuth::issue(crm::HttpExchangeRequest const& request, std::string const& refresh,
                                       SimTime now) {
  auto const& known = refresh_[refresh];
  auto const token =
      org_.substr(0, 15) + "!sim-access-" + std::to_string(++issued_) + "." + std::string(80, 'x');
  auto const scopes = words_of(known.scopes);
  access_[token] = {now + app_.access_lifetime, known.family, scopes};
  auto const issued = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
  json::object reply{{"access_token", token},
                     {"signature", "c2ltdWxhdGVk"},
                     {"scope", known.scopes},
                     {"instance_url", origin_of(request)},
                     {"id", identity_url(request)},
                     {"token_type", "Bearer"},
                     {"issued_at", std::to_string(issued)}};
  if (scopes.contains("refresh_token")) reply["refresh_token"] = refresh;
  return json_response(200, reply);
}

crm::HttpExchangeResponse OAuth::revoke(std::string const& token) {
  auto const access = access_.find(token);
  auto const refresh = refresh_.find(token);
  if (access == access_.end() && refresh == refresh_.end())
    return oauth_error("unsupported_token_type", "this token type is not supported");
  end_family(refresh != refresh_.end() ? refresh->second.family : access->second.family);
  return crm::HttpExchangeResponse{};
}

void OAuth::end_family(std::string const& family) {
  auto const of_family = [name = family](auto const& entry) { return entry.second.family == name; };
  std::erase_if(access_, of_family);
  std::erase_if(refresh_, of_family);
}

std::optional<Session> OAuth::session(crm::HttpExchangeRequest const& request, SimTime now) const {
  auto const header = request.header("Authorization");
  if (!header.starts_with("Bearer ")) return std::nullopt;
  auto const found = access_.find(header.substr(7));
  if (found == access_.end()) return std::nullopt;
  return Session{now >= found->second.expires, found->second.scopes};
}

}  // namespace patchbay::sim::salesforce
