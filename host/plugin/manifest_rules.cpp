#include "plugin/manifest_rules.hpp"

#include <algorithm>
#include <vector>

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

bool safe_beginning(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://127.0.0.1") ||
         url.starts_with("http://[::1]") || url.starts_with("{");
}

std::optional<std::string> fault_in(Manifest const& manifest, std::string const& member,
                                    std::string const& url, Words const& known) {
  if (url.empty()) return std::nullopt;
  if (!safe_beginning(url)) {
    return "In the manifest '" + member + "' must begin with https://, a loopback address or a variable.";
  }
  auto const names = variables_in(url);
  if (!names) return "In the manifest '" + member + "' is malformed: " + names.error().message + ".";
  for (auto const& name : *names) {
    if (is_known(manifest, name, known)) continue;
    return "In the manifest '" + member + "' uses {" + name + "}, which is not known there.";
  }
  return std::nullopt;
}

bool is_label_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

// "example.com": two labels or more, small letters, digits and hyphens.
bool is_host_name(std::string_view name) {
  std::size_t labels = 0;
  while (true) {
    auto const dot = name.find('.');
    auto const label = name.substr(0, dot);
    if (label.empty() || !std::all_of(label.begin(), label.end(), is_label_character)) return false;
    ++labels;
    if (dot == std::string_view::npos) return labels >= 2;
    name.remove_prefix(dot + 1);
  }
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
       }) {
    if (auto fault = fault_in(manifest, row.member, row.url, row.known)) return fault;
  }
  return std::nullopt;
}

std::optional<std::string> fault_in_hosts(Manifest const& manifest) {
  if (auto fault = fault_in_names("allowed_hosts", manifest.allowed_hosts)) return fault;
  return manifest.oauth ? fault_in_names("auth.oauth.server.hosts", manifest.oauth->server_hosts) : std::nullopt;
}

}  // namespace patchbay
