#include "auth/redirect.hpp"

#include <map>

#include <openssl/crypto.h>

#include "http/reply_facts.hpp"

namespace patchbay {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// A query's text as it was before it was encoded; what is no proper %XX stands as it is.
std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    bool const escaped =
        text[at] == '%' && at + 2 < text.size() && hex(text[at + 1]) >= 0 && hex(text[at + 2]) >= 0;
    if (escaped) {
      plain += static_cast<char>(hex(text[at + 1]) * 16 + hex(text[at + 2]));
      at += 2;
    } else {
      plain += text[at] == '+' ? ' ' : text[at];
    }
  }
  return plain;
}

// The first of each name, as RFC 6749 allows no second.
std::map<std::string, std::string> fields_of(std::string_view query) {
  std::map<std::string, std::string> fields;
  while (!query.empty()) {
    auto const end = query.find('&');
    auto const field = query.substr(0, end);
    auto const equals = field.find('=');
    auto const value = equals == std::string_view::npos ? std::string_view() : field.substr(equals + 1);
    fields.emplace(decoded(field.substr(0, equals)), decoded(value));
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
  }
  return fields;
}

std::string text_in(std::map<std::string, std::string> const& fields, std::string const& name) {
  auto const found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

bool same(std::string_view one, std::string_view other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

// `words` are the CRM's own, for a person.
Error meaning_of(std::string const& error, std::string const& words) {
  Error meaning = fail(ErrorCode::forbidden, "The CRM refused the sign-in.");
  if (error == "access_denied" || error == "user_denied" || error == "consent_required")
    meaning = fail(ErrorCode::cancelled, "Access was not allowed, so nothing was connected.");
  else if (error == "server_error" || error == "temporarily_unavailable")
    meaning = fail(ErrorCode::unavailable, "The CRM cannot sign anybody in at the moment. Try again later.");
  meaning.remote = remote_text(words);
  return meaning;
}

}  // namespace

bool answers(std::string_view query, std::string_view state) {
  auto const fields = fields_of(query);
  if (fields.contains("state")) return same(text_in(fields, "state"), state);
  return fields.contains(
      "error");  // some servers lose the state when they decline; any page can say that, too
}

Result<Redirect> parse_redirect(OAuthClient const& client, std::string_view query, std::string_view state) {
  if (!answers(query, state))
    return fail(ErrorCode::auth_required,
                "The browser came back with the answer to another sign-in. Sign in again.");
  auto const fields = fields_of(query);
  if (auto const error = text_in(fields, "error"); !error.empty()) {
    auto const description = text_in(fields, "error_description");
    // Without the state it may come from any page that is open: nobody shall read its words as the CRM's.
    if (!fields.contains("state")) return meaning_of(error, "");
    return meaning_of(error, description.empty() ? error : description);
  }
  Redirect redirect{Secret(text_in(fields, "code")), {}};
  if (redirect.code.empty())
    return fail(ErrorCode::bad_reply, "The CRM sent the browser back without a code.");
  if (!client.server_parameter.empty()) redirect.server = text_in(fields, client.server_parameter);
  return redirect;
}

}  // namespace patchbay
