// Through GIO, which knows GNOME's settings where glib-networking is installed, and other desktops' with
// libproxy.
#include "platform/desktop_proxy.hpp"

#include <memory>
#include <string_view>

#include <gio/gio.h>

#include "platform/late_module.hpp"

extern "C" PATCHBAY_OFFERED bool patchbay_desktop_proxy(std::string const& url, std::string& proxy) {
  auto* const resolver = g_proxy_resolver_get_default();
  if (!g_proxy_resolver_is_supported(resolver)) return false;
  std::unique_ptr<char*, decltype(&g_strfreev)> const found(
      g_proxy_resolver_lookup(resolver, url.c_str(), nullptr, nullptr), &g_strfreev);
  for (char** each = found.get(); each && *each; ++each) {
    std::string_view const one(*each);
    if (one.starts_with("direct:")) return false;
    if (one.starts_with("http:") || one.starts_with("https:")) {
      proxy = one;
      return true;
    }
    if (one.starts_with("socks5:")) {  // as browsers do it: the proxy looks up the name
      proxy = "socks5h" + std::string(one.substr(one.find(':')));
      return true;
    }
  }
  return false;
}
