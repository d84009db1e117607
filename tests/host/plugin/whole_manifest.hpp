// A manifest in which every member is there, and one of them changed. For tests of what reads manifests.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "plugin/manifest.hpp"

namespace patchbay::test {

namespace json = boost::json;

inline json::object whole() {
  return json::parse(R"({
    "id": "acme_2", "name": "Acme", "version": "1.2.3", "icon": "data:image/png;base64,AA==",
    "auth": {
      "oauth": {"authorize_url": "https://login.acme.{region.tld}/a", "token_url": "https://login.acme.{region.tld}/t",
        "revoke_url": "{token.api_domain}/r", "client_authentication": "basic", "pkce": false, "scopes": "a b",
        "redirect": {"host": "localhost", "path": "/callback", "ports": [53682, 53683]},
        "authorize_parameters": {"access_type": "offline"}, "revoke_token": "access_token",
        "header": "X-Auth", "prefix": "Token-", "server": {"parameter": "dc", "hosts": ["login.acme.example"]}},
      "api_key": {"header": "X-Key", "prefix": "Key ",
        "fields": [{"id": "apiKey", "label": "Key", "help": "Where it is", "secret": true, "required": true}]}},
    "hostname": {"label": "Your address", "help": "As in your browser", "allowed": ["*.acme.example"]},
    "regions": [{"id": "eu", "name": "Europe", "variables": {"tld": "eu"}}, {"id": "us", "name": "USA", "variables": {"tld": "com"}}],
    "base_url": {"oauth": "{token.api_domain}/api", "api_key": "https://{hostname}/api"},
    "allowed_hosts": ["files.acme.example", "*.acme.example"],
    "rate_buckets": [{"id": "burst", "capacity": 80, "window_ms": 2000, "remaining_header": "x-left", "reset_header": "x-reset",
      "also": "day"}, {"id": "day", "window_ms": 86400000, "usage_header": "x-usage"}],
    "contact_types": [{"id": "person", "name": "Person", "fields": [{"id": "firm", "label": "Firm", "required": true}]}],
    "related_records": [{"kind": "deal", "label": "Deal", "multiple": true, "group": "subject"}],
    "log": {"format": "text/html", "max_body_bytes": 65000, "session_mark": "adapter", "conditional_update": true,
      "without_contact": true},
    "urls": {"contact": "https://{user.domain}/p/{contactId}", "log": "https://{user.domain}/l/{logId}",
      "task": "https://{user.domain}/t/{taskId}"},
    "settings": [{"id": "tone", "label": "Tone", "type": "choice", "default": "b",
      "choices": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]}]
  })")
      .as_object();
}

// The document with the value at a path ("auth.oauth.pkce") replaced, or removed when the new text is empty.
inline std::string with(std::string_view path, std::string_view text) {
  json::object document = whole();
  json::object* at = &document;
  for (auto dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    auto& next = at->at(path.substr(0, dot));
    at = next.is_array() ? &next.as_array()[0].as_object() : &next.as_object();
    path.remove_prefix(dot + 1);
  }
  if (text.empty()) at->erase(path);
  if (!text.empty()) (*at)[path] = json::parse(text);
  return json::serialize(document);
}

inline std::string fault(std::string_view path, std::string_view text) {
  auto const manifest = parse_manifest(with(path, text));
  return manifest ? "none" : manifest.error().message;
}

}  // namespace patchbay::test
