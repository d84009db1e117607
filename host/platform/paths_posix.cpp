#include "platform/paths.hpp"

#include <cstdlib>
#include <string_view>

#include <pwd.h>
#include <unistd.h>

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

// The XDG rules: a relative path in the variable is ignored.
fs::path xdg(char const* variable, fs::path const& below_home) {
  char const* value = std::getenv(variable);
  return value && *value == '/' ? fs::path(value) : home() / below_home;
}

}  // namespace

fs::path executable() { return fs::read_symlink("/proc/self/exe"); }

fs::path home() {
  if (char const* value = std::getenv("HOME"); value && *value == '/') return value;
  passwd const* entry = getpwuid(getuid());
  return entry ? entry->pw_dir : "/";
}

fs::path default_data_directory() { return xdg("XDG_DATA_HOME", ".local/share") / "patchbay"; }
fs::path default_config_file() { return xdg("XDG_CONFIG_HOME", ".config") / "patchbay" / "config.json"; }
fs::path bundled_adapters() { return executable().parent_path().parent_path() / "lib" / "patchbay" / "adapters"; }
fs::path machine_adapters() { return "/usr/local/lib/patchbay/adapters"; }
fs::path user_adapters() { return default_data_directory() / "adapters"; }
fs::path machine_manifests() { return "/var/lib/patchbay/manifests"; }

}  // namespace patchbay::platform
