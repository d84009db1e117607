// URLs with places to fill: "https://{user.domain}/person/{contactId}". Pure functions; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace patchbay {

// "token.api_domain" -> "https://acme.example.com": what stands between the braces, and its value.
using UrlVariables = std::map<std::string, std::string, std::less<>>;

// The names between the braces, in order. Error: bad_reply, for a brace without its partner or an empty name.
Result<std::vector<std::string>> variables_in(std::string_view url_template);

// Whether the host in it, or a part of it, is what the CRM itself said: {token.NAME} or {user.NAME} in front of
// the path.
bool crm_names_host(std::string_view url_template);

// The URL; none where a variable is missing or empty, or the template is empty or malformed. A value in the
// path or the query is percent-encoded. One in front of the path is a host or an origin and stays as it is,
// so it is refused (none) when it has a character that could end the host early.
std::optional<std::string> fill(std::string_view url_template, UrlVariables const& variables);

}  // namespace patchbay
