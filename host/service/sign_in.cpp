#include "service/sign_in.hpp"

#include <algorithm>
#include <chrono>

#include <boost/json/array.hpp>

#include "auth/sign_in.hpp"
#include "auth/token_reply.hpp"
#include "base/iso_time.hpp"
#include "http/stack.hpp"
#include "plugin/hostname.hpp"
#include "service/directory_methods.hpp"
#include "service/oauth_client.hpp"
#include "service/params.hpp"
#include "service/return_message.hpp"

namespace patchbay::service {
namespace {

constexpr std::chrono::seconds time_to_revoke{10};  // a CRM that is silent does not keep the credential here

// The credential of a sign-in that is not a connection yet: there is nothing to refresh.
class FixedToken final : public TokenSource {
 public:
  explicit FixedToken(Credential const& credential) : credential_(credential) {}
  Result<Credential> current(Context const&) override { return copy(); }
  Result<Credential> refreshed(std::string const&, Context const&) override {
    return fail(ErrorCode::auth_required, "The CRM does not accept this sign-in.");
  }

 private:
  Credential copy() const { return {credential_.header, credential_.value.copy(), credential_.generation}; }
  Credential const& credential_;
};

// What the extension is told of a user.
json::object user_answer(json::object const& user) {
  return {{"id", text_in(user, "id")},
          {"name", text_in(user, "name")},
          {"email", text_in(user, "email")},
          {"timezoneName", text_in(user, "timezoneName")}};
}

Result<std::string> region_for(Manifest const& manifest, PlatformSettings const& settings,
                               std::optional<std::string> const& wanted) {
  if (manifest.regions.empty() && (!wanted || wanted->empty())) return std::string();
  for (auto const& region : manifest.regions) {
    bool const allowed = settings.allows_region(region.id);
    if ((!wanted || wanted->empty()) && allowed) return region.id;
    if (region.id != wanted) continue;
    if (!allowed) return fail(ErrorCode::forbidden, "Your organisation does not allow this region of " + manifest.name + ".");
    return *wanted;
  }
  return invalid_field("region", "is none that " + manifest.name + " knows");
}

// The fields of the manifest's form, beside the key itself, as variables of the connection.
Result<void> read_fields(ApiKeyForm const& form, json::object const& params, Connection& draft) {
  for (auto const& field : form.fields) {
    if (field.id == "apiKey") continue;
    auto const value = field.required ? required_text(params, field.id) : Result<std::string>(text_in(params, field.id));
    if (!value) return value.error();
    if (!value->empty()) draft.variables["field." + field.id] = *value;
  }
  return {};
}

Result<Connection> draft_of(json::object const& params, Manifest const& manifest, PlatformSettings const& settings,
                            std::string const& kind, WallTime now) {
  auto const region = optional_text(params, "region");
  if (!region) return region.error();
  auto const hostname = optional_text(params, "hostname");
  if (!hostname) return hostname.error();
  auto const chosen = region_for(manifest, settings, *region);
  if (!chosen) return chosen.error();
  auto const host = hostname_for(manifest, *chosen, hostname->value_or(""));
  if (!host) return host.error();
  Connection draft;
  draft.platform = manifest.id;
  draft.sign_in = kind;
  draft.region = *chosen;
  draft.hostname = *host;
  draft.created_at = now;
  draft.last_used_at = now;
  return draft;
}

// user.get's answer into the draft.
Result<void> take_user(json::object const& reply, Manifest const& manifest, Connection& draft) {
  draft.user_id = text_in(reply, "id");
  if (draft.user_id.empty()) return fail(ErrorCode::bad_reply, manifest.name + " did not say who is signed in.");
  draft.user = {{"id", draft.user_id},
                {"name", text_in(reply, "name")},
                {"email", text_in(reply, "email")},
                {"timezoneName", text_in(reply, "timeZone")}};
  auto const variables = object_or_empty(reply, "variables");
  if (!variables) return variables.error();
  for (auto const& [name, value] : *variables) {
    if (value.is_string()) draft.variables["user." + std::string(name)] = std::string(value.get_string());
  }
  return {};
}

}  // namespace

Result<json::value> SignIn::authorize(json::object const& params, RequestContext const& request) {
  auto const platform = required_text(params, "platform");
  if (!platform) return platform.error();
  auto const kind = required_text(params, "kind");
  if (!kind) return kind.error();
  auto const* adapter = live_.adapter_for(*platform);
  if (!adapter) return invalid_field("platform", "is none that is installed");
  auto const& manifest = adapter->manifest();
  auto draft = draft_of(params, manifest, ground_.settings.platform(manifest.id), *kind, ground_.clock.wall_now());
  if (!draft) return draft.error();

  Credentials credentials;
  Credential credential;
  if (*kind == "oauth") {
    auto reply = by_browser(*draft, *adapter, request);
    if (!reply) return reply.error();
    for (auto& [name, value] : token_variables(*reply)) draft->variables[name] = value;
    auto const& form = *manifest.oauth;
    credential = {form.header, Secret(form.prefix + std::string(reply->access_token.view())), "new"};
    credentials = credentials_from(std::move(*reply), ground_.clock.wall_now());
  } else if (*kind == "apiKey" && manifest.api_key) {
    auto const key = required_text(params, "apiKey");
    if (!key) return key.error();
    if (!fit_for_header(*key)) return invalid_field("apiKey", "has blanks or other signs that no key has");
    if (auto const fields = read_fields(*manifest.api_key, params, *draft); !fields) return fields.error();
    credential = {manifest.api_key->header, Secret(manifest.api_key->prefix + *key), "new"};
    credentials.api_key = Secret(*key);
  } else {
    return invalid_field("kind", "is no way to sign in to " + manifest.name);
  }
  auto const user = ask_user(*draft, *adapter, credential, request.context);
  if (!user) return user.error();
  if (auto const taken = take_user(*user, manifest, *draft); !taken) return taken.error();
  return keep(std::move(*draft), std::move(credentials));
}

Result<TokenReply> SignIn::by_browser(Connection const& draft, Adapter const& adapter, RequestContext const& request) {
  auto const& manifest = adapter.manifest();
  auto client = oauth_client(draft, manifest, ground_.settings);
  if (!client) return client.error();
  auto const form = loopback_form(manifest, ground_.settings.platform(manifest.id));
  if (!form) return form.error();
  auto const on_url = [&](std::string const& url) {
    notify_("connection.authorizing", {{"requestId", request.id}, {"platform", manifest.id}, {"url", url}});
    open_browser_(url);
  };
  return patchbay::sign_in(std::move(*client), *form, ground_.engine, ground_.clock, on_url, request.context);
}

Result<json::object> SignIn::ask_user(Connection const& draft, Adapter const& adapter, Credential const& credential,
                                      Context const& context) {
  auto const& manifest = adapter.manifest();
  auto const& chosen = ground_.settings.platform(manifest.id);
  auto const base_url = base_url_of(draft, manifest, chosen);
  if (!base_url) return base_url.error();
  FixedToken tokens(credential);
  StackOptions options;
  options.base_url = *base_url;
  options.allowed_hosts = manifest.allowed_hosts;
  options.buckets = manifest.rate_buckets;
  auto const http = make_stack(ground_.engine, tokens, std::move(options), ground_.clock, ground_.log);
  auto reply = adapter.call("user.get", {{"scope", scope_of(draft, manifest, chosen)}}, *http, context);
  if (!reply) return reply.error();
  if (!reply->is_object()) return fail(ErrorCode::bad_reply, manifest.name + " did not say who is signed in.");
  return std::move(reply->get_object());
}

Result<json::value> SignIn::keep(Connection draft, Credentials credentials) {
  auto const base_url =
      base_url_of(draft, ground_.registry.find(draft.platform)->manifest(), ground_.settings.platform(draft.platform));
  if (!base_url) return base_url.error();
  draft.base_url = *base_url;
  auto const key = ground_.keys.sealing_key();
  if (!key) return key.error();
  auto const id = Connections(ground_.database).upsert(draft);
  if (!id) return id.error();
  auto const saved = CredentialStore(ground_.database).save(*id, credentials, *key);
  if (!saved) return saved.error();
  live_.forget(*id);
  auto const token = live_.token_for(draft);
  if (!token) return token.error();
  if (auto const woken = outbox_.unblock(draft.platform + "/" + draft.user_id); !woken) {
    ground_.log.warning("sign-in: " + woken.error().message);  // what waits is tried again later in any case
  }
  sync_.wake();
  notify_("connection.changed", {{"platform", draft.platform}, {"userId", draft.user_id}, {"state", "active"}});
  return json::object{{"jwtToken", *token}, {"user", user_answer(draft.user)}, {"platform", draft.platform}};
}

Result<json::value> SignIn::list(json::object const&, RequestContext const&) {
  auto const rows = Connections(ground_.database).list();
  if (!rows) return rows.error();
  json::array connections;
  for (auto const& row : *rows) {
    auto const token = live_.token_for(row);
    if (!token) return token.error();
    json::object connection{{"jwtToken", *token},
                            {"platform", row.platform},
                            {"user", user_answer(row.user)},
                            {"state", name_of(row.state)},
                            {"lastUsed", to_iso(std::chrono::floor<std::chrono::seconds>(row.last_used_at))}};
    auto const directory = directory_answer(row, sync_.describe(row));
    connection["contacts"] = directory.at("contacts");
    if (auto const* synced = directory.if_contains("lastSync")) connection["lastSync"] = *synced;
    if (!row.reason.empty()) connection["reason"] = row.reason;
    if (!live_.adapter_for(row.platform)) {
      connection["state"] = name_of(ConnectionState::error);
      connection["reason"] = missing_adapter(row.platform);
    }
    connections.push_back(std::move(connection));
  }
  return json::object{{"connections", std::move(connections)}};
}

bool SignIn::revoke(Connection const& row, Context const& context) {
  if (row.sign_in != "oauth") return true;
  auto const* adapter = ground_.registry.find(row.platform);
  if (!adapter) return false;
  auto const& manifest = adapter->manifest();
  if (!manifest.oauth || manifest.oauth->revoke_url.empty()) return true;
  auto const key = ground_.keys.sealing_key();
  if (!key) return false;
  auto const credentials = CredentialStore(ground_.database).load(row.id, *key);
  auto client = oauth_client(row, manifest, ground_.settings);
  if (!credentials || !*credentials || !client) return false;
  auto const server = text_in((*credentials)->client, "server");
  if (auto const moved = use_server(*client, server); !moved) return false;
  auto request = revoke_request(*client, (*credentials)->access_token, (*credentials)->refresh_token);
  if (!request) return true;
  std::vector<HttpRequest> requests;
  requests.push_back(std::move(*request));
  Context const soon{std::min(context.deadline, ground_.clock.steady_now() + time_to_revoke), context.stop};
  auto const answer = std::move(ground_.engine.send(std::move(requests), soon).front());
  return answer && answer->status < 400;
}

Result<json::value> SignIn::sign_out(json::object const& params, RequestContext const& request) {
  auto const token = required_text(params, "jwtToken");
  if (!token) return token.error();
  auto const row = live_.row_by_token(*token);  // also of an adapter that is gone: what is stored must go
  if (!row) return row.error();
  bool const told = revoke(*row, request.context);
  if (auto const removed = Connections(ground_.database).remove(row->id); !removed) return removed.error();
  live_.forget(row->id);
  sync_.forget(row->id);
  auto const* adapter = ground_.registry.find(row->platform);
  auto const& name = adapter ? adapter->manifest().name : row->platform;
  notify_("connection.changed", {{"platform", row->platform}, {"userId", row->user_id}, {"state", "signedOut"}});
  auto message = told ? success_message("Signed out of " + name + ".")
                      : warning_message("Signed out of " + name + " on this machine.",
                                        "The CRM could not be told. To be sure, remove Patchbay's access there as well.");
  return json::object{{"successful", true}, {"returnMessage", std::move(message)}};
}

Result<json::value> SignIn::user_info(json::object const& params, RequestContext const& request) {
  auto const live = live_.named_in(params);
  if (!live) return live.error();
  auto const reply = live_.ask(**live, "user.get", {}, request.context);
  if (!reply) return reply.error();
  auto user = user_answer(reply->as_object());
  user["timezoneName"] = text_in(reply->as_object(), "timeZone");
  return json::object{{"successful", true}, {"user", std::move(user)}};
}

}  // namespace patchbay::service
