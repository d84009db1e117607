#include "platform/paths.hpp"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include <mach-o/dyld.h>
#include <pwd.h>
#include <unistd.h>

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

fs::path own_folder(fs::path const& library) { return library / "Application Support" / "Patchbay"; }

}  // namespace

fs::path executable() {
  std::uint32_t size = 0;
  _NSGetExecutablePath(nullptr, &size);  // says how much room it wants
  std::string path(size, '\0');
  if (_NSGetExecutablePath(path.data(), &size) != 0)
    throw std::runtime_error("The program does not know where it lies.");
  return fs::canonical(path.c_str());
}

fs::path home() {
  if (char const* value = std::getenv("HOME"); value && *value == '/') return value;
  passwd const* entry = getpwuid(getuid());
  return entry ? entry->pw_dir : "/";
}

fs::path default_data_directory() { return own_folder(home() / "Library"); }
fs::path default_config_file() { return default_data_directory() / "config.json"; }
fs::path bundled_adapters() {
  return executable().parent_path().parent_path() / "lib" / "patchbay" / "adapters";
}
fs::path machine_adapters() { return own_folder("/Library") / "adapters"; }
fs::path user_adapters() { return default_data_directory() / "adapters"; }
fs::path machine_manifests() { return executable().parent_path(); }

}  // namespace patchbay::platform
