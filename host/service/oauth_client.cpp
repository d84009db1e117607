#include "service/oauth_client.hpp"

#include <algorithm>

#include "http/reply_facts.hpp"
#include "http/url_policy.hpp"

namespace patchbay::service {
namespace {

// `url` with its scheme, host and port taken from `origin`.
std::string moved_to(std::string const& url, std::string const& origin) {
  if (origin.empty() || url.empty()) return url;
  auto const scheme = url.find("://");
  auto const path = scheme == std::string::npos ? std::string::npos : url.find('/', scheme + 3);
  auto base = origin;
  while (base.ends_with('/')) base.pop_back();
  return path == std::string::npos ? base : base + url.substr(path);
}

std::string const& auth_origin(PlatformSettings const& settings) {
  return settings.auth_url.empty() ? settings.base_url : settings.auth_url;
}

OAuthClient::Authentication authentication(OauthForm::ClientAuthentication form) {
  switch (form) {
    case OauthForm::ClientAuthentication::basic: return OAuthClient::Authentication::basic;
    case OauthForm::ClientAuthentication::none: return OAuthClient::Authentication::none;
    default: return OAuthClient::Authentication::body;
  }
}

Error no_app(Manifest const& manifest, std::string_view what) {
  return fail(ErrorCode::forbidden, "Your organisation has not set " + std::string(what) + " for " + manifest.name + " yet.");
}

Error no_url(Manifest const& manifest) {
  return fail(ErrorCode::bad_reply, manifest.name + " did not say where its API is.");
}

Result<void> fill_urls(OAuthClient& client, Manifest const& manifest, UrlVariables const& variables, std::string const& origin) {
  auto const& form = *manifest.oauth;
  auto const authorize = fill(form.authorize_url, variables);
  auto const token = fill(form.token_url, variables);
  if (!authorize || !token) return no_url(manifest);
  client.authorize_url = moved_to(*authorize, origin);
  client.token_url = moved_to(*token, origin);
  // It may name what only the answer to the sign-in brings; without that there is nothing to revoke yet.
  client.revoke_url = moved_to(fill(form.revoke_url, variables).value_or(""), origin);
  bool const told = crm_names_host(form.revoke_url);
  if (told && !may_follow(client.token_url, client.revoke_url, manifest.allowed_hosts)) client.revoke_url.clear();
  return {};
}

// The address of the API is what the CRM said at sign-in or with a refreshed token. The token goes there, so it must be one of the CRM's.
Result<std::string> told_url(std::string url, Manifest const& manifest, UrlVariables const& variables, std::string const& origin) {
  auto const token_url = fill(manifest.oauth->token_url, variables);
  if (token_url && may_follow(moved_to(*token_url, origin), url, manifest.allowed_hosts)) return url;
  auto error = fail(ErrorCode::forbidden, manifest.name + " named an address for its API that is not known to belong to it.");
  error.remote = remote_text(url);
  return error;
}

}  // namespace

UrlVariables variables_of(Connection const& connection, Manifest const& manifest) {
  UrlVariables variables(connection.variables.begin(), connection.variables.end());
  if (!connection.hostname.empty()) variables["hostname"] = connection.hostname;
  auto const region = std::find_if(manifest.regions.begin(), manifest.regions.end(),
                                   [&](Region const& each) { return each.id == connection.region; });
  if (region == manifest.regions.end()) return variables;
  UrlVariables const typed{{"hostname", connection.hostname}};
  for (auto const& [name, value] : region->variables) {
    if (auto filled = fill(value, typed)) variables["region." + name] = std::move(*filled);
  }
  return variables;
}

Result<std::string> base_url_of(Connection const& connection, Manifest const& manifest, PlatformSettings const& settings) {
  if (!settings.base_url.empty()) return settings.base_url;
  auto const& url_template = connection.sign_in == "oauth" ? manifest.oauth_base_url : manifest.api_key_base_url;
  auto const variables = variables_of(connection, manifest);
  auto url = fill(url_template, variables);
  if (!url) return no_url(manifest);
  if (!crm_names_host(url_template)) return std::move(*url);
  return told_url(std::move(*url), manifest, variables, auth_origin(settings));
}

Result<OAuthClient> oauth_client(Connection const& connection, Manifest const& manifest, Settings const& settings) {
  if (!manifest.oauth) return fail(ErrorCode::unsupported, manifest.name + " has no sign-in by browser.");
  auto const& form = *manifest.oauth;
  auto const& chosen = settings.platform(manifest.id);
  OAuthClient client;
  client.client_id = chosen.client_id.empty() ? form.default_client_id : chosen.client_id;
  if (client.client_id.empty()) return no_app(manifest, "a client id");
  client.authentication = authentication(form.client_authentication);
  if (client.authentication != OAuthClient::Authentication::none) {
    auto secret = settings.client_secret(manifest.id);
    if (!secret) return secret.error();
    if (!*secret) return no_app(manifest, "a client secret");
    client.client_secret = std::move(**secret);
  }
  client.revoke_token = form.revoke_token == OauthForm::RevokeToken::access_token ? OAuthClient::RevokeToken::access_token
                                                                                   : OAuthClient::RevokeToken::refresh_token;
  client.pkce = form.pkce;
  client.scopes = form.scopes;
  client.authorize_parameters = form.authorize_parameters;
  client.server_parameter = form.server_parameter;
  client.server_hosts = form.server_hosts;
  auto const filled = fill_urls(client, manifest, variables_of(connection, manifest), auth_origin(chosen));
  if (!filled) return filled.error();
  return client;
}

Result<LoopbackForm> loopback_form(Manifest const& manifest, PlatformSettings const& settings) {
  auto const& redirect = manifest.oauth->redirect;
  LoopbackForm form{redirect.host, redirect.path, {}};
  if (redirect.ports == RedirectForm::Ports::listed) form.ports = redirect.listed;
  if (!settings.redirect_ports.empty()) form.ports = settings.redirect_ports;
  if (redirect.ports == RedirectForm::Ports::configured && form.ports.empty()) return no_app(manifest, "a redirect port");
  return form;
}

}  // namespace patchbay::service
