#include "plugin/manifest_rules.hpp"

#include <algorithm>
#include <vector>

#include "plugin/hostname.hpp"
#include "plugin/url_template.hpp"

namespace patchbay {
namespace {

using Words = std::vector<std::string_view>;

bool region_knows(Manifest const& manifest, std::string const& name) {
  auto const has = [&](Region const& region) { return region.variables.contains(name); };
  return !manifest.regions.empty() && std::all_of(manifest.regions.begin(), manifest.regions.end(), has);
}

// `known` has whole names ("hostname") and families ("token.").
bool is_known(Manifest const& manifest, std::string const& variable, Words const& known) {
  if (variable.starts_with("region.")) return region_knows(manifest, variable.substr(7));
  return std::any_of(known.begin(), known.end(), [&](std::string_view word) {
    return word.ends_with('.') ? variable.starts_with(word) && variable.size() > word.size()
                               : variable == word;
  });
}

// "http://127.0.0.1.example.com" is a stranger's, and "http://127.0.0.1@example.com" too.
bool is_loopback(std::string_view url) {
  for (std::string_view const origin : {"http://127.0.0.1", "http://[::1]"}) {
    if (!url.starts_with(origin)) continue;
    auto const rest = url.substr(origin.size());
    auto const port = rest.substr(0, rest.find('/'));
    return port.empty() || (port.front() == ':' && port.find('@') == port.npos);
  }
  return false;
}

bool safe_beginning(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("{") || is_loopback(url);
}

std::optional<std::string> fault_in(Manifest const& manifest, std::string const& member,
                                    std::string const& url, Words const& known) {
  if (url.empty()) return std::nullopt;
  if (!safe_beginning(url)) {
    return "In the manifest '" + member +
           "' must begin with https://, http://127.0.0.1, http://[::1] or a variable.";
  }
  auto const names = variables_in(url);
  if (!names) return "In the manifest '" + member + "' is malformed: " + names.error().message + ".";
  for (auto const& name : *names) {
    if (is_known(manifest, name, known)) continue;
    return "In the manifest '" + member + "' uses {" + name + "}, which is not known there.";
  }
  return std::nullopt;
}

std::optional<std::string> fault_in_names(std::string const& member, std::vector<std::string> const& hosts) {
  for (auto const& host : hosts) {
    std::string_view const name =
        host.starts_with("*.") ? std::string_view(host).substr(2) : std::string_view(host);
    if (is_host_name(name)) continue;
    return "In the manifest '" + member + "' has '" + host +
           "', which is no host name (\"api.example.com\", \"*.example.com\").";
  }
  return std::nullopt;
}

// Where the CRM itself says which host gets the token, the manifest says which ones that may be.
std::optional<std::string> fault_in_told_hosts(Manifest const& manifest) {
  auto const& revoke_url = manifest.oauth ? manifest.oauth->revoke_url : std::string();
  for (auto const& [member, url] : {std::pair<std::string, std::string>{"base_url.oauth", manifest.oauth_base_url},
                                    {"auth.oauth.revoke_url", revoke_url}}) {
    if (!crm_names_host(url) || !manifest.allowed_hosts.empty()) continue;
    return "In the manifest '" + member + "' goes where the CRM says, so 'allowed_hosts' must not be empty.";
  }
  return std::nullopt;
}

std::string listed(std::vector<std::string> const& words) {
  std::string list;
  for (auto const& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

// What is wrong with a value for this setting; or nothing.
std::string fault_in_value(Setting const& setting, boost::json::value const& value) {
  if (setting.type == Setting::Type::boolean) return value.is_bool() ? "" : "must be true or false";
  if (!value.is_string()) return "must be a text";
  if (setting.type == Setting::Type::text) return {};
  std::vector<std::string> ids;
  for (auto const& choice : setting.choices) {
    if (choice.id == std::string_view(value.get_string())) return {};
    ids.push_back(choice.id);
  }
  return "must be one of " + listed(ids);
}

}  // namespace

// The base URL does not know {user.NAME}: user.get itself is sent below it.
std::optional<std::string> fault_in_urls(Manifest const& manifest) {
  OauthForm const oauth = manifest.oauth.value_or(OauthForm());
  struct Row {
    char const* member;
    std::string const& url;
    Words known;
  };
  for (Row const& row : {
           Row{"auth.oauth.authorize_url", oauth.authorize_url, {"hostname"}},
           Row{"auth.oauth.token_url", oauth.token_url, {"hostname"}},
           Row{"auth.oauth.revoke_url", oauth.revoke_url, {"hostname", "token.", "user."}},
           Row{"base_url.oauth", manifest.oauth_base_url, {"hostname", "token."}},
           Row{"base_url.api_key", manifest.api_key_base_url, {"hostname"}},
           Row{"urls.contact",
               manifest.contact_url,
               {"hostname", "token.", "user.", "contactId", "contactType"}},
           Row{"urls.log",
               manifest.log_url,
               {"hostname", "token.", "user.", "contactId", "contactType", "logId"}},
           Row{"urls.task",
               manifest.task_url,
               {"hostname", "token.", "user.", "contactId", "contactType", "taskId"}},
       }) {
    if (auto fault = fault_in(manifest, row.member, row.url, row.known)) return fault;
  }
  if (auto fault = fault_in_told_hosts(manifest)) return fault;
  return fault_in_hostname(manifest);
}

std::optional<std::string> fault_in_hosts(Manifest const& manifest) {
  if (auto fault = fault_in_names("allowed_hosts", manifest.allowed_hosts)) return fault;
  if (auto fault = fault_in_names("storage_hosts", manifest.storage_hosts)) return fault;
  if (manifest.oauth) {
    if (auto fault = fault_in_names("auth.oauth.server.hosts", manifest.oauth->server_hosts)) return fault;
  }
  return manifest.hostname ? fault_in_names("hostname.allowed", manifest.hostname->allowed) : std::nullopt;
}

std::optional<SettingFault> fault_in_settings(Manifest const& manifest, boost::json::object const& settings) {
  std::vector<std::string> ids;
  for (auto const& setting : manifest.settings) {
    ids.push_back(setting.id);
    auto const* value = settings.if_contains(setting.id);
    if (!value) continue;
    if (auto what = fault_in_value(setting, *value); !what.empty()) return SettingFault{setting.id, std::move(what)};
  }
  for (auto const& [id, value] : settings) {
    if (std::find(ids.begin(), ids.end(), std::string_view(id)) != ids.end()) continue;
    return SettingFault{id, ids.empty() ? "is not known: " + manifest.name + " has no settings"
                                        : "is not known: the settings of " + manifest.name + " are " + listed(ids)};
  }
  return std::nullopt;
}

}  // namespace patchbay
