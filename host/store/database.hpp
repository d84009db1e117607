// The one database of a data folder: SQLite in WAL mode, shared by all threads of this process and by other
// host processes. Thread-safe: each piece of work borrows a connection of its own from a small pool, so that
// readers never wait for a writer's disk.
//
// A file that turns out to be damaged is moved aside, never deleted, and a new one begins with what could be
// read of it: see store/repair.hpp.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/thread_annotations.hpp"
#include "store/database_connection.hpp"

namespace patchbay {

class Database {
 public:
  // Touches nothing until the first read or write; that one creates the file (mode 0600) and brings it to
  // today's schema.
  explicit Database(std::filesystem::path file, std::chrono::milliseconds patience = std::chrono::seconds(5))
      : file_(std::move(file)), patience_(patience) {}
  ~Database();

  std::filesystem::path const& file() const { return file_; }

  // Opens what is not open yet. Error: internal when the file was made by a newer Patchbay, unavailable when
  // the disk refuses or another program keeps the file busy for longer than our patience.
  Result<void> open();

  // Runs `work(DatabaseConnection&)`, which returns a Result, and returns that; a SQLite::Exception becomes
  // an Error.
  template <class Work>
  auto read(Work&& work) -> std::invoke_result_t<Work, DatabaseConnection&>;

  // The same in one write transaction, committed when `work` returns a value and rolled back when it returns
  // an error or throws. On disk when this returns. Waits for other writers as long as our patience lasts.
  // REQUIRES: not inside another read or write.
  template <class Work>
  auto write(Work&& work) -> std::invoke_result_t<Work, DatabaseConnection&>;

 private:
  // Returns the connection to the pool when it goes.
  struct Return {
    Database* pool;
    void operator()(DatabaseConnection* connection) const { pool->give_back(connection); }
  };
  using Borrowed = std::unique_ptr<DatabaseConnection, Return>;

  Result<Borrowed> borrow();
  void give_back(DatabaseConnection* connection) noexcept;
  // Another process has moved the damaged file away under this connection: nothing may be written into it any
  // more.
  static void refuse_moved(SQLite::Database& connection);
  // The trouble is over: the work may be done once more.
  bool overcame(SQLite::Exception const& problem);
  Error explain(SQLite::Exception const& problem) const;

  std::filesystem::path const file_;
  std::chrono::milliseconds const patience_;
  Mutex mutex_;
  std::vector<std::unique_ptr<DatabaseConnection>> idle_ GUARDED_BY(mutex_);
  bool ready_ GUARDED_BY(mutex_) = false;  // the schema is today's
};

template <class Work>
auto Database::read(Work&& work) -> std::invoke_result_t<Work, DatabaseConnection&> {
  for (bool again = false;; again = true) {
    try {
      auto connection = borrow();
      if (!connection) return connection.error();
      return work(**connection);
    } catch (SQLite::Exception const& problem) {
      if (again || !overcame(problem)) return explain(problem);
    }
  }
}

template <class Work>
auto Database::write(Work&& work) -> std::invoke_result_t<Work, DatabaseConnection&> {
  return read([&work](DatabaseConnection& connection) -> std::invoke_result_t<Work, DatabaseConnection&> {
    SQLite::Transaction transaction(
        connection, SQLite::TransactionBehavior::IMMEDIATE);  // rolls back when it goes uncommitted
    refuse_moved(connection);
    auto result = work(connection);
    if (result) transaction.commit();
    return result;
  });
}

}  // namespace patchbay
