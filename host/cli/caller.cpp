#include "cli/caller.hpp"

#include <algorithm>

#include "cli/browsers.hpp"

namespace patchbay {
namespace {

bool contains(std::vector<std::string> const& names, std::string const& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::optional<std::string> reason_to_refuse(std::vector<std::string> const& caller, AllowedExtensions const& allowed) {
  if (caller.empty()) return std::nullopt;
  if (caller.size() == 1 && contains(allowed_callers(BrowserFamily::chromium, allowed), caller[0])) return std::nullopt;
  if (caller.size() == 2 && contains(allowed_callers(BrowserFamily::firefox, allowed), caller[1])) return std::nullopt;
  return "'" + caller.back() + "' is no extension that may use Patchbay. An administrator can allow it: allowed_extensions in the "
         "configuration.";
}

}  // namespace patchbay
