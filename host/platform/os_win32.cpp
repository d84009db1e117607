#include "platform/os.hpp"

#include <system_error>

#include "platform/paths.hpp"

namespace patchbay::platform {

std::string_view os_name() { return "windows"; }

std::filesystem::path config_home() { return default_config_file().parent_path().parent_path(); }

bool is_executable(std::filesystem::path const& file) {
  std::error_code unreadable;  // then nobody can run it either
  return std::filesystem::is_regular_file(file, unreadable) && file.extension() == ".exe";
}

}  // namespace patchbay::platform
