// Databases on bad days: damaged, locked, on a disk that is full or fails.
#include "store/repair.hpp"

#include <catch2/catch.hpp>

#include <fstream>

#include "store/connections.hpp"
#include "support/faulty_vfs.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay {
namespace {

namespace fs = std::filesystem;

constexpr int page_bytes = 4096;

Connection person(int number) {
  Connection row;
  row.platform = "crm";
  row.user_id = std::to_string(number);
  row.user = {{"id", row.user_id}, {"name", std::string(1000, 'n')}};
  row.sign_in = "apiKey";
  return row;
}

void fill(Database& database, int people) {
  for (int i = 0; i < people; ++i) REQUIRE(Connections(database).upsert(person(i)));
  REQUIRE(database.read([](SQLite::Database& db) -> Result<void> {
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");  // so that all of it stands in the file
    return {};
  }));
}

std::size_t people_in(Database& database) {
  auto const rows = Connections(database).list();
  REQUIRE(rows);
  return rows->size();
}

void destroy(fs::path const& file, long first_page, long pages) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(first_page * page_bytes);
  stream << std::string(static_cast<std::size_t>(pages * page_bytes), '\x5A');
}

}  // namespace

TEST_CASE("a file that is no database is kept beside a new one, to the last byte") {
  test::TempDir const folder;
  auto const file = folder / "patchbay.db";
  std::ofstream(file) << std::string(5000, 'x');
  Database database(file);
  CHECK(people_in(database) == 0);
  auto const kept = damaged_beside(file);
  REQUIRE(kept.size() == 1);
  CHECK(fs::file_size(kept[0]) == 5000);
  CHECK(damage_notice(file).find(kept[0].string()) != std::string::npos);
}

TEST_CASE("what takes the place of a damaged file is for its owner only", "[posix]") {  // its mode says so
  test::TempDir const folder;
  auto const file = folder / "patchbay.db";
  std::ofstream(file) << std::string(5000, 'x');
  Database database(file);
  CHECK(people_in(database) == 0);
  CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("of a damaged database what can be read is taken over, from both ends") {
  test::TempDir const folder;
  auto const file = folder / "patchbay.db";
  {
    Database database(file);
    fill(database, 400);
  }
  destroy(file, 60, 3);
  Database database(file);
  auto const saved = people_in(database);
  CHECK(saved < 400);
  CHECK(saved > 300);
  CHECK(Connections(database).find("crm", "0").value());
  CHECK(Connections(database).find("crm", "399").value());
  CHECK(damaged_beside(file).size() == 1);
  REQUIRE(Connections(database).upsert(person(1000)));
  CHECK(people_in(database) == saved + 1);
}

TEST_CASE("a damaged file that somebody has open is replaced, if need be when they have closed it") {
  test::TempDir const folder;
  auto const file = folder / "patchbay.db";
  {
    Database other(file);
    fill(other, 400);
    destroy(file, 60, 3);
    Database third(file);
    bool const replaced = Connections(third).list().has_value();
    CHECK(damaged_beside(file).size() == (replaced ? 1 : 0));
  }
  Database database(file);
  CHECK(people_in(database) > 0);
  CHECK(people_in(database) < 400);
  CHECK(damaged_beside(file).size() == 1);
}

// [posix]: Windows does not let an open file be moved.
TEST_CASE("a process that has the damaged file open writes into the new one from then on", "[posix]") {
  test::TempDir const folder;
  auto const file = folder / "patchbay.db";
  Database one(file), other(file);
  fill(one, 400);
  CHECK(people_in(other) == 400);
  destroy(file, 60, 3);
  {
    Database third(file);
    CHECK(people_in(third) < 400);
  }
  REQUIRE(Connections(other).upsert(person(1000)));
  REQUIRE(Connections(one).upsert(person(1001)));
  CHECK(Connections(one).find("crm", "1000").value());
  CHECK(Connections(other).find("crm", "1001").value());
  CHECK(damaged_beside(file).size() == 1);
}

TEST_CASE("a damaged database on a full disk stays where it is until there is room for a new one") {
  test::TempDir const folder;
  auto const file = folder / "patchbay.db";
  {
    Database database(file);
    fill(database, 400);
  }
  destroy(file, 60, 3);
  test::FaultyVfs disk;
  for (int n = 5; n < 100; n += 10) {
    disk.fail(n, 100'000, SQLITE_FULL);
    Database database(file);
    CAPTURE(n);
    CHECK_FALSE(Connections(database).list());
    CHECK(damaged_beside(file).empty());
    disk.heal();
  }
  Database database(file);
  CHECK(people_in(database) > 300);
}

TEST_CASE("a damaged database that cannot be moved aside is left as it is, and named") {
  test::TempDir const folder;
  auto const file = folder / "patchbay.db";
  std::ofstream(file) << std::string(5000, 'x');
  fs::create_directory(folder / "patchbay.db.repair");  // in the way
  Database database(file);
  auto const refused = database.open();
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::internal);
  CHECK(refused.error().message.find(file.string() + " is damaged") != std::string::npos);
  CHECK(fs::file_size(file) == 5000);
}

TEST_CASE("a database that another program keeps locked is unavailable, and nothing is lost") {
  test::TempDir const folder;
  Database database(folder / "patchbay.db", std::chrono::milliseconds(20));
  REQUIRE(Connections(database).upsert(person(1)));
  {
    SQLite::Database stranger((folder / "patchbay.db").string(), SQLite::OPEN_READWRITE);
    stranger.exec("BEGIN IMMEDIATE");
    auto const refused = Connections(database).upsert(person(2));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::unavailable);
    CHECK(refused.error().message.find("kept busy") != std::string::npos);
    CHECK(people_in(database) == 1);  // reading goes on
  }
  REQUIRE(Connections(database).upsert(person(2)));
}

TEST_CASE("on a full disk a write says so, reading goes on, and writing does when there is room again") {
  test::TempDir const folder;
  test::FaultyVfs disk;
  Database database(folder / "patchbay.db");
  REQUIRE(Connections(database).upsert(person(1)));
  disk.fail(1, 1000, SQLITE_FULL);
  auto const refused = Connections(database).upsert(person(2));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK(refused.error().message.find("is full") != std::string::npos);
  CHECK(people_in(database) == 1);
  disk.heal();
  REQUIRE(Connections(database).upsert(person(2)));
  CHECK(people_in(database) == 2);
  CHECK(damaged_beside(folder / "patchbay.db").empty());
}

TEST_CASE("a disk that fails while the database is made leaves nothing half made in use") {
  test::FaultyVfs disk;
  int calls = 0;
  {
    test::TempDir const folder;
    disk.fail(1, 0, SQLITE_FULL);  // counts only
    REQUIRE(Database(folder / "patchbay.db").open());
    calls = disk.count();
  }
  for (int n = 1; n <= calls; ++n) {
    CAPTURE(n, calls);
    test::TempDir const folder;
    Database database(folder / "patchbay.db");
    disk.fail(n, n + 3, SQLITE_FULL);
    (void)database.open();
    disk.heal();
    CHECK(Connections(database).upsert(person(1)));
  }
}

}  // namespace patchbay
