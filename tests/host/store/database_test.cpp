#include "store/database.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <fstream>
#include <thread>

#include "store/schema.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

Result<void> add_lease(SQLite::Database& db, std::string const& name) {
  SQLite::Statement row(db, "INSERT INTO leases VALUES (?, 'me', 0)");
  row.bind(1, name);
  row.exec();
  return {};
}

Result<int> count_leases(Database& database) {
  return database.read([](SQLite::Database& db) -> Result<int> {
    return db.execAndGet("SELECT count(*) FROM leases").getInt();
  });
}

int user_version(Database& database) {
  return database
      .read([](SQLite::Database& db) -> Result<int> { return db.execAndGet("PRAGMA user_version").getInt(); })
      .value();
}

}  // namespace

TEST_CASE("nothing touches the disk until the first read") {
  test::TempDir const folder;
  Database database(folder / "data" / "patchbay.db");
  CHECK_FALSE(fs::exists(folder / "data"));
  REQUIRE(database.open());
  CHECK(user_version(database) == static_cast<int>(schema_steps().size()));
}

TEST_CASE("the database and its side files are for their owner only", "[posix]") {  // their modes say so
  test::TempDir const folder;
  Database database(folder / "data" / "patchbay.db");
  REQUIRE(database.write([](SQLite::Database& db) { return add_lease(db, "one"); }));
  CHECK(fs::status(folder / "data").permissions() == fs::perms::owner_all);
  for (auto const& entry : fs::directory_iterator(folder / "data")) {
    INFO(entry.path());
    CHECK(entry.status().permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  }
}

TEST_CASE("what was written is there for the next process") {
  test::TempDir const folder;
  {
    Database database(folder / "patchbay.db");
    REQUIRE(database.write([](SQLite::Database& db) { return add_lease(db, "one"); }));
  }
  Database database(folder / "patchbay.db");
  CHECK(count_leases(database).value() == 1);
}

TEST_CASE("a write that returns an error or throws leaves nothing behind") {
  test::TempDir const folder;
  Database database(folder / "patchbay.db");
  auto const refused = database.write([](SQLite::Database& db) -> Result<void> {
    add_lease(db, "one").value();
    return fail(ErrorCode::conflict, "No.");
  });
  CHECK(refused.error().code == ErrorCode::conflict);
  auto const broken = database.write([](SQLite::Database& db) -> Result<void> {
    add_lease(db, "one").value();
    db.exec("INSERT INTO no_such_table VALUES (1)");
    return {};
  });
  CHECK(broken.error().code == ErrorCode::internal);
  CHECK(count_leases(database).value() == 0);
}

TEST_CASE("many threads of several hosts open one new database and write into it") {
  test::TempDir const folder;
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  Database shared(folder / "patchbay.db");
  for (int number = 0; number < 12; ++number)
    threads.emplace_back([&, number] {
      Database own(folder / "patchbay.db");
      auto& database = number % 2 ? own : shared;
      for (int turn = 0; turn < 5; ++turn) {
        auto const name = std::to_string(number) + "/" + std::to_string(turn);
        if (!database.write([&](SQLite::Database& db) { return add_lease(db, name); })) ++failures;
        if (!count_leases(database)) ++failures;
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(failures == 0);
  CHECK(count_leases(shared).value() == 60);
}

TEST_CASE("a database of a newer Patchbay is left alone, with a sentence that says so") {
  test::TempDir const folder;
  {
    Database database(folder / "patchbay.db");
    REQUIRE(database.read([](SQLite::Database& db) -> Result<void> {
      db.exec("PRAGMA user_version = 9999");
      return {};
    }));
  }
  Database database(folder / "patchbay.db");
  auto const refused = database.open();
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::internal);
  CHECK(refused.error().message.find("newer Patchbay") != std::string::npos);
}

TEST_CASE("a folder that cannot be written is an error with the path") {
  test::TempDir const folder;
  std::ofstream(folder / "file") << "no folder";
  auto const file = folder / "file" / "data" / "patchbay.db";
  Database database(file);
  auto const refused = database.open();
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK(refused.error().message.find(file.string()) != std::string::npos);
}

}  // namespace patchbay
