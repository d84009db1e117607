#include "platform/system_proxy.hpp"

namespace patchbay::platform {

// Desktops hand their settings to programs in the environment.
std::optional<std::string> system_proxy(std::string const&) { return std::nullopt; }

}  // namespace patchbay::platform
