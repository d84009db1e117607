// What the organisation's policies for a browser mean for Patchbay there. Reads files, changes nothing; any
// thread.
#pragma once

#include <string>
#include <vector>

#include "cli/browsers.hpp"

namespace patchbay {

struct BrowserPolicy {
  bool hides_user_hosts = false;      // the browser looks at manifests for the whole machine only
  std::vector<std::string> problems;  // sentences: what keeps the host or the extension out
};

BrowserPolicy policy_of(Browser const& browser, Places const& places, AllowedExtensions const& allowed);

}  // namespace patchbay
