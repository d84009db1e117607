#include "platform/browser_key.hpp"

#include "platform/registry_win32.hpp"

namespace patchbay::platform {
namespace {

Result<void> done_or_why(LSTATUS status, std::string const& key) {
  if (status == ERROR_SUCCESS || status == ERROR_FILE_NOT_FOUND) return {};
  return fail(ErrorCode::unavailable,
              "HKCU\\" + key + " cannot be changed: " + words_for(static_cast<DWORD>(status)) + ".");
}

}  // namespace

std::optional<std::filesystem::path> named_manifest(std::string const& key, KeyOf whose) {
  HKEY const root = whose == KeyOf::user ? HKEY_CURRENT_USER : HKEY_LOCAL_MACHINE;
  auto const text = registry_text(root, utf16(key), nullptr);
  if (text.empty()) return std::nullopt;
  return text;
}

Result<void> name_manifest(std::string const& key, std::filesystem::path const& manifest) {
  auto const& text = manifest.native();
  auto const bytes = static_cast<DWORD>((text.size() + 1) * sizeof(wchar_t));
  return done_or_why(
      RegSetKeyValueW(HKEY_CURRENT_USER, utf16(key).c_str(), nullptr, REG_SZ, text.c_str(), bytes), key);
}

Result<void> forget_manifest(std::string const& key) {
  return done_or_why(RegDeleteKeyExW(HKEY_CURRENT_USER, utf16(key).c_str(), KEY_WOW64_64KEY, 0), key);
}

}  // namespace patchbay::platform
