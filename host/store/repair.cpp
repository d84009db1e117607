#include "store/repair.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <system_error>

#include <sqlite3.h>

#include "base/iso_time.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

constexpr int patience_ms = 5000;
constexpr char mark[] = ".damaged-";

fs::path with(fs::path const& file, std::string const& end) { return fs::path(file.string() + end); }

std::unique_ptr<SQLite::Database> opened(fs::path const& file, int flags) {
  auto database = std::make_unique<SQLite::Database>(file.string(), flags, patience_ms);
  sqlite3_db_config(database->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1,
                    nullptr);  // what is kept stays as it is
  return database;
}

bool is_sound(fs::path const& file) {
  try {
    auto const database = opened(file, SQLite::OPEN_READWRITE);
    return database->execAndGet("PRAGMA quick_check(1)").getString() == "ok";
  } catch (SQLite::Exception const&) {
    return false;  // that is the answer
  }
}

// Keeps every writer out while the files move; where even that is damaged, there is no writer.
std::unique_ptr<SQLite::Database> writers_kept_out(fs::path const& file) {
  try {
    auto database = opened(file, SQLite::OPEN_READWRITE);
    database->exec("BEGIN IMMEDIATE");
    return database;
  } catch (SQLite::Exception const&) {
    return nullptr;
  }
}

fs::path new_name(fs::path const& file) {
  auto stamp = to_iso(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
  std::erase_if(stamp, [](char c) { return c == ':' || c == '-'; });
  auto name = with(file, mark + stamp);
  for (int i = 2; fs::exists(name); ++i) name = with(file, mark + stamp + "." + std::to_string(i));
  return name;
}

// The -wal first: a new database beside an old one's would take it for its own.
Result<void> move_all(fs::path const& file, fs::path const& kept) {
  for (std::string const end : {"-wal", "-shm", ""}) {
    std::error_code problem;
    fs::rename(with(file, end), with(kept, end), problem);
    if (problem && problem != std::errc::no_such_file_or_directory)
      return fail(ErrorCode::unavailable,
                  with(file, end).string() + " cannot be moved: " + problem.message() + ".");
  }
  return {};
}

void bind(SQLite::Statement& to, int place, SQLite::Column const& value) {
  if (value.isInteger())
    to.bind(place, value.getInt64());
  else if (value.isFloat())
    to.bind(place, value.getDouble());
  else if (value.isBlob())
    to.bind(place, value.getBlob(), value.getBytes());
  else if (value.isNull())
    to.bind(place);
  else
    to.bind(place, value.getString());
}

std::string insertion(SQLite::Statement& rows, std::string const& table) {
  std::string names, places;
  for (int i = 0; i < rows.getColumnCount(); ++i) {
    names += (i ? ", " : "") + std::string(rows.getColumnName(i));
    places += i ? ", ?" : "?";
  }
  return "INSERT OR IGNORE INTO " + table + " (" + names + ") VALUES (" + places + ")";
}

// Until the first row that cannot be read.
int copy_until_damage(SQLite::Database& from, SQLite::Database& into, std::string const& table,
                      char const* order) {
  int copied = 0;
  try {
    SQLite::Statement rows(from, "SELECT * FROM " + table + " ORDER BY rowid " + order);
    SQLite::Statement insert(into, insertion(rows, table));
    while (rows.executeStep()) {
      for (int i = 0; i < rows.getColumnCount(); ++i) bind(insert, i + 1, rows.getColumn(i));
      copied += insert.exec();
      insert.reset();
    }
  } catch (SQLite::Exception const&) {
    return copied;  // what follows is lost; the other order may find some of it
  }
  return copied;
}

std::vector<std::string> tables_of(SQLite::Database& database) {
  std::vector<std::string> names;
  SQLite::Statement query(
      database,
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN "
      "('leases', 'pauses') ORDER BY rowid");
  while (query.executeStep()) names.push_back(query.getColumn(0).getString());
  return names;
}

}  // namespace

Result<fs::path> move_damaged(fs::path const& file) {
  try {
    // One at a time, also among processes: SQLite's own lock, which ends with its holder.
    SQLite::Database turn(with(file, ".repair").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                          patience_ms);
    turn.exec("BEGIN EXCLUSIVE");
    if (is_sound(file)) return fs::path();
    auto const kept = new_name(file);
    auto const lock = writers_kept_out(file);
    if (auto const moved = move_all(file, kept); !moved) return moved.error();
    return kept;
  } catch (SQLite::Exception const& problem) {
    return fail(ErrorCode::unavailable, file.string() + " cannot be moved: " + problem.getErrorStr() + ".");
  }
}

int salvage(fs::path const& kept, SQLite::Database& into) {
  int copied = 0;
  try {
    auto const from = opened(kept, SQLite::OPEN_READWRITE);
    SQLite::Transaction transaction(into, SQLite::TransactionBehavior::IMMEDIATE);
    for (auto const& table : tables_of(into)) {
      copied += copy_until_damage(*from, into, table, "ASC");
      copied += copy_until_damage(*from, into, table, "DESC");
    }
    transaction.commit();
  } catch (SQLite::Exception const&) {
    return 0;  // nothing of it can be read, or written down: it is kept all the same
  }
  return copied;
}

std::vector<fs::path> damaged_beside(fs::path const& file) {
  std::vector<fs::path> found;
  auto const beginning = file.filename().string() + mark;
  std::error_code problem;  // a folder that cannot be read holds nothing that we could tell of
  for (fs::directory_iterator at(file.parent_path(), problem), end; !problem && at != end;
       at.increment(problem)) {
    auto const name = at->path().filename().string();
    if (name.starts_with(beginning) && !name.ends_with("-wal") && !name.ends_with("-shm"))
      found.push_back(at->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string damage_notice(fs::path const& file) {
  auto const found = damaged_beside(file);
  if (found.empty()) return {};
  return "The database was damaged and is kept as " + found.back().string() +
         ". What could be read of it was taken over: look whether an account or a log is missing, then "
         "remove it.";
}

}  // namespace patchbay
