#include "platform/os.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "platform/paths.hpp"

namespace patchbay::platform {

std::string_view os_name() {
#if defined(__APPLE__)
  return "macos";
#else
  return "linux";
#endif
}

std::filesystem::path config_home() { return default_config_file().parent_path().parent_path(); }

bool is_executable(std::filesystem::path const& file) {
  struct stat about {};
  return ::stat(file.c_str(), &about) == 0 && S_ISREG(about.st_mode) && ::access(file.c_str(), X_OK) == 0;
}

bool may_add_to(std::filesystem::path const& folder) {
  struct stat about {};
  return ::stat(folder.c_str(), &about) == 0 && S_ISDIR(about.st_mode) &&
         ::access(folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace patchbay::platform
