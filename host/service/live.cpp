#include "service/live.hpp"

#include "auth/api_key_source.hpp"
#include "auth/jwt.hpp"
#include "auth/oauth_source.hpp"
#include "http/stack.hpp"
#include "plugin/url_template.hpp"
#include "service/oauth_client.hpp"
#include "service/params.hpp"

namespace patchbay::service {
namespace {

Error signed_out(std::string_view platform) {
  return fail(ErrorCode::auth_required, "Nobody is signed in to " + std::string(platform) + " any more. Sign in again.");
}

std::string format_name(LogForm::Format format) {
  switch (format) {
    case LogForm::Format::html: return "text/html";
    case LogForm::Format::markdown: return "text/markdown";
    default: return "text/plain";
  }
}

std::string filled(std::string const& url_template, LiveConnection const& live, UrlVariables more) {
  for (auto const& [name, value] : variables_of(live.row, live.adapter.manifest())) more.emplace(name, value);
  return fill(url_template, more).value_or("");
}

}  // namespace

Result<std::string> Live::token_for(Connection const& connection) {
  auto const key = ground_.keys.token_key();
  if (!key) return key.error();
  return issue_token({connection.user_id, connection.platform}, *key, ground_.clock.wall_now());
}

Result<LivePtr> Live::by_token(std::string_view token) {
  auto const key = ground_.keys.token_key();
  if (!key) return key.error();
  auto const identity = verify_token(token, *key, ground_.clock.wall_now());
  if (!identity) return identity.error();
  return by_account(identity->platform + "/" + identity->user_id);
}

Result<LivePtr> Live::by_account(std::string_view account) {
  auto const slash = account.find('/');
  auto const platform = account.substr(0, slash);
  auto const row = Connections(ground_.database).find(platform, account.substr(slash + 1));
  if (!row) return row.error();
  if (!*row) return signed_out(platform);
  return live_for(**row);
}

Result<std::vector<LivePtr>> Live::all() {
  auto const rows = Connections(ground_.database).list();
  if (!rows) return rows.error();
  std::vector<LivePtr> result;
  for (auto const& row : *rows) {
    if (!ground_.registry.find(row.platform)) continue;
    auto live = live_for(row);
    if (!live) return live.error();
    result.push_back(std::move(*live));
  }
  return result;
}

Result<LivePtr> Live::live_for(Connection const& row) {
  {
    Lock lock(mutex_);
    if (auto const found = live_.find(row.id); found != live_.end()) return found->second;
  }
  auto built = build(row);
  if (!built) return built.error();
  Lock lock(mutex_);
  return live_.emplace(row.id, std::move(*built)).first->second;  // another thread may have been faster: one is used by all
}

Result<std::unique_ptr<TokenSource>> Live::tokens_for(Connection const& row, Manifest const& manifest) {
  TokenParts parts{ground_.database, ground_.keys, ground_.engine, ground_.clock, [this](ConnectionId id) { row_changed(id); }};
  if (row.sign_in != "oauth") {
    if (!manifest.api_key) return fail(ErrorCode::auth_required, manifest.name + " no longer takes API keys. Sign in again.");
    return std::unique_ptr<TokenSource>(std::make_unique<ApiKeySource>(
        std::move(parts), row.id, CredentialForm{manifest.api_key->header, manifest.api_key->prefix}));
  }
  auto client = oauth_client(row, manifest, ground_.settings);
  if (!client) return client.error();
  return std::unique_ptr<TokenSource>(
      std::make_unique<OAuthSource>(std::move(parts), row.id, std::move(*client), CredentialForm{}));
}

Result<LivePtr> Live::build(Connection const& row) {
  auto const* adapter = ground_.registry.find(row.platform);
  auto const& chosen = ground_.settings.platform(row.platform);
  if (!adapter || !chosen.enabled) {
    return fail(ErrorCode::unsupported, "The adapter '" + row.platform + "' is not installed any more.");
  }
  auto const base_url = base_url_of(row, adapter->manifest(), chosen);
  if (!base_url) return base_url.error();
  auto tokens = tokens_for(row, adapter->manifest());
  if (!tokens) return tokens.error();
  StackOptions options;
  options.base_url = *base_url;
  options.allowed_hosts = adapter->manifest().allowed_hosts;
  options.buckets = adapter->manifest().rate_buckets;
  auto http = make_stack(ground_.engine, **tokens, std::move(options), ground_.clock, ground_.log);
  return std::make_shared<LiveConnection const>(LiveConnection{row, *adapter, std::move(*tokens), std::move(http)});
}

// The next request builds the connection anew, from the row as it is then; who uses the old one keeps it until it is done.
void Live::row_changed(ConnectionId id) {
  forget(id);
  auto const row = Connections(ground_.database).find(id);
  if (row && *row) changed_(**row);
}

void Live::forget(ConnectionId id) {
  LivePtr gone;  // destroyed after the lock is released
  Lock lock(mutex_);
  if (auto const found = live_.find(id); found != live_.end()) {
    gone = std::move(found->second);
    live_.erase(found);
  }
}

Result<json::value> Live::ask(LiveConnection const& live, std::string_view operation, json::object params,
                              Context const& context) {
  if (!live.adapter.offers(operation)) {
    return fail(ErrorCode::unsupported, live.adapter.manifest().name + " does not offer this.");
  }
  params["scope"] = scope_of(live.row, live.adapter.manifest());
  auto reply = live.adapter.call(operation, params, *live.http, context);
  if (reply && !reply->is_object()) {
    return fail(ErrorCode::bad_reply, "The adapter of " + live.adapter.manifest().name + " did not answer with an object.");
  }
  return reply;
}

Result<json::value> Live::call(std::string_view account, std::string_view operation, json::object params,
                               Context const& context) {
  auto const live = by_account(account);
  if (!live) return live.error();
  return ask(**live, operation, std::move(params), context);
}

Result<bool> Live::offers(std::string_view account, std::string_view operation) {
  auto const live = by_account(account);
  if (!live) return live.error();
  return (*live)->adapter.offers(operation);
}

Result<LogRules> Live::log_rules(std::string_view account) {
  auto const live = by_account(account);
  if (!live) return live.error();
  auto const& form = (*live)->adapter.manifest().log;
  return LogRules{format_name(form.format), form.max_body_bytes, form.session_mark == LogForm::SessionMark::text,
                  form.conditional_update, text_in((*live)->row.user, "timezoneName")};
}

json::object scope_of(Connection const& connection, Manifest const& manifest) {
  json::object variables;
  for (auto const& [name, value] : connection.variables) variables[name] = value;
  json::object settings;
  for (auto const& setting : manifest.settings) settings[setting.id] = setting.default_value;
  return {{"userId", connection.user_id},
          {"userName", text_in(connection.user, "name")},
          {"userEmail", text_in(connection.user, "email")},
          {"timeZone", text_in(connection.user, "timezoneName")},
          {"signIn", connection.sign_in},
          {"variables", std::move(variables)},
          {"settings", std::move(settings)}};
}

std::string contact_url(LiveConnection const& live, std::string_view contact_id, std::string_view contact_type) {
  return filled(live.adapter.manifest().contact_url, live,
                {{"contactId", std::string(contact_id)}, {"contactType", std::string(contact_type)}});
}

std::string log_url(LiveConnection const& live, std::string_view log_id) {
  return filled(live.adapter.manifest().log_url, live, {{"logId", std::string(log_id)}});
}

}  // namespace patchbay::service
