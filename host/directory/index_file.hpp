// The SQLite file of one connection's directory: made, opened, removed. Free functions; any thread.
#pragma once

#include <filesystem>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

namespace patchbay::directory {

// Makes the file where there is none, for this user only. Throws std::runtime_error where the disk refuses.
void make_index_file(std::filesystem::path const& file);

// The file with its companions. Not there is fine.
void remove_index_file(std::filesystem::path const& file);

// Opened as it is. REQUIRES: the file is there.
SQLite::Database open_index(std::filesystem::path const& file, char const* settings);

// A fact of the table `facts`, or the empty text.
std::string fact(SQLite::Statement& get, char const* name);

}  // namespace patchbay::directory
