// Which proxy the system's settings name. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patchbay::platform {

// The variable of the environment that names a proxy for https, or nothing.
std::string_view proxy_variable();

// The proxy for this address, as a URL ("http://proxy.example.com:3128"); empty: it is reached without one.
// None: the system's settings say nothing, so that the environment counts (https_proxy, NO_PROXY), which curl
// reads by itself. May take seconds where the settings name a script.
std::optional<std::string> system_proxy(std::string const& url);

}  // namespace patchbay::platform
