// What administrators set for a whole machine: for Patchbay, and for the browsers. Thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace patchbay::platform {

struct ManagedDocument {
  std::string source;  // where it stands, for a person: "/etc/patchbay/policy.json", a registry key
  std::string text;    // a JSON object; one that a person wrote may hold comments
};

// Patchbay's own policy; what a later document sets wins over an earlier one. Empty: the organisation sets
// nothing. Error: invalid_params, when there is a policy and it cannot be read.
Result<std::vector<ManagedDocument>> policy_documents();

// The policies of a browser, at the place that manifest/locations.json names: a folder of JSON files, a
// registry key. What cannot be read is left out, as the browser does. `root` stands before a path.
std::vector<ManagedDocument> browser_policies(std::string const& place, std::filesystem::path const& root);

}  // namespace patchbay::platform
