// Whether bytes are UTF-8, and how they become it. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace patchbay::wire {

// No overlong form, no surrogate, nothing above U+10FFFF, nothing cut off.
bool is_utf8(std::string_view bytes);

// The same text with U+FFFD for what is no UTF-8.
std::string repaired_utf8(std::string_view bytes);

}  // namespace patchbay::wire
