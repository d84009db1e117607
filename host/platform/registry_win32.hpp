// Texts in Windows' registry. Thread-safe.
#pragma once

#include <string>

#include "platform/win32.hpp"

namespace patchbay::platform {

// The text that stands there; empty when there is none. `name` null: the key's own value.
std::wstring registry_text(HKEY root, std::wstring const& key, wchar_t const* name);

}  // namespace patchbay::platform
