#include "platform/system_proxy.hpp"

#include <cstdlib>

#include "platform/desktop_proxy.hpp"
#include "platform/late_module.hpp"

namespace patchbay::platform {
namespace {

// Elsewhere there are no settings, and GIO is not loaded in vain.
bool on_a_desktop() {
  auto const* name = std::getenv("XDG_CURRENT_DESKTOP");
  return name && *name;
}

}  // namespace

std::optional<std::string> system_proxy(std::string const& url) {
  if (!on_a_desktop() || !proxy_variable().empty()) return std::nullopt;
  auto const find = late_symbol(desktop_proxy_module, "patchbay_desktop_proxy");
  std::string proxy;
  if (!find || !reinterpret_cast<DesktopProxy*>(*find)(url, proxy)) return std::nullopt;
  return proxy;
}

}  // namespace patchbay::platform
