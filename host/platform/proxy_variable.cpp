#include <cstdlib>

#include "platform/system_proxy.hpp"

namespace patchbay::platform {

// In the order in which curl looks.
std::string_view proxy_variable() {
  for (std::string_view const name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    if (auto const* value = std::getenv(name.data()); value && *value) return name;
  }
  return {};
}

}  // namespace patchbay::platform
