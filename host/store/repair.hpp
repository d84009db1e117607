// A damaged database: it is moved aside with all its files, and what can be read of it goes into the new one.
// Free functions; thread-safe, and safe between processes.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace patchbay {

// Puts a new database in the place of the damaged `file`, with each row of the old one that can be read,
// except what only says who does what at this moment. `make` makes an empty one of today's schema. Who has
// the old file open finds it moved (SQLITE_FCNTL_HAS_MOVED); nobody writes into it any more. Returns where it
// is kept; empty: `file` is sound, since another process has seen to it.
Result<std::filesystem::path> replace_damaged(
    std::filesystem::path const& file, std::function<Result<void>(std::filesystem::path const&)> const& make);

// The damaged ones that are kept beside `file`, oldest first.
std::vector<std::filesystem::path> damaged_beside(std::filesystem::path const& file);

// What a person reads of them; empty: there is none.
std::string damage_notice(std::filesystem::path const& file);

}  // namespace patchbay
