// The one database of a data folder: SQLite in WAL mode, shared by all threads of this process and by other
// host processes. Thread-safe: each piece of work borrows a connection of its own from a small pool, so that
// readers never wait for a writer's disk.
#pragma once

#include <filesystem>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/error.hpp"
#include "base/thread_annotations.hpp"

namespace patchbay {

class Database {
 public:
  // Touches nothing until the first read or write; that one creates the file (mode 0600) and brings it to
  // today's schema.
  explicit Database(std::filesystem::path file) : file_(std::move(file)) {}
  ~Database();

  std::filesystem::path const& file() const { return file_; }

  // Opens what is not open yet. Error: internal when the file is damaged or was made by a newer Patchbay,
  // unavailable when the disk refuses or another process keeps the file busy for longer than five seconds.
  Result<void> open();

  // Runs `work(SQLite::Database&)`, which returns a Result, and returns that; a SQLite::Exception becomes an
  // Error.
  template <class Work>
  auto read(Work&& work) -> std::invoke_result_t<Work, SQLite::Database&>;

  // The same in one write transaction, committed when `work` returns a value and rolled back when it returns
  // an error or throws. On disk when this returns. Waits for other writers at most five seconds. REQUIRES:
  // not inside another read or write.
  template <class Work>
  auto write(Work&& work) -> std::invoke_result_t<Work, SQLite::Database&>;

 private:
  // Returns the connection to the pool when it goes.
  struct Return {
    Database* pool;
    void operator()(SQLite::Database* connection) const { pool->give_back(connection); }
  };
  using Borrowed = std::unique_ptr<SQLite::Database, Return>;

  Result<Borrowed> borrow();
  void give_back(SQLite::Database* connection) noexcept;
  Error explain(SQLite::Exception const& problem) const;

  std::filesystem::path const file_;
  Mutex mutex_;
  std::vector<std::unique_ptr<SQLite::Database>> idle_ GUARDED_BY(mutex_);
  bool ready_ GUARDED_BY(mutex_) = false;  // the schema is today's
};

template <class Work>
auto Database::read(Work&& work) -> std::invoke_result_t<Work, SQLite::Database&> {
  try {
    auto connection = borrow();
    if (!connection) return connection.error();
    return work(**connection);
  } catch (SQLite::Exception const& problem) {
    return explain(problem);
  }
}

template <class Work>
auto Database::write(Work&& work) -> std::invoke_result_t<Work, SQLite::Database&> {
  return read([&work](SQLite::Database& connection) -> std::invoke_result_t<Work, SQLite::Database&> {
    SQLite::Transaction transaction(
        connection, SQLite::TransactionBehavior::IMMEDIATE);  // rolls back when it goes uncommitted
    auto result = work(connection);
    if (result) transaction.commit();
    return result;
  });
}

}  // namespace patchbay
