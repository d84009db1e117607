#include <array>

#include "platform/win32.hpp"

namespace patchbay::platform {

std::wstring utf16(std::string_view text) {
  auto const size = static_cast<int>(text.size());
  std::wstring out(text.size(), L'\0');  // never more units than there were bytes
  int const length = MultiByteToWideChar(CP_UTF8, 0, text.data(), size, out.data(), size);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string utf8(std::wstring_view text) {
  auto const size = static_cast<int>(text.size());
  std::string out(text.size() * 3, '\0');  // a unit outside a pair takes three bytes at most, a pair four
  int const length = WideCharToMultiByte(CP_UTF8, 0, text.data(), size, out.data(),
                                         static_cast<int>(out.size()), nullptr, nullptr);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string words_for(DWORD error) {
  std::array<wchar_t, 512> buffer;
  DWORD const length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr,
                                      error, 0, buffer.data(), static_cast<DWORD>(buffer.size()), nullptr);
  auto text = utf8({buffer.data(), length});
  text.erase(text.find_last_not_of(" .\r\n") + 1);
  return text.empty() ? "error " + std::to_string(error) : text;
}

}  // namespace patchbay::platform
