// The module that knows the desktop's settings: see system_proxy_posix.cpp. Thread-safe.
#pragma once

#include <string>

namespace patchbay::platform {

inline constexpr char const* desktop_proxy_module = "desktop_proxy";

// extern "C" bool patchbay_desktop_proxy(...): whether the settings name a proxy for this address, and which.
using DesktopProxy = bool(std::string const& url, std::string& proxy);

}  // namespace patchbay::platform
