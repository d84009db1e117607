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

// Whom no proxy stands before: "crm.example.com", ".example.com", "10.0.0.0/8", "*".
std::string_view host(std::string_view text);

// A number with its country code, or the beginning of several and a star: "+14155550132", "+1415*".
std::string_view number_pattern(std::string_view text);

// https, or http to this very machine; no user, query or fragment.
std::string_view base_url(std::string_view text);
// The same without a path.
std::string_view origin(std::string_view text);

}  // namespace patchbay::config_rules
