// Whether what lies at a path can be changed by nobody but whom we trust anyway: what the host loads runs
// inside it. Thread-safe.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace patchbay::platform {

enum class Owner {
  administrator,  // only an administrator may write there
  user,           // an administrator or the user who runs this program
};

// Why `path` (a file or a folder) is not to be trusted, in words; none when it is. It must be a real file or
// folder, no symbolic link, and it and every folder above it may be written by `owner` only. REQUIRES: `path`
// is absolute.
std::optional<std::string> reason_to_distrust(std::filesystem::path const& path, Owner owner);

}  // namespace patchbay::platform
