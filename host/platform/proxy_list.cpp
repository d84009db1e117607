#include "platform/proxy_list.hpp"

#include <algorithm>

namespace patchbay::platform {
namespace {

constexpr std::string_view between = "; \t\r\n";  // entries

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// The next entry of a list, which loses it; empty at the end.
std::string_view take_entry(std::string_view& list) {
  list.remove_prefix(std::min(list.find_first_not_of(between), list.size()));
  auto const entry = list.substr(0, list.find_first_of(between));
  list.remove_prefix(entry.size());
  return entry;
}

std::string_view scheme_of(std::string_view url) { return url.substr(0, url.find("://")); }

std::string host_of(std::string_view url) {
  auto rest = url.substr(std::min(scheme_of(url).size() + 3, url.size()));
  rest = rest.substr(0, rest.find_first_of("/?#"));
  if (auto const at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);
  if (rest.starts_with('[')) return lower(rest.substr(0, std::min(rest.find(']'), rest.size() - 1) + 1));
  return lower(rest.substr(0, rest.find(':')));
}

// `*` stands for any text.
bool matches(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() != '*')
    return !text.empty() && pattern.front() == text.front() && matches(pattern.substr(1), text.substr(1));
  for (std::size_t skipped = 0; skipped <= text.size(); ++skipped)
    if (matches(pattern.substr(1), text.substr(skipped))) return true;
  return false;
}

bool is_bypassed(std::string_view bypass, std::string_view url) {
  auto const host = host_of(url);
  while (true) {
    auto const entry = take_entry(bypass);
    if (entry.empty()) return false;
    auto pattern = lower(entry);
    if (auto const scheme = pattern.find("://"); scheme != std::string::npos) pattern.erase(0, scheme + 3);
    bool const plain = host.find('.') == std::string::npos && !host.starts_with('[');
    if (pattern == "<local>" ? plain : matches(pattern, host)) return true;
  }
}

std::string with_scheme(std::string_view address, std::string_view scheme) {
  if (address.find("://") != std::string_view::npos) return std::string(address);
  return std::string(scheme) + "://" + std::string(address);
}

}  // namespace

std::optional<std::string> proxy_from_list(std::string_view list, std::string_view bypass,
                                           std::string_view url) {
  if (is_bypassed(bypass, url)) return std::string();
  auto const wanted = lower(scheme_of(url));
  std::optional<std::string> socks;
  while (true) {
    auto const entry = take_entry(list);
    if (entry.empty()) return socks;
    auto const equals = entry.find('=');
    if (equals == std::string_view::npos) return with_scheme(entry, "http");
    auto const kind = lower(entry.substr(0, equals));
    if (kind == wanted) return with_scheme(entry.substr(equals + 1), "http");
    if (kind == "socks") socks = with_scheme(entry.substr(equals + 1), "socks4a");
  }
}

}  // namespace patchbay::platform
