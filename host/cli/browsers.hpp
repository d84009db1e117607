// The browsers that can start the host, where each looks for its manifest, and what stands in that. Pure but
// for places_here(); any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

namespace patchbay {

// What the places in manifest/locations.json are relative to.
struct Places {
  std::string os;  // "linux"
  std::filesystem::path home;
  std::filesystem::path config;      // $XDG_CONFIG_HOME
  std::filesystem::path root = "/";  // of the places for all users
};
Places places_here();

enum class BrowserFamily { chromium, firefox };

struct Browser {
  std::string name;  // "Google Chrome"
  BrowserFamily family;
  std::vector<std::filesystem::path> profiles;          // one of them exists where the browser has been used
  std::filesystem::path user_manifest;                  // what browsers look at first
  std::vector<std::filesystem::path> system_manifests;  // and then
  std::vector<std::string> policies = {};  // where the organisation's are: see platform/managed.hpp
  std::map<std::string, std::filesystem::path> sandboxes =
      {};                // "snap", "flatpak": where that one keeps data
  std::string key = {};  // in Windows' registry: see platform/browser_key.hpp
  std::string id = {};   // "chrome": for programs
};

// In the order of manifest/locations.json.
std::vector<Browser> browsers(Places const& places);

// Whether this user has ever started it.
bool is_used(Browser const& browser);

// The sandboxes that this user has it in: "snap", "flatpak".
std::vector<std::string> sandboxes_of(Browser const& browser);

// Whether it can start programs of this machine for this user: also out of a Snap, through the desktop's
// portal.
bool can_start_hosts(Browser const& browser);

// The ids that this host is built for, and those that the configuration adds.
AllowedExtensions allowed_extensions(Config const& config);

// The member that names who may call ("allowed_origins"), and those names ("chrome-extension://<id>/").
std::string_view allowed_member(BrowserFamily family);
std::vector<std::string> allowed_callers(BrowserFamily family, AllowedExtensions const& allowed);

// The native-messaging manifest.
std::string manifest_text(BrowserFamily family, std::filesystem::path const& executable,
                          AllowedExtensions const& allowed);

}  // namespace patchbay
