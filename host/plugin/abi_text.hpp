// Texts that cross the adapter ABI. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "abi/patchbay_adapter.h"

namespace patchbay {

inline patchbay_text borrow(std::string_view text) { return {text.data(), text.size()}; }

// An adapter's {NULL, n} is the empty text.
inline std::string_view view(patchbay_text text) {
  return text.data ? std::string_view(text.data, text.size) : std::string_view();
}

// Fit for a log line or a message: one line of valid UTF-8 without control characters, at most 1,000 bytes.
std::string one_line(std::string_view text);

}  // namespace patchbay
