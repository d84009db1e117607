// What an adapter says of its CRM: sign-in, hosts, limits, kinds of records, URLs. Policy as data;
// adapters/README.md describes the JSON. Immutable once parsed; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

#include "base/error.hpp"
#include "http/rate_window.hpp"

namespace patchbay {

struct RedirectForm {
  enum class Ports { any, configured, listed };
  std::string host;  // "127.0.0.1" or "localhost"
  std::string path;  // "/..."
  Ports ports = Ports::any;
  std::vector<std::uint16_t> listed;  // with Ports::listed: tried in order
};

struct OauthForm {
  enum class ClientAuthentication { basic, body, none };
  enum class RevokeToken { refresh_token, access_token };
  std::string authorize_url;  // URL templates
  std::string token_url;
  std::string revoke_url;  // or empty: this CRM cannot revoke
  ClientAuthentication client_authentication = ClientAuthentication::body;
  RevokeToken revoke_token = RevokeToken::refresh_token;
  bool pkce = true;
  std::string scopes;
  std::string default_client_id;         // where the configuration names none; empty: it must
  std::string header = "Authorization";  // how the access token travels
  std::string prefix = "Bearer ";        // before the token in the header's value
  std::string server_parameter;  // of the redirect: names the origin that has the user; empty: there is one
  std::vector<std::string> server_hosts;  // which origins it may name: "accounts.example.eu", "*.example.eu"
  RedirectForm redirect;
  std::vector<std::pair<std::string, std::string>> authorize_parameters;
};

struct SignInField {
  std::string id;
  std::string label;
  std::string help;
  bool secret = false;
  bool required = false;
};

struct ApiKeyForm {
  std::string header;
  std::string prefix;  // before the key in the header's value
  std::vector<SignInField> fields;
};

struct Region {
  std::string id;
  std::string name;
  std::map<std::string, std::string> variables;
};

// The host name that a person types at sign-in: {hostname} in URLs and in the variables of regions.
struct HostnameForm {
  std::string label;
  std::string help;
  std::vector<std::string> allowed;  // "login.example.com", "*.example.com": tokens go there
};

struct NamedId {
  std::string id;
  std::string name;
};

// A text that a new contact takes beside its name; `id` is its key in `additional`.
struct ContactField {
  std::string id;
  std::string label;
  bool required = false;
};

struct ContactType {
  std::string id;
  std::string name;
  std::vector<ContactField> fields;
};

struct RelatedKind {
  std::string kind;
  std::string label;
  bool multiple = false;
  std::string group;  // of the kinds of one group a log takes one; empty: it stands by itself
};

struct LogForm {
  enum class Format { text, html, markdown };
  enum class SessionMark { text, adapter };
  Format format = Format::text;
  std::size_t max_body_bytes = 32768;
  SessionMark session_mark =
      SessionMark::text;  // who keeps the session id: the host in the body, or the adapter in a field
  bool conditional_update = false;  // callLog.update notices that somebody else changed the record
  bool without_contact = false;     // a call log may be with nobody
};

struct Setting {
  enum class Type { text, boolean, choice };
  std::string id;
  std::string label;
  Type type = Type::text;
  boost::json::value default_value;  // a text, or with `boolean` a bool
  std::vector<NamedId> choices;
};

struct Manifest {
  std::string id;
  std::string name;
  std::string version;
  std::string icon;  // a data: URL, or empty
  std::optional<OauthForm> oauth;
  std::optional<ApiKeyForm> api_key;
  std::optional<HostnameForm> hostname;
  std::vector<Region> regions;  // the first is the default
  std::string oauth_base_url;   // URL templates; empty where there is no such sign-in
  std::string api_key_base_url;
  std::vector<std::string> allowed_hosts;
  std::vector<std::string> storage_hosts;  // for requests without credential only
  std::vector<RateBucket> rate_buckets;
  std::vector<ContactType> contact_types;  // the first is the default for a new contact
  std::vector<RelatedKind> related_records;
  LogForm log;
  std::string contact_url;  // URL templates, or empty
  std::string log_url;
  std::string task_url;
  std::vector<Setting> settings;
};

// Strict: an unknown, missing or mistyped member is refused. Error: bad_reply, whose message names the member
// by its path.
Result<Manifest> parse_manifest(std::string_view text);

}  // namespace patchbay
