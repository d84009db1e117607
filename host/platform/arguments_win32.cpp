// What main() is given went through the system's code page, and a star in it was taken for a pattern of
// files: the command line itself is read instead.
#include "platform/arguments.hpp"

#include "platform/win32.hpp"

#include <shellapi.h>

namespace patchbay::platform {

std::vector<char const*> arguments(int argc, char const* const* argv) {
  static std::vector<std::string> texts;
  int count = 0;
  wchar_t** const wide = CommandLineToArgvW(GetCommandLineW(), &count);
  if (!wide) return {argv, argv + argc};
  for (int index = 0; index < count; ++index) texts.push_back(utf8(wide[index]));
  LocalFree(wide);
  std::vector<char const*> out;
  for (auto const& text : texts) out.push_back(text.c_str());
  return out;
}

}  // namespace patchbay::platform
