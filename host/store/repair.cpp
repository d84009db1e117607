#include "store/repair.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <system_error>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "base/iso_time.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

constexpr int patience_ms = 5000;
constexpr char mark[] = ".damaged-";

fs::path with(fs::path file, std::string const& end) {
  file += end;
  return file;
}

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
  std::error_code ignored;
  for (int i = 2; fs::exists(name, ignored); ++i) name = with(file, mark + stamp + "." + std::to_string(i));
  return name;
}

// The -wal first: a new database beside an old one's would take it for its own. All that there are, or none.
Result<void> move_all(fs::path const& file, fs::path const& kept) {
  for (std::string const end : {"-wal", "-shm", ""}) {
    std::error_code problem, ignored;
    if (!fs::exists(with(file, end), ignored)) continue;
    fs::rename(with(file, end), with(kept, end), problem);
    if (!problem) continue;
    for (std::string const back : {"-wal", "-shm"}) fs::rename(with(kept, back), with(file, back), ignored);
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

// A full disk is no damage: it ends the repair.
void unless_full(SQLite::Exception const& problem) {
  if (problem.getErrorCode() == SQLITE_FULL) throw problem;
}

// A row that points at one which is lost stays out.
void insert_row(SQLite::Statement& insert) {
  try {
    insert.exec();
  } catch (SQLite::Exception const& problem) {
    if (problem.getErrorCode() != SQLITE_CONSTRAINT) throw;
  }
  insert.tryReset();
}

// Until the first row that cannot be read.
void copy_until_damage(SQLite::Database& from, SQLite::Database& into, std::string const& table,
                       char const* order) {
  try {
    SQLite::Statement rows(from, "SELECT * FROM " + table + " ORDER BY rowid " + order);
    SQLite::Statement insert(into, insertion(rows, table));
    while (rows.executeStep()) {
      for (int i = 0; i < rows.getColumnCount(); ++i) bind(insert, i + 1, rows.getColumn(i));
      insert_row(insert);
    }
  } catch (SQLite::Exception const& problem) {
    unless_full(problem);  // what follows is lost otherwise; the other order may find some of it
  }
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

void salvage(fs::path const& from, SQLite::Database& into) {
  try {
    auto const damaged = opened(from, SQLite::OPEN_READWRITE);
    for (auto const& table : tables_of(into)) {
      copy_until_damage(*damaged, into, table, "ASC");
      copy_until_damage(*damaged, into, table, "DESC");
    }
  } catch (SQLite::Exception const& problem) {
    unless_full(problem);  // nothing of it can be read otherwise: it is kept all the same
  }
}

// What can be read of `from` goes into the file `fresh` itself, without a -wal beside it.
void fill(fs::path const& fresh, fs::path const& from) {
  auto const into = opened(fresh, SQLite::OPEN_READWRITE);
  SQLite::Transaction transaction(*into, SQLite::TransactionBehavior::IMMEDIATE);
  salvage(from, *into);
  transaction.commit();
  into->exec("PRAGMA wal_checkpoint(TRUNCATE)");
}

void clear_away(fs::path const& file) {
  std::error_code ignored;  // what cannot be removed is in the way of the next step, which says so
  for (std::string const end : {"-wal", "-shm", ""}) fs::remove(with(file, end), ignored);
}

}  // namespace

Result<fs::path> replace_damaged(fs::path const& file,
                                 std::function<Result<void>(fs::path const&)> const& make) {
  try {
    // One at a time, also among processes: SQLite's own lock, which ends with its holder.
    SQLite::Database turn(with(file, ".repair").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                          patience_ms);
    turn.exec("BEGIN EXCLUSIVE");
    std::error_code problem;
    if (!fs::exists(file, problem) || is_sound(file)) return fs::path();
    auto const fresh = with(file, ".new");
    clear_away(fresh);  // of a process that died here
    if (auto const made = make(fresh); !made) return made.error();
    auto lock = writers_kept_out(file);
    fill(fresh, file);
    auto const kept = new_name(file);
    auto moved = move_all(file, kept);
    if (!moved && lock) {
      // Windows moves no file that is open, not even for us: there it is the move that keeps everybody out.
      lock.reset();
      moved = move_all(file, kept);
    }
    if (!moved) return moved.error();
    fs::remove(with(fresh, "-wal"), problem);
    fs::remove(with(fresh, "-shm"), problem);
    fs::rename(fresh, file, problem);
    if (problem)
      return fail(ErrorCode::unavailable, fresh.string() + " cannot be moved: " + problem.message() + ".");
    return kept;
  } catch (SQLite::Exception const& problem) {
    return fail(ErrorCode::unavailable,
                file.string() + " cannot be replaced: " + problem.getErrorStr() + ".");
  }
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
