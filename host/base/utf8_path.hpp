// A path from text that came as UTF-8. On Windows a path made from chars takes them for another code page's.
// Pure.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace patchbay {

inline std::filesystem::path utf8_path(std::string_view text) {
  return std::u8string(text.begin(), text.end());
}

}  // namespace patchbay
