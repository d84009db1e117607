// The list that may stand beside a file's mode and say who else may write it. Thread-safe.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "platform/trust.hpp"

namespace patchbay::platform {

// Why the list of what lies at `path` (itself, not what a link leads to) is not to be trusted, in words that
// its name goes before; none when it lets nobody but `owner` change it, or there is no list.
std::optional<std::string> reason_in_access_list(std::filesystem::path const& path, Owner owner);

}  // namespace patchbay::platform
