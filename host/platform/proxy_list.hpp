// Proxies as Windows' settings spell them: "proxy.example.com:8080", or "http=a:80;https=b:443;socks=c:1080".
// Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace patchbay::platform {

// The proxy of `list` for `url`, as a URL; empty where `bypass` ("*.example.com;10.*;<local>") says that the
// address is reached without one. None: the list names none for it. REQUIRES: `url` is an absolute http or
// https URL.
std::optional<std::string> proxy_from_list(std::string_view list, std::string_view bypass,
                                           std::string_view url);

}  // namespace patchbay::platform
