#include "config/rules.hpp"

#include <algorithm>
#include <charconv>

#include "base/utf8_path.hpp"

namespace patchbay::config_rules {
namespace {

bool only(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view host_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";

struct Url {
  std::string_view scheme;
  std::string_view host;  // "[::1]" with its brackets
  std::string_view path;  // with query and fragment
  bool sound = false;     // a host and, if any, a port
};

bool is_port(std::string_view text) {
  unsigned port = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

bool is_host(std::string_view host) {
  if (host.starts_with('['))
    return host.size() > 2 && host.ends_with(']') &&
           only(host.substr(1, host.size() - 2), "0123456789abcdefABCDEF:.");
  return !host.empty() && only(host, host_characters) && host.front() != '.' && host.front() != '-';
}

Url split(std::string_view text) {
  Url url;
  auto const colon = text.find("://");
  if (colon == std::string_view::npos) return url;
  url.scheme = text.substr(0, colon);
  auto const rest = text.substr(colon + 3);
  auto const end = std::min(rest.find_first_of("/?#"), rest.size());
  auto const authority = rest.substr(0, end);
  url.path = rest.substr(end);
  auto const port =
      authority.find(':', authority.starts_with('[') ? std::min(authority.find(']'), authority.size()) : 0);
  url.host = authority.substr(0, port);
  url.sound = is_host(url.host) && (port == std::string_view::npos || is_port(authority.substr(port + 1)));
  return url;
}

// Four numbers, as browsers and resolvers agree on them: "127.1" and "0177.0.0.1" are not for us.
bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  if (!host.starts_with("127.") || std::count(host.begin(), host.end(), '.') != 3 ||
      !only(host, "0123456789."))
    return false;
  while (!host.empty()) {
    auto const part = host.substr(0, host.find('.'));
    if (part.empty() || part.size() > 3 || (part.size() > 1 && part[0] == '0')) return false;
    unsigned number = 0;
    std::from_chars(part.data(), part.data() + part.size(), number);
    if (number > 255) return false;
    host.remove_prefix(std::min(part.size() + 1, host.size()));
  }
  return true;
}

constexpr std::string_view unsafe_url = "must be an https URL, or an http URL to this very machine";

}  // namespace

std::string_view anything(std::string_view text) { return text.empty() ? "must not be empty" : ""; }

std::string_view adapter_id(std::string_view text) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789_";
  bool const fit =
      !text.empty() && text.size() <= 32 && only(text, allowed) && text[0] >= 'a' && text[0] <= 'z';
  return fit ? "" : "is no adapter's id (small letters, digits and _)";
}

std::string_view chromium_id(std::string_view text) {
  bool const fit = text.size() == 32 && only(text, "abcdefghijklmnop");
  return fit ? "" : "must be the id of a Chromium extension (32 letters from a to p)";
}

std::string_view firefox_id(std::string_view text) {
  bool const fit =
      text.size() > 2 && text.size() <= 80 &&
      (text.find('@') != std::string_view::npos || (text.front() == '{' && text.back() == '}')) &&
      text.find_first_of("\"\\ ") == std::string_view::npos;
  return fit ? "" : "must be the id of a Firefox add-on (name@domain or {uuid})";
}

std::string_view region(std::string_view text) {
  bool const fit = text.size() == 2 && only(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  return fit ? "" : "must be a country's two capital letters, like US";
}

std::string_view absolute_path(std::string_view text) {
  return utf8_path(text).is_absolute() ? "" : "must be an absolute path";
}

std::string_view proxy_url(std::string_view text) {
  auto const at = text.rfind('@');
  auto const start = text.find("://");
  bool const has_user = at != std::string_view::npos && start != std::string_view::npos && at > start;
  auto const url = split(text);
  bool const known =
      url.scheme == "http" || url.scheme == "https" || url.scheme == "socks5" || url.scheme == "socks5h";
  if (has_user) return "must not hold a name or a password: this file is no place for them";
  return known && url.sound && (url.path.empty() || url.path == "/")
             ? ""
             : "must be a proxy's URL, like http://proxy.example.com:3128";
}

std::string_view host(std::string_view text) {
  bool const fit = text == "*" || (!text.empty() && text.size() <= 253 &&
                                   only(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.:/"));
  return fit ? "" : "must be a host, like crm.example.com or .example.com, or addresses like 10.0.0.0/8";
}

std::string_view number_pattern(std::string_view text) {
  auto digits = text;
  if (digits.ends_with('*')) digits.remove_suffix(1);
  bool const fit = digits.size() >= 2 && digits.size() <= 16 && digits.front() == '+' && digits[1] != '0' &&
                   only(digits.substr(1), "0123456789");
  return fit ? "" : "must be a number with its country code, like +14155550132, or a beginning, like +1415*";
}

std::string_view base_url(std::string_view text) {
  auto const url = split(text);
  if (!url.sound || !(url.scheme == "https" || (url.scheme == "http" && is_loopback(url.host))))
    return unsafe_url;
  bool const clean = std::none_of(url.path.begin(), url.path.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || static_cast<unsigned char>(c) >= 0x7f || c == '\\' ||
           c == '?' || c == '#';
  });
  return clean ? "" : "must be a URL without a query, a fragment or blank space";
}

std::string_view origin(std::string_view text) {
  if (auto const wrong = base_url(text); !wrong.empty()) return wrong;
  auto const path = split(text).path;
  return path.empty() || path == "/" ? ""
                                     : "must be an origin, like https://login.example.com, without a path";
}

}  // namespace patchbay::config_rules
