// The host name that a person types at sign-in, where a CRM gives each company one of its own. Pure functions;
// any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "plugin/manifest.hpp"

namespace patchbay {

// "api.example.com": two labels or more, of small letters, digits and inner hyphens.
bool is_host_name(std::string_view name);

// Whether who signs in to this region must name a host: its variables, or a URL template, use {hostname}.
bool needs_hostname(Manifest const& manifest, Region const& region);
bool needs_hostname(Manifest const& manifest, std::string_view region);

// What was typed or pasted ("https://ACME.example.com/some/path"), as the host name that it means; empty where
// none is needed. Error: invalid_params for `hostname`, when it is missing or not among those allowed.
Result<std::string> hostname_for(Manifest const& manifest, std::string_view region, std::string_view typed);

// What is wrong with how the manifest uses {hostname}, beside its URL templates; or none.
std::optional<std::string> fault_in_hostname(Manifest const& manifest);

}  // namespace patchbay
