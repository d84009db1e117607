// The list that may stand beside a file's mode and say who else may read or write it. Thread-safe.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "platform/trust.hpp"

namespace patchbay::platform {

// What nobody but the owner may do with a file: change it, or open it at all.
enum class Kept { unchanged, unopened };

// Why the list of what lies at `path` (itself, not what a link leads to) is not to be trusted, in words that
// its name goes before; none when it lets nobody but `owner` do what it is kept from, or there is no list.
std::optional<std::string> reason_in_access_list(std::filesystem::path const& path, Owner owner,
                                                 Kept kept = Kept::unchanged);

// Takes away the list that a file or folder, just made, has from the folder above. Whether it has none now;
// if not, errno says why.
bool drop_access_list(std::filesystem::path const& path);

}  // namespace patchbay::platform
