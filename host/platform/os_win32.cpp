#include "platform/os.hpp"

#include <system_error>

#include "platform/paths.hpp"
#include "platform/win32.hpp"

namespace patchbay::platform {

std::string_view os_name() { return "windows"; }

std::filesystem::path config_home() { return default_config_file().parent_path().parent_path(); }

bool is_executable(std::filesystem::path const& file) {
  std::error_code unreadable;  // then nobody can run it either
  return std::filesystem::is_regular_file(file, unreadable) && file.extension() == ".exe";
}

bool may_add_to(std::filesystem::path const& folder) {
  constexpr DWORD sharing = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  // The flag is what opens a folder.
  Handle const opened(CreateFileW(folder.c_str(), FILE_ADD_FILE, sharing, nullptr, OPEN_EXISTING,
                                  FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  std::error_code unreadable;
  return opened && std::filesystem::is_directory(folder, unreadable);
}

}  // namespace patchbay::platform
