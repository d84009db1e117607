// What this machine is called where files differ by operating system. Thread-safe.
#pragma once

#include <filesystem>
#include <string_view>

namespace patchbay::platform {

// "linux", "macos" or "windows": the names in manifest/locations.json.
std::string_view os_name();

// Where programs of this user keep their settings: $XDG_CONFIG_HOME, or ~/.config.
std::filesystem::path config_home();

// Whether this user may run the file.
bool is_executable(std::filesystem::path const& file);

// Whether this user may add files to the folder. Changes nothing.
bool may_add_to(std::filesystem::path const& folder);

}  // namespace patchbay::platform
