#include "plugin/hostname.hpp"

#include <algorithm>

#include "http/url_policy.hpp"
#include "plugin/url_template.hpp"

namespace patchbay {
namespace {

bool is_label(std::string_view label) {
  auto const fit = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), fit);
}

bool uses_it(std::string_view text) { return text.find("{hostname}") != std::string_view::npos; }

bool uses_it(Region const& region) {
  return std::any_of(region.variables.begin(), region.variables.end(),
                     [](auto const& variable) { return uses_it(variable.second); });
}

bool a_template_uses_it(Manifest const& manifest) {
  OauthForm const oauth = manifest.oauth.value_or(OauthForm());
  return uses_it(oauth.authorize_url) || uses_it(oauth.token_url) || uses_it(oauth.revoke_url) ||
         uses_it(manifest.oauth_base_url) || uses_it(manifest.api_key_base_url) ||
         uses_it(manifest.contact_url) || uses_it(manifest.log_url) || uses_it(manifest.task_url);
}

// The host in what a person pastes from the address bar, or types.
std::string host_in(std::string_view typed) {
  auto const blank = std::string_view(" \t\r\n");
  auto const begin = typed.find_first_not_of(blank);
  if (begin == std::string_view::npos) return {};
  typed = typed.substr(begin, typed.find_last_not_of(blank) + 1 - begin);
  if (auto const scheme = typed.find("://"); scheme != std::string_view::npos) typed.remove_prefix(scheme + 3);
  std::string host(typed.substr(0, typed.find_first_of("/?#")));
  auto const lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::transform(host.begin(), host.end(), host.begin(), lower);
  return host;
}

std::string joined(std::vector<std::string> const& names) {
  std::string list;
  for (auto const& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

std::optional<std::string> fault_in_variables(Region const& region) {
  for (auto const& [name, value] : region.variables) {
    auto const used = variables_in(value);
    auto const other = [](std::string const& variable) { return variable != "hostname"; };
    if (used && std::none_of(used->begin(), used->end(), other)) continue;
    return "In the manifest the variable '" + name + "' of the region '" + region.id +
           "' may use {hostname} and nothing else in braces.";
  }
  return std::nullopt;
}

}  // namespace

bool is_host_name(std::string_view name) {
  if (name.size() > 253) return false;
  std::size_t labels = 0;
  while (true) {
    auto const dot = name.find('.');
    if (!is_label(name.substr(0, dot))) return false;
    ++labels;
    if (dot == std::string_view::npos) return labels >= 2;
    name.remove_prefix(dot + 1);
  }
}

bool needs_hostname(Manifest const& manifest, Region const& region) {
  return uses_it(region) || a_template_uses_it(manifest);
}

bool needs_hostname(Manifest const& manifest, std::string_view region) {
  auto const found = std::find_if(manifest.regions.begin(), manifest.regions.end(),
                                  [&](Region const& each) { return each.id == region; });
  return needs_hostname(manifest, found == manifest.regions.end() ? Region() : *found);
}

Result<std::string> hostname_for(Manifest const& manifest, std::string_view region, std::string_view typed) {
  if (!manifest.hostname || !needs_hostname(manifest, region)) return std::string();
  auto const host = host_in(typed);
  auto const& allowed = manifest.hostname->allowed;
  if (host.empty()) return invalid_field("hostname", "is missing");
  if (is_host_name(host) && is_allowed_host(host, allowed)) return host;
  return invalid_field("hostname", "must be a name like " + joined(allowed));
}

std::optional<std::string> fault_in_hostname(Manifest const& manifest) {
  bool used = a_template_uses_it(manifest);
  for (auto const& region : manifest.regions) {
    if (auto fault = fault_in_variables(region)) return fault;
    used = used || uses_it(region);
  }
  if (used && !manifest.hostname)
    return "In the manifest 'hostname' is missing, which says what {hostname} may be.";
  if (!used && manifest.hostname) return "In the manifest 'hostname' is there, but nothing uses {hostname}.";
  return std::nullopt;
}

}  // namespace patchbay
