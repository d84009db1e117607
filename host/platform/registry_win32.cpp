#include "platform/registry_win32.hpp"

namespace patchbay::platform {

std::wstring registry_text(HKEY root, std::wstring const& key, wchar_t const* name) {
  constexpr DWORD wanted = RRF_RT_REG_SZ | RRF_SUBKEY_WOW6464KEY;
  DWORD bytes = 0;
  if (RegGetValueW(root, key.c_str(), name, wanted, nullptr, nullptr, &bytes) != ERROR_SUCCESS) return {};
  std::wstring text(bytes / sizeof(wchar_t) + 1, L'\0');
  if (RegGetValueW(root, key.c_str(), name, wanted, nullptr, text.data(), &bytes) != ERROR_SUCCESS) return {};
  text.resize(text.find(L'\0'));
  return text;
}

}  // namespace patchbay::platform
