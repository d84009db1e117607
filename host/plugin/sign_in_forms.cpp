#include "plugin/sign_in_forms.hpp"

#include <algorithm>
#include <cctype>

namespace patchbay {
namespace {

constexpr auto optional = StrictObject::optional;
constexpr auto required = StrictObject::required;

RedirectForm redirect_from(StrictObject& in) {
  RedirectForm out;
  out.host = in.text("host");
  if (out.host != "127.0.0.1" && out.host != "localhost")
    in.refuse("host", "must be \"127.0.0.1\" or \"localhost\"");
  out.path = in.text("path");
  if (!out.path.starts_with('/')) in.refuse("path", "must begin with a slash");
  if (in.any("ports").is_string()) {
    out.ports = in.word<RedirectForm::Ports>(
        "ports", {{"any", RedirectForm::Ports::any}, {"configured", RedirectForm::Ports::configured}});
    return out;
  }
  out.ports = RedirectForm::Ports::listed;
  for (auto const& port : in.array("ports")) {
    bool const fit = port.is_int64() && port.get_int64() > 0 && port.get_int64() <= 65535;
    if (!fit) in.refuse("ports", "must be \"any\", \"configured\" or a list of ports");
    out.listed.push_back(fit ? static_cast<std::uint16_t>(port.get_int64()) : 0);
  }
  if (out.listed.empty()) in.refuse("ports", "must not be empty");
  return out;
}

// "Authorization: Bearer " unless the manifest says otherwise; a prefix may be empty.
void read_token_form(StrictObject& in, OauthForm& out) {
  auto const fit = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_'; };
  if (in.has("header")) out.header = in.text("header");
  if (in.has("prefix")) out.prefix = in.text("prefix", optional);
  if (!std::all_of(out.header.begin(), out.header.end(), fit)) in.refuse("header", "must be a header's name");
  if (std::any_of(out.prefix.begin(), out.prefix.end(), [](unsigned char c) { return c < 0x20 || c > 0x7E; }))
    in.refuse("prefix", "must be of printable characters");
}

// The key itself is sealed on disk; the other fields are variables of the connection, which are not.
SignInField sign_in_field_from(StrictObject& in) {
  SignInField out{in.text("id"), in.text("label"), in.text("help", optional), in.flag("secret", false),
                  in.flag("required", false)};
  if (out.secret && out.id != "apiKey")
    in.refuse("secret", "may be true for the field 'apiKey' only, since no other one is kept sealed");
  return out;
}

}  // namespace

OauthForm oauth_from(StrictObject& in) {
  using Client = OauthForm::ClientAuthentication;
  using Revoke = OauthForm::RevokeToken;
  OauthForm out;
  out.authorize_url = in.text("authorize_url");
  out.token_url = in.text("token_url");
  out.revoke_url = in.text("revoke_url", optional);
  out.client_authentication = in.word<Client>(
      "client_authentication", {{"body", Client::body}, {"basic", Client::basic}, {"none", Client::none}});
  out.revoke_token = in.word<Revoke>(
      "revoke_token", {{"refresh_token", Revoke::refresh_token}, {"access_token", Revoke::access_token}});
  out.pkce = in.flag("pkce", true);
  out.scopes = in.text("scopes", optional);
  out.default_client_id = in.text("default_client_id", optional);
  read_token_form(in, out);
  in.object("server", optional, [&](StrictObject& inner) {
    out.server_parameter = inner.text("parameter");
    out.server_hosts = inner.texts("hosts");
    if (out.server_hosts.empty()) inner.refuse("hosts", "must name at least one host");
  });
  in.object("redirect", required, [&](StrictObject& inner) { out.redirect = redirect_from(inner); });
  in.object("authorize_parameters", optional,
            [&](StrictObject& inner) { out.authorize_parameters = inner.rest_as_texts(); });
  return out;
}

ApiKeyForm api_key_from(StrictObject& in) {
  ApiKeyForm out;
  out.header = in.text("header");
  out.prefix = in.text("prefix", optional);
  out.fields = in.list<SignInField>("fields", sign_in_field_from);
  auto const is_key = [](SignInField const& field) { return field.id == "apiKey"; };
  if (std::none_of(out.fields.begin(), out.fields.end(), is_key))
    in.refuse("fields", "must have a field 'apiKey'");
  return out;
}

}  // namespace patchbay
