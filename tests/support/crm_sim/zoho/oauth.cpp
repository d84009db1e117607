#include "crm_sim/zoho/oauth.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

#include "crm/percent.hpp"
#include "crm_sim/zoho/criteria.hpp"
#include "crm_sim/zoho/replies.hpp"

namespace patchbay::sim::zoho {
namespace {

constexpr auto code_lifetime = std::chrono::minutes(2);
constexpr auto refresh_window = std::chrono::minutes(10);
constexpr std::size_t most_in_window = 10;
constexpr std::size_t most_refresh_tokens = 20;

crm::HttpExchangeResponse page(int status, std::string const& inner) {
  crm::HttpExchangeResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "text/html;charset=UTF-8"}};
  response.body =
      "<!DOCTYPE html><html><head><title>Zoho (simulated)</title></head><body>" + inner + "</body></html>";
  return response;
}

// Refusals come with status 200.
Reply oauth_error(std::string_view error) { return json_response(200, json::object{{"error", error}}); }

std::string parameter(crm::HttpExchangeRequest const& request, std::string_view name) {
  return request.parameter(name).value_or("");
}

std::string value(std::map<std::string, std::string> const& form, std::string const& key) {
  auto const found = form.find(key);
  return found == form.end() ? std::string() : found->second;
}

std::string challenge_of(std::string const& verifier) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<unsigned char const*>(verifier.data()), verifier.size(), digest.data());
  std::string text(48, '\0');
  auto const size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), digest.data(), digest.size());
  text.resize(static_cast<std::size_t>(size));
  for (auto& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text.substr(0, text.find('='));
}

std::set<std::string, std::less<>> scopes_in(std::string_view text) {
  std::set<std::string, std::less<>> scopes;
  auto rest = lower(text);
  while (!rest.empty()) {
    auto const comma = rest.find(',');
    if (auto const scope = rest.substr(0, comma); !scope.empty()) scopes.insert(scope);
    rest = comma == std::string::npos ? "" : rest.substr(comma + 1);
  }
  return scopes;
}

// "zohocrm.<group>[.<part>].<operation>": blanks between scopes are no separators.
bool well_formed(std::string_view scopes) {
  auto const all = scopes_in(scopes);
  for (auto const& scope : all) {
    bool const ours = scope.starts_with("zohocrm.") || scope.starts_with("zohosearch.");
    if (!ours || scope.find(' ') != std::string::npos) return false;
  }
  return !all.empty();
}

// The texts of a multipart form, which Zoho's own client sends.
std::map<std::string, std::string> parts_of(std::string_view type, std::string_view body) {
  constexpr std::string_view mark = "boundary=", name = "name=\"", blank = "\r\n\r\n";
  std::map<std::string, std::string> form;
  auto const at = type.find(mark);
  auto const boundary = "--" + std::string(at == std::string_view::npos ? "" : type.substr(at + mark.size()));
  for (auto end = body.find(boundary); end != std::string_view::npos; end = body.find(boundary)) {
    auto const part = body.substr(0, end);
    body.remove_prefix(end + boundary.size());
    auto const key = part.find(name), text = part.find(blank);
    if (key == std::string_view::npos || text == std::string_view::npos) continue;
    auto const begin = key + name.size(), value = text + blank.size();
    auto const length = part.size() - value - 2;  // a line ends before the boundary
    form.emplace(part.substr(begin, part.find('"', begin) - begin), part.substr(value, length));
  }
  return form;
}

std::string origin_of(crm::HttpExchangeRequest const& request) { return "http://" + request.header("Host"); }

}  // namespace

bool Grant::allows(std::string_view scope) const {
  auto const wanted = lower(scope);
  auto const parent = wanted.substr(0, wanted.find_last_of('.'));
  auto const group = parent.substr(0, parent.find_last_of('.'));
  return scopes.contains(wanted) || scopes.contains(parent + ".all") || scopes.contains(group + ".all");
}

void OAuth::add_access(std::string token, std::string_view scopes, SimTime expires) {
  access_[std::move(token)] = {std::string(scopes), "", expires};
}

void OAuth::add_refresh(std::string token, std::string_view scopes) {
  refresh_[token] = {std::string(scopes), {}};
  order_.push_back(std::move(token));
  if (order_.size() <= most_refresh_tokens) return;
  refresh_.erase(order_.front());
  order_.pop_front();
}

void OAuth::revoke_all() {
  access_.clear();
  refresh_.clear();
  order_.clear();
}

void OAuth::expire_access() {
  for (auto& [token, access] : access_) access.expires = SimTime{};
}

crm::HttpExchangeResponse OAuth::handle(crm::HttpExchangeRequest const& request, SimTime now) {
  if (request.path == "/oauth/v2/auth" && request.method == "GET") return authorize(request, now);
  if (request.path == "/oauth/v2/consent" && request.method == "GET")
    return decide(request, parameter(request, "decision") == "allow", now);
  Form form;  // the query counts as much as the body
  for (auto const& [key, text] : request.query) form[key] = text;
  auto const type = request.header("Content-Type");
  if (type.starts_with("multipart/form-data")) form.merge(parts_of(type, request.body));
  if (type.starts_with("application/x-www-form-urlencoded"))
    for (auto const& [key, text] : crm::parse_query(request.body)) form[key] = text;
  if (request.path == "/oauth/v2/token" && request.method == "POST") return token(request, form, now);
  if (request.path == "/oauth/v2/token/revoke" && request.method == "POST") return revoke(form);
  return page(404, "<h1>URL not found</h1>");
}

crm::HttpExchangeResponse OAuth::authorize(crm::HttpExchangeRequest const& request, SimTime now) {
  if (parameter(request, "response_type") != "code") return page(400, "<h1>ERROR_invalid_response_type</h1>");
  if (parameter(request, "client_id") != app_.client_id)
    return page(400, "<h1>ERROR_invalid_client</h1><p>Client ID passed does not exist</p>");
  if (parameter(request, "redirect_uri") != app_.redirect_uri)
    return page(400, "<h1>ERROR_invalid_redirect_uri</h1><p>Redirect URI does not match</p>");
  if (!well_formed(parameter(request, "scope"))) return page(400, "<h1>ERROR_invalid_scope</h1>");
  bool const proof = parameter(request, "code_challenge_method") == "S256" &&
                     parameter(request, "code_challenge").size() == 43;
  if (app_.client_secret.empty() && !proof) return page(400, "<h1>ERROR_code_challenge_required</h1>");
  if (app_.consent != "page") return decide(request, app_.consent == "allow", now);
  std::string link = "/oauth/v2/consent?";
  for (auto const& [key, text] : request.query)
    if (key != "decision") link += key + "=" + crm::percent_encoded(text) + "&amp;";
  return page(200, "<h1>This app would like to access your Zoho CRM</h1><a id=\"allow\" href=\"" + link +
                       "decision=allow\">Accept</a> <a id=\"deny\" href=\"" + link +
                       "decision=deny\">Reject</a>");
}

crm::HttpExchangeResponse OAuth::decide(crm::HttpExchangeRequest const& request, bool allowed, SimTime now) {
  auto location = parameter(request, "redirect_uri") + "?";
  if (auto const state = parameter(request, "state"); !state.empty())
    location += "state=" + crm::percent_encoded(state) + "&";
  if (!allowed) {
    location += "error=access_denied";
  } else {
    auto const code = "1000.sim-code-" + std::to_string(++issued_);
    bool const offline = parameter(request, "access_type") == "offline";
    bool const first = !consented_ || parameter(request, "prompt") == "consent";
    codes_[code] = {parameter(request, "scope"), parameter(request, "code_challenge"), offline && first, now};
    consented_ = true;
    auto const server = app_.accounts_server.empty() ? origin_of(request) : app_.accounts_server;
    location += "code=" + code + "&location=us&accounts-server=" + crm::percent_encoded(server);
  }
  crm::HttpExchangeResponse response;
  response.status = 302;
  response.headers = {{"Location", location}};
  return response;
}

crm::HttpExchangeResponse OAuth::token(crm::HttpExchangeRequest const& request, Form const& form,
                                       SimTime now) {
  auto const kind = value(form, "grant_type");
  if (value(form, "client_id") != app_.client_id) return oauth_error("invalid_client");
  if (value(form, "client_secret") != app_.client_secret && !app_.client_secret.empty())
    return oauth_error("invalid_client_secret");
  if (kind == "authorization_code") return redeem(request, form, now);
  if (kind != "refresh_token") return oauth_error("unsupported_grant_type");
  auto const found = refresh_.find(value(form, "refresh_token"));
  if (found == refresh_.end()) return oauth_error("invalid_code");
  auto& issued = found->second.issued;
  while (!issued.empty() && issued.front() + refresh_window <= now) issued.pop_front();
  if (issued.size() >= most_in_window) {
    json::object const body{
        {"error", "Access Denied"},
        {"error_description",
         "You have made too many requests continuously. Please try again after some time."},
        {"status", "failure"}};
    return json_response(400, body);
  }
  issued.push_back(now);
  return issue(request, found->first, found->second.scopes, false, now);
}

crm::HttpExchangeResponse OAuth::redeem(crm::HttpExchangeRequest const& request, Form const& form,
                                        SimTime now) {
  auto const found = codes_.find(value(form, "code"));
  if (found == codes_.end()) return oauth_error("invalid_code");
  auto const code = found->second;
  codes_.erase(found);
  if (now - code.issued > code_lifetime) return oauth_error("invalid_code");
  if (value(form, "redirect_uri") != app_.redirect_uri) return oauth_error("invalid_redirect_uri");
  bool const proven = challenge_of(value(form, "code_verifier")) == code.challenge;
  if (!code.challenge.empty() && !proven) return oauth_error("invalid_code_verifier");
  std::string refresh;
  if (code.offline) {
    refresh = "1000.sim-refresh-" + std::to_string(++issued_);
    add_refresh(refresh, code.scopes);
  }
  return issue(request, refresh, code.scopes, code.offline, now);
}

crm::HttpExchangeResponse OAuth::issue(crm::HttpExchangeRequest const& request, std::string const& refresh,
                                       std::string const& scopes, bool tell_refresh, SimTime now) {
  auto const access = "1000.sim-access-" + std::to_string(++issued_);
  access_[access] = {scopes, refresh, now + app_.access_lifetime};
  auto spaced = scopes;
  for (auto& c : spaced) c = c == ',' ? ' ' : c;
  json::object body{{"access_token", access},
                    {"scope", spaced},
                    {"api_domain", origin_of(request)},
                    {"token_type", "Bearer"},
                    {"expires_in", app_.access_lifetime.count()}};
  if (tell_refresh) body["refresh_token"] = refresh;
  return json_response(200, body);
}

crm::HttpExchangeResponse OAuth::revoke(Form const& form) {
  auto const token = value(form, "token");
  if (!refresh_.erase(token)) return oauth_error("invalid_token");
  std::erase(order_, token);
  std::erase_if(access_, [&](auto const& entry) { return entry.second.refresh == token; });
  return json_response(200, json::object{{"status", "success"}});
}

std::optional<Grant> OAuth::grant(crm::HttpExchangeRequest const& request, SimTime now) const {
  constexpr std::string_view prefix = "Zoho-oauthtoken ";
  auto const header = request.header("Authorization");
  if (!header.starts_with(prefix)) return std::nullopt;
  auto const found = access_.find(header.substr(prefix.size()));
  if (found == access_.end()) return std::nullopt;
  return Grant{now >= found->second.expires, scopes_in(found->second.scopes)};
}

}  // namespace patchbay::sim::zoho
