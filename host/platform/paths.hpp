// Where things lie on this machine. Thread-safe.
#pragma once

#include <filesystem>

namespace patchbay::platform {

// The running program's own file, absolute.
std::filesystem::path executable();

// The user's home folder.
std::filesystem::path home();

// Where this user's data goes unless --data says otherwise: $XDG_DATA_HOME/patchbay, %LOCALAPPDATA%\Patchbay, ...
std::filesystem::path default_data_directory();

// The user's configuration file unless --config says otherwise: $XDG_CONFIG_HOME/patchbay/config.json.
std::filesystem::path default_config_file();

// Where adapters lie that came with the program (beside it), that an administrator added, and that the user added.
std::filesystem::path bundled_adapters();
std::filesystem::path machine_adapters();
std::filesystem::path user_adapters();

// The folder of the manifests for all users, to which an installer leads the browsers.
std::filesystem::path machine_manifests();

}  // namespace patchbay::platform
