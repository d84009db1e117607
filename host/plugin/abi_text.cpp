#include "plugin/abi_text.hpp"

#include <algorithm>

#include "http/reply_facts.hpp"

namespace patchbay {

std::string one_line(std::string_view text) {
  std::string line = remote_text(text);
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return line;
}

}  // namespace patchbay
