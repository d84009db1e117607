#include "plugin/url_template.hpp"

#include <algorithm>

#include "http/encode.hpp"

namespace patchbay {
namespace {

// A template is texts with names between them: {"https://", "user.domain", "/person/", "contactId", ""}; odd
// places are names.
Result<std::vector<std::string>> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  while (true) {
    auto const open = text.find('{');
    auto const close = text.find('}');
    if (open == close) break;  // neither
    if (open > close || close == std::string_view::npos || close == open + 1) {
      return fail(ErrorCode::bad_reply, "a brace has no partner or no name");
    }
    pieces.emplace_back(text.substr(0, open));
    pieces.emplace_back(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  pieces.emplace_back(text);
  return pieces;
}

// The URL so far has a path or a query, so what follows is inside it. The slashes of "https://" are not a
// path.
bool behind_host(std::string_view so_far) {
  auto const scheme = so_far.find("://");
  return so_far.find_first_of("/?", scheme == std::string_view::npos ? 0 : scheme + 3) !=
         std::string_view::npos;
}

// Whether `value` may stand in front of the path. The beginning of a URL may be a whole origin
// ("https://acme.example.com"); later a slash would end the host early: "https://{user.domain}.example.com"
// must not become "https://evil.test/.example.com".
bool fit_for_host(std::string_view value, bool beginning) {
  std::string_view const also = beginning ? "-.:_~/[]" : "-.:_~";
  return std::all_of(value.begin(), value.end(), [also](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           also.find(c) != std::string_view::npos;
  });
}

}  // namespace

Result<std::vector<std::string>> variables_in(std::string_view url_template) {
  auto const pieces = pieces_of(url_template);
  if (!pieces) return pieces.error();
  std::vector<std::string> names;
  for (std::size_t i = 1; i < pieces->size(); i += 2) names.push_back((*pieces)[i]);
  return names;
}

bool crm_names_host(std::string_view url_template) {
  auto const scheme = url_template.find("://");
  auto const host = url_template.substr(0, url_template.find_first_of("/?", scheme == std::string_view::npos ? 0 : scheme + 3));
  return host.find("{token.") != std::string_view::npos || host.find("{user.") != std::string_view::npos;
}

std::optional<std::string> fill(std::string_view url_template, UrlVariables const& variables) {
  auto const pieces = pieces_of(url_template);
  if (url_template.empty() || !pieces) return std::nullopt;
  std::string url = pieces->front();
  for (std::size_t i = 1; i < pieces->size(); i += 2) {
    auto const variable = variables.find((*pieces)[i]);
    if (variable == variables.end() || variable->second.empty()) return std::nullopt;
    bool const encode = behind_host(url);
    if (!encode && !fit_for_host(variable->second, url.empty())) return std::nullopt;
    url += encode ? percent_encode(variable->second) : variable->second;
    url += (*pieces)[i + 1];
  }
  return url;
}

}  // namespace patchbay
