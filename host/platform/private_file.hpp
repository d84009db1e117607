// Files and folders that are this user's alone. Thread-safe; safe between processes.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "base/secret.hpp"

namespace patchbay::platform {

// Creates `directory`, and what is missing above it, for this user only. One that exists is never changed: it
// must be a folder, be this user's, and not be writable by others. Error: forbidden, with the reason.
Result<void> make_private_directory(std::filesystem::path const& directory);

// The whole file; none when there is no such file. Error: forbidden when it is not this user's, or others may
// read it; bad_reply when it is larger than 64 KiB, which nothing that we write is.
Result<std::optional<Secret>> read_private_file(std::filesystem::path const& file);

// Replaces the file in one step: whoever reads sees the old text or the new, also after a power cut. Mode
// 0600, without an access list.
Result<void> write_private_file(std::filesystem::path const& file, std::string_view text);

}  // namespace patchbay::platform
