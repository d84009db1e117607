// What a text in the configuration must look like: each says what is wrong with it, or nothing. Pure
// functions, any thread.
#pragma once

#include <string_view>

namespace patchbay::config_rules {

std::string_view anything(std::string_view text);
std::string_view adapter_id(std::string_view text);
std::string_view chromium_id(std::string_view text);
std::string_view firefox_id(std::string_view text);
std::string_view region(std::string_view text);
std::string_view absolute_path(std::string_view text);
std::string_view proxy_url(std::string_view text);

// https, or http to this very machine; no user, query or fragment.
std::string_view base_url(std::string_view text);
// The same without a path.
std::string_view origin(std::string_view text);

}  // namespace patchbay::config_rules
