#include "platform/browser_url.hpp"

#include <algorithm>

namespace patchbay::platform {
namespace {

bool is_this_machine(std::string_view rest) {
  for (std::string_view const host : {"127.0.0.1", "localhost"}) {
    if (!rest.starts_with(host)) continue;
    auto port_on = rest.substr(host.size());
    if (port_on.starts_with(':'))
      port_on.remove_prefix(std::min(port_on.find_first_not_of("0123456789", 1), port_on.size()));
    return port_on.empty() || port_on.front() == '/' || port_on.front() == '?';
  }
  return false;
}

}  // namespace

bool may_be_opened(std::string_view url) {
  constexpr std::string_view secure = "https://", plain = "http://";
  auto const odd = [](unsigned char c) {
    return c <= ' ' || c >= 0x7f || std::string_view("\"'`\\<>").find(char(c)) != std::string_view::npos;
  };
  if (std::any_of(url.begin(), url.end(), odd)) return false;
  if (url.starts_with(secure)) return url.size() > secure.size() && url[secure.size()] != '/';
  return url.starts_with(plain) && is_this_machine(url.substr(plain.size()));
}

}  // namespace patchbay::platform
