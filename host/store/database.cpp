#include "store/database.hpp"

#include <chrono>
#include <fstream>
#include <string>
#include <system_error>
#include <thread>

#include <sqlite3.h>

#include "store/repair.hpp"
#include "store/schema.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds wal_retry{20};
constexpr std::size_t max_idle_connections = 8;

// SQLite gives its -wal and -shm files the mode of the main file, so only that one needs care: it is made
// here, empty, before SQLite writes into it. The folder is this user's alone in any case.
Result<void> make_file(fs::path const& file) {
  std::error_code problem;
  if (fs::exists(file, problem)) return {};
  if (!fs::exists(file.parent_path(), problem) && fs::create_directories(file.parent_path(), problem))
    fs::permissions(file.parent_path(), fs::perms::owner_all, problem);
  if (!std::ofstream(file, std::ios::app))
    return fail(ErrorCode::unavailable, "The database " + file.string() + " cannot be created.");
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, problem);
  if (problem)
    return fail(ErrorCode::unavailable,
                "The database " + file.string() + " cannot be made private: " + problem.message());
  return {};
}

std::unique_ptr<DatabaseConnection> connect(fs::path const& file, std::chrono::milliseconds patience) {
  auto connection = std::make_unique<DatabaseConnection>(file.string(), SQLite::OPEN_READWRITE,
                                                         static_cast<int>(patience.count()));
  // Its end leaves the -wal file alone: by then that may be another database's, when this one was moved
  // aside.
  sqlite3_db_config(connection->getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  // FULL: what a transaction acknowledged survives a power cut.
  connection->exec("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
  return connection;
}

int version_of(SQLite::Database& connection) { return connection.execAndGet("PRAGMA user_version").getInt(); }

// REQUIRES: the version is not above ours.
void migrate(SQLite::Database& connection) {
  auto const steps = schema_steps();
  if (version_of(connection) == static_cast<int>(steps.size())) return;
  SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
  // Read again under the lock: another process may have been first.
  for (auto step = static_cast<std::size_t>(version_of(connection)); step < steps.size(); ++step) {
    connection.exec(std::string(steps[step]));
    connection.exec("PRAGMA user_version = " + std::to_string(step + 1));
  }
  transaction.commit();
}

// Of several connections that turn a new file to WAL at the same time, SQLite refuses all but one at once,
// whatever the busy timeout says. The mode stays with the file, so this happens once in its life.
void turn_to_wal(SQLite::Database& connection, std::chrono::milliseconds patience) {
  for (auto left = patience / wal_retry;; --left) {
    try {
      connection.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (SQLite::Exception const& problem) {
      if (problem.getErrorCode() != SQLITE_BUSY || left <= 0) throw;
    }
    std::this_thread::sleep_for(wal_retry);
  }
}

bool is_moved(SQLite::Database& connection) {
  int moved = 0;  // stays 0 where the system does not let an open file be moved
  sqlite3_file_control(connection.getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  return moved != 0;
}

}  // namespace

Database::~Database() = default;

Result<void> Database::open() {
  return read([](SQLite::Database&) -> Result<void> { return {}; });
}

Result<Database::Borrowed> Database::borrow() {
  bool ready;
  Borrowed connection(nullptr, Return{this});
  {
    Lock const lock(mutex_);
    while (!idle_.empty() && !connection) {
      auto idle = std::move(idle_.back());
      idle_.pop_back();
      if (is_moved(*idle))
        ready_ = false;
      else
        connection.reset(idle.release());
    }
    ready = ready_;
  }
  if (!ready) {
    if (auto made = make_file(file_); !made) return made.error();
  }
  if (!connection) connection.reset(connect(file_, patience_).release());
  if (ready) return connection;
  if (version_of(*connection) > static_cast<int>(schema_steps().size()))
    return fail(ErrorCode::internal,
                "The database " + file_.string() + " was made by a newer Patchbay. Update Patchbay.");
  turn_to_wal(*connection, patience_);
  migrate(*connection);
  Lock const lock(mutex_);
  ready_ = true;
  return connection;
}

void Database::give_back(DatabaseConnection* connection) noexcept {
  std::unique_ptr<DatabaseConnection> owned(connection);
  // A disk that failed may have kept a transaction from being rolled back: who got it next would wait for it
  // for ever.
  if (sqlite3_get_autocommit(owned->getHandle()) == 0) return;
  Lock const lock(mutex_);
  if (idle_.size() < max_idle_connections) idle_.push_back(std::move(owned));
}

void Database::refuse_moved(SQLite::Database& connection) {
  if (is_moved(connection)) throw SQLite::Exception("the file was moved", SQLITE_READONLY_DBMOVED);
}

bool Database::overcame(SQLite::Exception const& problem) {
  if (problem.getErrorCode() == SQLITE_READONLY_DBMOVED) return true;  // borrow() opens the new one
  if (problem.getErrorCode() != SQLITE_CORRUPT && problem.getErrorCode() != SQLITE_NOTADB) return false;
  {
    Lock const lock(mutex_);
    idle_.clear();
    ready_ = false;
  }
  return replace_damaged(file_, [this](fs::path const& fresh) { return Database(fresh, patience_).open(); })
      .has_value();
}

Error Database::explain(SQLite::Exception const& problem) const {
  auto const name = "The database " + file_.string();
  switch (problem.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(ErrorCode::unavailable, name + " is kept busy by another program. Try again.");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fail(ErrorCode::internal,
                  name + " is damaged, and cannot be moved aside. Move it away and sign in again.");
    case SQLITE_FULL:
      return fail(ErrorCode::unavailable,
                  "The disk of " + file_.string() + " is full. Make room and try again.");
    case SQLITE_IOERR:
      return fail(ErrorCode::unavailable,
                  "The disk of " + file_.string() +
                      " cannot be read or written. Look whether it is full, damaged or "
                      "no longer there, and try again.");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return fail(ErrorCode::unavailable, name +
                                              " cannot be written: it or its folder is read-only. Nothing in "
                                              "it is lost; make it writable and try again.");
    case SQLITE_CANTOPEN:
      return fail(ErrorCode::unavailable,
                  name + " cannot be opened. Look whether you may read and write its folder.");
    default: return fail(ErrorCode::internal, name + " refuses: " + problem.getErrorStr() + ".");
  }
}

}  // namespace patchbay
