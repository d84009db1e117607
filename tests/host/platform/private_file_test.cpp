#include "platform/private_file.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cerrno>
#include <cstdint>
#include <fstream>

#include <sys/xattr.h>

#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

constexpr auto owner_file = fs::perms::owner_read | fs::perms::owner_write;

// An access list as Linux keeps it: the owner may do all, another user and the most that anybody may do read.
struct AccessList {
  struct Entry {
    std::uint16_t kind, rights;
    std::uint32_t who;
  };
  std::uint32_t version = 2;
  std::array<Entry, 5> entries{{{1, 6, 0}, {2, 4, 4711}, {4, 0, 0}, {16, 4, 0}, {32, 0, 0}}};
};

// Whether this disk has access lists.
bool give_list(fs::path const& path, char const* name) {
  AccessList const list;
  if (::setxattr(path.c_str(), name, &list, sizeof list, 0) == 0) return true;
  REQUIRE(errno == ENOTSUP);
  return false;
}

}  // namespace

TEST_CASE("a private folder is made with what is missing above it") {
  test::TempDir const folder;
  REQUIRE(make_private_directory(folder / "a" / "b" / "c"));
  CHECK(fs::status(folder / "a" / "b" / "c").permissions() == fs::perms::owner_all);
  CHECK(make_private_directory(folder / "a" / "b" / "c"));
}

TEST_CASE("a folder that others may write is refused and stays as it is") {
  test::TempDir const folder;
  fs::permissions(folder.path(), fs::perms::all);
  auto const refused = make_private_directory(folder.path());
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::forbidden);
  CHECK(refused.error().message.find(folder.path().string() + " can be written by other users") !=
        std::string::npos);
  CHECK(fs::status(folder.path()).permissions() == fs::perms::all);
}

TEST_CASE("a folder that is a file is refused") {
  test::TempDir const folder;
  std::ofstream(folder / "file") << "x";
  CHECK(make_private_directory(folder / "file").error().code == ErrorCode::forbidden);
}

TEST_CASE("a private file reads back, with nobody else's rights") {
  test::TempDir const folder;
  REQUIRE(write_private_file(folder / "file", "one"));
  CHECK(fs::status(folder / "file").permissions() == owner_file);
  CHECK(read_private_file(folder / "file").value()->view() == "one");
}

TEST_CASE("a private file is replaced whole, and no draft stays behind") {
  test::TempDir const folder;
  REQUIRE(write_private_file(folder / "file", "a longer first text"));
  REQUIRE(write_private_file(folder / "file", ""));
  CHECK(read_private_file(folder / "file").value()->view() == "");
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a file that replaces a readable one is private") {
  test::TempDir const folder;
  std::ofstream(folder / "file") << "x";
  fs::permissions(folder / "file", fs::perms::all);
  REQUIRE(write_private_file(folder / "file", "one"));
  CHECK(fs::status(folder / "file").permissions() == owner_file);
}

TEST_CASE("a file that is not there is none, which is no error") {
  test::TempDir const folder;
  auto const read = read_private_file(folder / "file");
  REQUIRE(read);
  CHECK_FALSE(*read);
}

TEST_CASE("a file that others may open is refused") {
  test::TempDir const folder;
  REQUIRE(write_private_file(folder / "file", "one"));
  for (auto const extra : {fs::perms::group_read, fs::perms::others_read, fs::perms::others_write}) {
    fs::permissions(folder / "file", owner_file | extra);
    CHECK(read_private_file(folder / "file").error().code == ErrorCode::forbidden);
  }
}

TEST_CASE("a file that another user may open by its access list is refused, since its mode says so") {
  test::TempDir const folder;
  REQUIRE(write_private_file(folder / "file", "one"));
  if (!give_list(folder / "file", "system.posix_acl_access")) return;
  CHECK(read_private_file(folder / "file").error().code == ErrorCode::forbidden);
}

TEST_CASE("a private file in a folder that hands an access list on is private") {
  test::TempDir const folder;
  if (!give_list(folder.path(), "system.posix_acl_default")) return;
  REQUIRE(write_private_file(folder / "file", "one"));
  CHECK(fs::status(folder / "file").permissions() == owner_file);
  CHECK(read_private_file(folder / "file"));
}

TEST_CASE("a link, a folder and a huge file are refused") {
  test::TempDir const folder;
  REQUIRE(write_private_file(folder / "file", "one"));
  fs::create_symlink(folder / "file", folder / "link");
  CHECK(read_private_file(folder / "link").error().code == ErrorCode::forbidden);
  CHECK(read_private_file(folder.path()).error().code == ErrorCode::forbidden);
  REQUIRE(write_private_file(folder / "huge", std::string(65 * 1024, 'x')));
  CHECK(read_private_file(folder / "huge").error().code == ErrorCode::bad_reply);
}

TEST_CASE("writing where no folder is fails with the path") {
  test::TempDir const folder;
  auto const failed = write_private_file(folder / "none" / "file", "one");
  REQUIRE(failed.has_error());
  CHECK(failed.error().code == ErrorCode::unavailable);
  CHECK(failed.error().message.find("none/file") != std::string::npos);
}

}  // namespace patchbay::platform
