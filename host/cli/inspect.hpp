// What a browser would find when it looks for the host. Reads files, changes nothing; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/browser_policy.hpp"
#include "cli/browsers.hpp"

namespace patchbay {

struct LookedAt {
  std::filesystem::path manifest;
  bool for_everybody;  // of the machine, or of this user
  bool there;
};

// Every place of manifest/locations.json where this browser looks, in its order.
std::vector<LookedAt> looked_at(Browser const& browser);

struct BrowserState {
  std::filesystem::path manifest;       // the one that the browser takes; empty: it finds none
  std::vector<std::string> problems;    // sentences; empty when it would start this program
  std::vector<std::string> notes = {};  // sentences about what it says beyond that
  bool hides_machine_wide = false;      // there is one for all users too, which the browser does not look at
};

BrowserState inspect(Browser const& browser, std::filesystem::path const& executable,
                     AllowedExtensions const& allowed, BrowserPolicy const& policy = {});

}  // namespace patchbay
