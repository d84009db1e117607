// A damaged database: it is moved aside with all its files, and what can be read of it goes into the new one.
// Free functions; thread-safe, and safe between processes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/error.hpp"

namespace patchbay {

// Where the damaged `file` is kept now; empty: it is sound, since another process has seen to it. What was
// being written into it is refused from then on. Error: it cannot be moved.
Result<std::filesystem::path> move_damaged(std::filesystem::path const& file);

// Copies each row that can be read, except what only says who does what at this moment. Returns how many.
int salvage(std::filesystem::path const& kept, SQLite::Database& into);

// The damaged ones that are kept beside `file`, oldest first.
std::vector<std::filesystem::path> damaged_beside(std::filesystem::path const& file);

// What a person reads of them; empty: there is none.
std::string damage_notice(std::filesystem::path const& file);

}  // namespace patchbay
