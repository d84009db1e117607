#include "service/live.hpp"

#include <utility>

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

// What of a row a LiveConnection is built from is alike in both. Another process may have changed it.
bool built_alike(Connection const& a, Connection const& b) {
  return a.sign_in == b.sign_in && a.region == b.region && a.hostname == b.hostname && a.variables == b.variables &&
         a.user == b.user;
}

// Of nobody, none.
UrlVariables variables_of_contact(json::object const& contact) {
  UrlVariables variables;
  for (auto const& [name, member] : {std::pair("contactId", "id"), std::pair("contactType", "type")})
    if (auto text = text_in(contact, member); !text.empty()) variables[name] = std::move(text);
  return variables;
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

Result<Connection> Live::row_by_token(std::string_view token) {
  auto const key = ground_.keys.token_key();
  if (!key) return key.error();
  auto const identity = verify_token(token, *key, ground_.clock.wall_now());
  if (!identity) return identity.error();
  return row_of(identity->platform, identity->user_id);
}

Result<LivePtr> Live::by_token(std::string_view token) {
  auto const row = row_by_token(token);
  if (!row) return row.error();
  auto const now = ground_.clock.wall_now();
  if (now - row->last_used_at > std::chrono::hours(1)) {  // to the hour: a write for each request would cost too much
    if (auto const noted = Connections(ground_.database).set_used(row->id, now); !noted) {
      ground_.log.warning("connections: " + noted.error().message);  // no reason to refuse the request
    }
  }
  return live_for(*row);
}

Result<LivePtr> Live::named_in(json::object const& params) {
  auto const token = required_text(params, "jwtToken");
  if (!token) return token.error();
  return by_token(*token);
}

Result<LivePtr> Live::by_account(std::string_view account) {
  auto const slash = account.find('/');
  auto const row = row_of(account.substr(0, slash), account.substr(slash + 1));
  if (!row) return row.error();
  return live_for(*row);
}

Result<Connection> Live::row_of(std::string_view platform, std::string_view user_id) {
  auto row = Connections(ground_.database).find(platform, user_id);
  if (!row) return row.error();
  if (!*row) return signed_out(platform);
  return std::move(**row);
}

Result<std::vector<Account>> Live::all() {
  auto const rows = Connections(ground_.database).list();
  if (!rows) return rows.error();
  std::vector<Account> result;
  for (auto const& row : *rows) result.push_back({row, live_for(row)});
  return result;
}

Result<LivePtr> Live::live_for(Connection const& row) {
  {
    Lock lock(mutex_);
    auto const found = live_.find(row.id);
    if (found != live_.end() && built_alike(found->second->row, row)) return found->second;
  }
  auto built = build(row);
  if (!built) return built.error();
  LivePtr old;  // destroyed after the lock is released
  Lock lock(mutex_);
  auto& kept = live_[row.id];
  if (kept && built_alike(kept->row, row)) return kept;  // another thread was faster: one is used by all
  old = std::exchange(kept, std::move(*built));
  return kept;
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
  return std::unique_ptr<TokenSource>(std::make_unique<OAuthSource>(
      std::move(parts), row.id, std::move(*client), CredentialForm{manifest.oauth->header, manifest.oauth->prefix}));
}

Result<LivePtr> Live::build(Connection const& row) {
  auto const* adapter = adapter_for(row.platform);
  auto const& chosen = ground_.settings.platform(row.platform);
  if (!adapter) {
    // Unavailable, since it may come back: a log that waits for it is not given up.
    return fail(ErrorCode::unavailable, missing_adapter(row.platform));
  }
  if (!row.region.empty() && !chosen.allows_region(row.region))
    return fail(ErrorCode::unavailable,
                "Your organisation does not allow this region of " + adapter->manifest().name + " any more.");
  auto const base_url = base_url_of(row, adapter->manifest(), chosen);
  if (!base_url) return base_url.error();
  auto tokens = tokens_for(row, adapter->manifest());
  if (!tokens) return tokens.error();
  StackOptions options;
  options.base_url = *base_url;
  options.allowed_hosts = adapter->manifest().allowed_hosts;
  options.storage_hosts = adapter->manifest().storage_hosts;
  options.buckets = adapter->manifest().rate_buckets;
  auto clock = std::make_unique<ServerClock>(ground_.engine, ground_.clock);
  auto http = make_stack(*clock, **tokens, std::move(options), ground_.clock, ground_.log);
  return std::make_shared<LiveConnection const>(
      LiveConnection{row, *adapter, std::move(*tokens), std::move(clock), std::move(http)});
}

std::optional<WallTime> Live::crm_time(std::string_view account) {
  auto const live = by_account(account);
  return live ? (*live)->clock->now() : std::nullopt;
}

Adapter const* Live::adapter_for(std::string const& platform) const {
  return ground_.settings.platform(platform).enabled ? ground_.registry.find(platform) : nullptr;
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
  params["scope"] = scope_of(live.row, live.adapter.manifest(), ground_.settings.platform(live.row.platform));
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

std::string missing_adapter(std::string const& platform) {
  return "The adapter '" + platform + "' is not installed or is switched off.";
}

json::object scope_of(Connection const& connection, Manifest const& manifest, PlatformSettings const& chosen) {
  json::object variables;
  for (auto const& [name, value] : connection.variables) variables[name] = value;
  json::object settings;
  for (auto const& setting : manifest.settings) {
    auto const* value = chosen.settings.if_contains(setting.id);
    settings[setting.id] = value ? *value : setting.default_value;
  }
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

std::string log_url(LiveConnection const& live, std::string_view log_id, json::object const& contact) {
  auto variables = variables_of_contact(contact);
  variables["logId"] = log_id;
  return filled(live.adapter.manifest().log_url, live, std::move(variables));
}

std::string task_url(LiveConnection const& live, std::string_view task_id, json::object const& contact) {
  auto variables = variables_of_contact(contact);
  variables["taskId"] = task_id;
  return filled(live.adapter.manifest().task_url, live, std::move(variables));
}

bool logs_without_contact(Adapter const& adapter) {
  return adapter.manifest().log.without_contact && adapter.offers("callLog.create");
}

}  // namespace patchbay::service
