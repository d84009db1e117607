#include "directory/index_file.hpp"

#include <fstream>
#include <stdexcept>
#include <system_error>

namespace patchbay::directory {
namespace {

namespace fs = std::filesystem;

constexpr int busy_timeout_ms = 5000;

}  // namespace

void make_index_file(fs::path const& file) {
  if (fs::exists(file)) return;
  if (!std::ofstream(file, std::ios::app)) throw std::runtime_error("cannot be created");
  fs::permissions(file,
                  fs::perms::owner_read | fs::perms::owner_write);  // SQLite's other files take after it
}

void remove_index_file(fs::path const& file) {
  for (auto const* end : {"", "-wal", "-shm"}) {
    std::error_code ignored;  // what cannot be removed now is removed at the next start
    auto one = file;
    fs::remove(one += end, ignored);
  }
}

SQLite::Database open_index(fs::path const& file, char const* settings) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE, busy_timeout_ms);
  database.exec(settings);
  return database;
}

std::string fact(SQLite::Statement& get, char const* name) {
  get.reset();
  get.bind(1, name);
  auto value = get.executeStep() ? get.getColumn(0).getString() : std::string();
  get.reset();
  return value;
}

}  // namespace patchbay::directory
