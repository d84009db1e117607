#include "platform/paths.hpp"

#include <string>

#include "platform/win32.hpp"

#include <shlobj.h>

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

// By its name in the shell rather than by an environment variable, which anybody may have changed. And
// whether it is there or not: one on a share that cannot be reached right now has no other place for that.
fs::path known_folder(KNOWNFOLDERID const& id) {
  PWSTR text = nullptr;
  fs::path const path = SUCCEEDED(SHGetKnownFolderPath(id, KF_FLAG_DONT_VERIFY, nullptr, &text)) ? text : L"";
  CoTaskMemFree(text);
  return path;
}

fs::path program_files() { return known_folder(FOLDERID_ProgramFiles) / "Patchbay"; }

}  // namespace

fs::path executable() {
  std::wstring name(MAX_PATH, L'\0');
  while (true) {
    DWORD const length = GetModuleFileNameW(nullptr, name.data(), static_cast<DWORD>(name.size()));
    if (length < name.size()) return name.substr(0, length);
    name.resize(name.size() * 2);
  }
}

fs::path home() { return known_folder(FOLDERID_Profile); }
fs::path default_data_directory() { return known_folder(FOLDERID_LocalAppData) / "Patchbay"; }
fs::path default_config_file() { return known_folder(FOLDERID_RoamingAppData) / "Patchbay" / "config.json"; }

fs::path bundled_adapters() { return executable().parent_path() / "adapters"; }
fs::path machine_adapters() { return program_files() / "adapters"; }
fs::path user_adapters() { return default_data_directory() / "adapters"; }
fs::path machine_manifests() { return executable().parent_path(); }

}  // namespace patchbay::platform
