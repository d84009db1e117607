#include "platform/private_file.hpp"

#include <catch2/catch.hpp>

#include <cerrno>

#include <unistd.h>

#include "host/platform/apple/fake_access_lists.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;
using test::FakeAccess;
using test::uuid_of_group;
using test::uuid_of_user;

constexpr gid_t everyone = 12;

// A private file in a folder; what lists there are, the test says.
struct Listed {
  Listed() {
    test::fake_access_lists() = {};
    REQUIRE(write_private_file(file, "one"));
  }
  ~Listed() { CHECK(test::access_lists_living() == 0); }

  Result<std::optional<Secret>> read_with(FakeAccess entry) const {
    lists().lists[file] = {entry};
    return read_private_file(file);
  }
  static test::FakeAccessLists& lists() { return test::fake_access_lists(); }

  test::TempDir const folder;
  fs::path const file = folder / "file";
};

FakeAccess for_everyone(acl_permset_mask_t rights, int flags = 0) {
  return {ACL_EXTENDED_ALLOW, uuid_of_group(everyone), rights, flags};
}

}  // namespace

TEST_CASE_METHOD(Listed, "a Mac's private file that others may open by its list is refused") {
  auto const right = GENERATE(ACL_READ_DATA, ACL_EXECUTE, ACL_WRITE_DATA, ACL_APPEND_DATA, ACL_DELETE,
                              ACL_WRITE_SECURITY, ACL_CHANGE_OWNER);
  auto const refused = read_with(for_everyone(right));
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::forbidden);
  CHECK(refused.error().message == file.string() + " may be opened by others, as its access list says.");
}

TEST_CASE_METHOD(Listed, "a list that gives others nothing of a private file is no reason to refuse it") {
  CHECK(read_with({ACL_EXTENDED_DENY, uuid_of_group(everyone), ACL_READ_DATA}));
  CHECK(read_with({ACL_EXTENDED_ALLOW, uuid_of_user(geteuid()), ACL_READ_DATA}));
  CHECK(read_with(for_everyone(ACL_WRITE_ATTRIBUTES)));
}

TEST_CASE_METHOD(Listed, "a private file whose list cannot be read is refused") {
  lists().problem = EACCES;
  CHECK(read_private_file(file).error().code == ErrorCode::forbidden);
}

TEST_CASE_METHOD(Listed,
                 "a Mac's folder that others may write by its list is refused, one they may read is not") {
  lists().lists[folder.path()] = {for_everyone(ACL_READ_DATA)};
  CHECK(make_private_directory(folder.path()));
  lists().lists[folder.path()] = {for_everyone(ACL_APPEND_DATA)};
  CHECK(make_private_directory(folder.path()).error().message ==
        folder.path().string() + " may be written by others, as its access list says.");
}

TEST_CASE_METHOD(Listed, "what is made in a Mac's folder that hands its list on has no list") {
  lists().handed_on = {
      for_everyone(acl_permset_mask_t{ACL_READ_DATA} | ACL_APPEND_DATA, ACL_ENTRY_INHERITED)};
  REQUIRE(make_private_directory(folder / "below"));
  CHECK(make_private_directory(folder / "below"));
  REQUIRE(write_private_file(file, "two"));
  auto const read = read_private_file(file);
  REQUIRE(read);
  CHECK((*read)->view() == "two");
}

TEST_CASE_METHOD(Listed,
                 "a secret is not written into a file that others may open, and no draft stays behind") {
  lists().handed_on = {for_everyone(ACL_READ_DATA, ACL_ENTRY_INHERITED)};
  lists().refusal = EPERM;
  auto const failed = write_private_file(folder / "other", "two");
  REQUIRE(failed.has_error());
  CHECK(failed.error().code == ErrorCode::unavailable);
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
  CHECK(make_private_directory(folder / "below").error().code == ErrorCode::unavailable);
}

}  // namespace patchbay::platform
