// Modules of our own that are loaded on first use, because what they link is slow to load. Thread-safe.
#pragma once

#include <string_view>

#include "base/error.hpp"

// Stands before what a module offers. On macOS a linker that drops what nothing calls has to be told that it is
// looked for by its name.
#if defined(_WIN32)
#define PATCHBAY_OFFERED __declspec(dllexport)
#elif defined(__APPLE__)
#define PATCHBAY_OFFERED __attribute__((visibility("default"), used))
#else
#define PATCHBAY_OFFERED __attribute__((visibility("default")))
#endif

namespace patchbay::platform {

// The address of `symbol` in our module `name` (lib/patchbay/<name>-<version>.so beside the program's bin
// folder; on Windows a part of the program). Loads it at most once; never unloads. Error: unavailable where a
// running program was updated and the module of its version is gone, else internal, with the loader's reason.
Result<void*> late_symbol(std::string_view name, char const* symbol);

}  // namespace patchbay::platform
