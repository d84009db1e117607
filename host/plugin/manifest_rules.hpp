// What must hold between the members of a manifest, beside its form. Each gives the reason in words, or none.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "plugin/manifest.hpp"

namespace patchbay {

// Every URL template begins with https, a loopback address or a variable, and uses only variables that exist
// where it is filled; {hostname} is used and described, or neither; the hosts that the CRM may name are listed.
std::optional<std::string> fault_in_urls(Manifest const& manifest);

// Every allowed host, of requests, of servers and of the person's own, is a name, or "*." before one that has at least two labels.
std::optional<std::string> fault_in_hosts(Manifest const& manifest);

// The first of `settings`, as somebody set them, that the manifest does not have or that does not fit it: its id,
// and what is wrong with it in words.
struct SettingFault {
  std::string id;
  std::string what;
};
std::optional<SettingFault> fault_in_settings(Manifest const& manifest, boost::json::object const& settings);

}  // namespace patchbay
