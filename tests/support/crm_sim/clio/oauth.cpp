#include "crm_sim/clio/oauth.hpp"

#include "crm/percent.hpp"

namespace patchbay::sim::clio {
namespace {

constexpr auto code_lifetime = std::chrono::minutes(10);

Reply page(int status, std::string const& inner) {
  Reply response;
  response.status = status;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"}};
  response.body =
      "<!DOCTYPE html><html><head><title>Clio (simulated)</title></head><body>" + inner + "</body></html>";
  return response;
}

std::string parameter(crm::HttpExchangeRequest const& request, std::string_view name) {
  return request.parameter(name).value_or("");
}

std::string value(std::map<std::string, std::string> const& form, std::string const& key) {
  auto const found = form.find(key);
  return found == form.end() ? std::string() : found->second;
}

std::string bearer(crm::HttpExchangeRequest const& request) {
  auto const header = request.header("Authorization");
  return header.starts_with("Bearer ") ? header.substr(7) : "";
}

}  // namespace

void OAuth::revoke_all() {
  access_.clear();
  refresh_.clear();
}

std::string OAuth::issue_to(std::int64_t user, SimTime now) {
  auto const refresh = "sim-refresh-" + std::to_string(++issued_);
  refresh_[refresh] = user;
  return new_access(refresh, now);
}

Reply OAuth::handle(crm::HttpExchangeRequest const& request, std::int64_t user, SimTime now) {
  if (request.path == "/oauth/authorize" && request.method == "GET") return authorize(request, user, now);
  if (request.path == "/oauth/consent" && request.method == "GET")
    return decide(request, parameter(request, "decision") == "allow", user, now);
  if (request.path == "/oauth/token" && request.method == "POST") return token(request, now);
  if (request.path == "/oauth/deauthorize" && request.method == "POST") return deauthorize(request, now);
  return page(404, "<h1>Not found</h1>");
}

Reply OAuth::authorize(crm::HttpExchangeRequest const& request, std::int64_t user, SimTime now) {
  auto const redirect_uri = parameter(request, "redirect_uri");
  if (parameter(request, "client_id") != app_.client_id) return page(400, "<h1>Unknown application</h1>");
  if (!app_.redirect_uris.contains(redirect_uri))
    return page(400, "<h1>The redirect URI is not registered</h1>");
  if (parameter(request, "response_type") != "code") return page(400, "<h1>Unsupported response type</h1>");
  if (app_.consent != "page") return decide(request, app_.consent == "allow", user, now);
  auto const link = "/oauth/consent?redirect_uri=" + crm::percent_encoded(redirect_uri) +
                    "&state=" + crm::percent_encoded(parameter(request, "state")) + "&redirect_on_decline=" +
                    crm::percent_encoded(parameter(request, "redirect_on_decline")) + "&decision=";
  return page(200, "<h1>Allow this app to use your firm's data?</h1><a id=\"allow\" href=\"" + link +
                       "allow\">Allow</a> <a id=\"deny\" href=\"" + link + "deny\">Decline</a>");
}

// Without redirect_on_decline, who declines stays on Clio's page and the app never hears of it.
Reply OAuth::decide(crm::HttpExchangeRequest const& request, bool allowed, std::int64_t user, SimTime now) {
  auto const redirect_uri = parameter(request, "redirect_uri");
  if (!app_.redirect_uris.contains(redirect_uri))
    return page(400, "<h1>The redirect URI is not registered</h1>");
  if (!allowed && parameter(request, "redirect_on_decline") != "true")
    return page(200, "<h1>Access was declined</h1>");
  auto location = redirect_uri + "?";
  if (allowed) {
    auto const code = "sim-code-" + std::to_string(++issued_);
    codes_[code] = {redirect_uri, user, now};
    location += "code=" + code;
  } else {
    location += "error=access_denied";
  }
  if (auto const state = parameter(request, "state"); !state.empty())
    location += "&state=" + crm::percent_encoded(state);
  auto response = page(302, "");
  response.headers.emplace_back("Location", location);
  return response;
}

Reply OAuth::token(crm::HttpExchangeRequest const& request, SimTime now) {
  if (!request.header("Content-Type").starts_with("application/x-www-form-urlencoded"))
    return oauth_error(400, "invalid_request", "The body is not a form.");
  Form form;
  for (auto const& [key, text] : crm::parse_query(request.body)) form[key] = text;
  // The secret is expected in the body; that a Basic header does not serve is an inference.
  if (value(form, "client_id") != app_.client_id || value(form, "client_secret") != app_.client_secret)
    return oauth_error(401, "invalid_client", "The client identifier provided is invalid, or the secret is.");
  auto const kind = value(form, "grant_type");
  if (kind == "authorization_code") return by_code(form, now);
  if (kind == "refresh_token") return by_refresh(form, now);
  return oauth_error(400, "unsupported_grant_type", "The access grant included is not supported.");
}

Reply OAuth::by_code(Form const& form, SimTime now) {
  auto const found = codes_.find(value(form, "code"));
  auto const refused =
      oauth_error(400, "invalid_grant", "The provided access grant is invalid, expired, or revoked.");
  if (found == codes_.end()) return refused;
  auto const code = found->second;
  codes_.erase(found);
  if (now - code.issued > code_lifetime || value(form, "redirect_uri") != code.redirect_uri) return refused;
  auto const access = issue_to(code.user, now);
  auto reply = token_reply(access);
  reply["refresh_token"] = access_.at(access).refresh;
  return json_response(200, reply);
}

// The reply names no refresh token: the old one stays.
Reply OAuth::by_refresh(Form const& form, SimTime now) {
  auto const refresh = value(form, "refresh_token");
  if (!refresh_.contains(refresh))
    return oauth_error(400, "invalid_grant", "The provided access grant is invalid, expired, or revoked.");
  return json_response(200, token_reply(new_access(refresh, now)));
}

std::string OAuth::new_access(std::string const& refresh, SimTime now) {
  auto token = "sim-access-" + std::to_string(++issued_);
  access_[token] = {refresh_.at(refresh), now + app_.access_lifetime, refresh};
  return token;
}

json::object OAuth::token_reply(std::string const& access) const {
  return {{"token_type", "bearer"}, {"access_token", access}, {"expires_in", app_.access_lifetime.count()}};
}

Reply OAuth::deauthorize(crm::HttpExchangeRequest const& request, SimTime now) {
  auto const whose = grant(request, now);
  if (!whose) return bearer(request).empty() ? no_bearer() : dead_bearer();
  Form form;
  for (auto const& [key, text] : crm::parse_query(request.body)) form[key] = text;
  auto const found = access_.find(value(form, "token"));
  if (found == access_.end()) return bad_request("ArgumentError", "token is missing or unknown");
  auto const refresh = found->second.refresh;
  refresh_.erase(refresh);
  std::erase_if(access_, [&](auto const& entry) { return entry.second.refresh == refresh; });
  return json_response(200, json::object());
}

std::optional<Grant> OAuth::grant(crm::HttpExchangeRequest const& request, SimTime now) const {
  auto const found = access_.find(bearer(request));
  if (found == access_.end() || now >= found->second.expires) return std::nullopt;
  return Grant{found->first, found->second.user};
}

}  // namespace patchbay::sim::clio
