// A disk that fails when a test says so: SQLite's own file layer, in which chosen opens, writes and syncs
// fail. From begin() to end() for every database of this process. Thread-safe.
#pragma once

#include <atomic>
#include <limits>
#include <map>

#include <sqlite3.h>

#include "base/thread_annotations.hpp"

namespace patchbay::test {

class FaultyVfs {
 public:
  FaultyVfs() : real_(sqlite3_vfs_find(nullptr)), shim_(*real_) {
    shim_.zName = "faulty";
    shim_.xOpen = open;
    sqlite3_vfs_register(&shim_, 1);
    instance() = this;
  }
  ~FaultyVfs() {
    sqlite3_vfs_unregister(&shim_);
    instance() = nullptr;
  }
  FaultyVfs(FaultyVfs const&) = delete;
  FaultyVfs& operator=(FaultyVfs const&) = delete;

  // The next calls count from 1; those from `first` to `last` fail with `code`.
  void fail(int first, int last, int code) {
    count_ = 0;
    code_ = code;
    first_ = first;
    last_ = last;
  }
  void heal() { first_ = std::numeric_limits<int>::max(); }
  int count() const { return count_; }

 private:
  static FaultyVfs*& instance() {
    static FaultyVfs* one = nullptr;
    return one;
  }
  // What this call fails with; SQLITE_OK: it goes through.
  static int fault() {
    auto* self = instance();
    if (!self) return SQLITE_OK;
    int const number = ++self->count_;
    return number >= self->first_ && number <= self->last_ ? self->code_.load() : SQLITE_OK;
  }

  static int open(sqlite3_vfs*, char const* name, sqlite3_file* file, int flags, int* out_flags) {
    file->pMethods = nullptr;  // as SQLite asks of an open that fails
    if (fault() != SQLITE_OK) return SQLITE_CANTOPEN;
    int const result = instance()->real_->xOpen(instance()->real_, name, file, flags, out_flags);
    if (result == SQLITE_OK && file->pMethods) file->pMethods = patched(file->pMethods);
    return result;
  }

  struct Methods {
    sqlite3_io_methods table;
    sqlite3_io_methods const* real;
  };
  // The same file with our write and sync. The tables stay for the life of the program, as SQLite's own do.
  static sqlite3_io_methods const* patched(sqlite3_io_methods const* real) {
    static Mutex mutex;
    static std::map<sqlite3_io_methods const*, Methods> tables;
    Lock lock(mutex);
    auto [at, is_new] = tables.try_emplace(real, Methods{*real, real});
    if (is_new) {
      at->second.table.xWrite = write;
      at->second.table.xSync = sync;
    }
    return &at->second.table;
  }
  static sqlite3_io_methods const* real_of(sqlite3_file* file) {
    return reinterpret_cast<Methods const*>(file->pMethods)->real;  // the table is the first member
  }
  static int write(sqlite3_file* file, void const* data, int size, sqlite3_int64 at) {
    int const failure = fault();
    return failure == SQLITE_OK ? real_of(file)->xWrite(file, data, size, at) : failure;
  }
  static int sync(sqlite3_file* file, int flags) {
    int const failure = fault();
    return failure == SQLITE_OK ? real_of(file)->xSync(file, flags) : SQLITE_IOERR_FSYNC;
  }

  sqlite3_vfs* const real_;
  sqlite3_vfs shim_;
  std::atomic<int> count_ = 0;
  std::atomic<int> code_ = SQLITE_IOERR_WRITE;
  std::atomic<int> first_ = std::numeric_limits<int>::max();
  std::atomic<int> last_ = std::numeric_limits<int>::max();
};

}  // namespace patchbay::test
