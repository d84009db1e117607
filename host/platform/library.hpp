// Shared libraries that are loaded by their path. Thread-safe.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace patchbay::platform {

// What a library's file name ends in: ".so", ".dll".
std::string_view library_suffix();

// The names that a library offers to others, read from the file: none of its code runs. Error: bad_reply, for
// what is no library of this machine's kind.
Result<std::vector<std::string>> exported_symbols(std::filesystem::path const& library);

// Loads the library, with all that it needs and for good, and gives the address of one of its symbols. Error:
// bad_reply, with the loader's reason. REQUIRES: an absolute path.
Result<void const*> load_symbol(std::filesystem::path const& library, char const* symbol);

}  // namespace patchbay::platform
