#include "platform/access_list.hpp"

#include <catch2/catch.hpp>

#include <cerrno>
#include <fstream>

#include <unistd.h>

#include "host/platform/apple/fake_access_lists.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;
using test::FakeAccess;
using test::uuid_of_group;
using test::uuid_of_user;

constexpr char const* refused = "may be written by others, as its access list says.";
constexpr gid_t everyone = 12;
constexpr uid_t somebody = 4711;

// A file whose mode lets nobody but its owner write.
struct Listed {
  Listed() {
    std::ofstream(file) << "text";
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    test::fake_access_lists() = {};
  }
  ~Listed() { CHECK(test::access_lists_living() == 0); }

  std::string with(std::vector<FakeAccess> list, Owner owner = Owner::user) const {
    test::fake_access_lists().lists[file] = std::move(list);
    return reason_in_access_list(file, owner).value_or("none");
  }

  test::TempDir const folder;
  fs::path const file = folder / "a.dylib";
};

}  // namespace

TEST_CASE_METHOD(Listed, "a Mac's file without a list is trusted as its mode is") {
  CHECK_FALSE(reason_in_access_list(file, Owner::user));
  CHECK(with({}) == "none");
}

TEST_CASE_METHOD(Listed, "a disk that has no lists is no reason to distrust a file") {
  test::fake_access_lists().problem = ENOTSUP;
  CHECK(with({}) == "none");
}

TEST_CASE_METHOD(Listed, "a list that denies, as that of every home folder, is no reason either") {
  CHECK(with({{ACL_EXTENDED_DENY, uuid_of_group(everyone), ACL_DELETE}}) == "none");
}

TEST_CASE_METHOD(Listed, "a right to change a file, in whatever way, is a reason when others have it") {
  auto const right = GENERATE(ACL_WRITE_DATA, ACL_APPEND_DATA, ACL_DELETE, ACL_DELETE_CHILD,
                              ACL_WRITE_SECURITY, ACL_CHANGE_OWNER);
  CHECK(with({{ACL_EXTENDED_ALLOW, uuid_of_user(somebody), ACL_READ_DATA | acl_permset_mask_t{right}}}) ==
        refused);
}

TEST_CASE_METHOD(Listed, "a right to read or to run a file is none") {
  auto const rights = acl_permset_mask_t{ACL_READ_DATA} | ACL_EXECUTE | ACL_WRITE_ATTRIBUTES;
  CHECK(with({{ACL_EXTENDED_ALLOW, uuid_of_group(everyone), rights}}) == "none");
}

TEST_CASE_METHOD(Listed, "every entry of a list counts") {
  CHECK(with({{ACL_EXTENDED_DENY, uuid_of_group(everyone), ACL_DELETE},
              {ACL_EXTENDED_ALLOW, uuid_of_user(0), ACL_WRITE_DATA},
              {ACL_EXTENDED_ALLOW, uuid_of_group(everyone), ACL_WRITE_DATA, ACL_ENTRY_INHERITED}}) ==
        refused);
}

TEST_CASE_METHOD(Listed, "who may write by owning it may be named in the list, too") {
  CHECK(with({{ACL_EXTENDED_ALLOW, uuid_of_user(0), ACL_WRITE_DATA}}, Owner::administrator) == "none");
  CHECK(with({{ACL_EXTENDED_ALLOW, uuid_of_user(geteuid()), ACL_WRITE_DATA}}) == "none");
  // A group is named by another UUID than the user of the same number.
  CHECK(with({{ACL_EXTENDED_ALLOW, uuid_of_group(0), ACL_WRITE_DATA}}) == refused);
}

TEST_CASE_METHOD(Listed, "a user in the list of an administrator's file is one of the others") {
  if (geteuid() == 0) return;  // here the user is the administrator
  CHECK(with({{ACL_EXTENDED_ALLOW, uuid_of_user(geteuid()), ACL_WRITE_DATA}}, Owner::administrator) ==
        refused);
}

TEST_CASE_METHOD(Listed, "what a folder only hands on does not count for the folder") {
  int const handed_on = ACL_ENTRY_FILE_INHERIT | ACL_ENTRY_ONLY_INHERIT;
  CHECK(with({{ACL_EXTENDED_ALLOW, uuid_of_group(everyone), ACL_WRITE_DATA, handed_on}}) == "none");
  CHECK(with({{ACL_EXTENDED_ALLOW, uuid_of_group(everyone), ACL_WRITE_DATA, ACL_ENTRY_FILE_INHERIT}}) ==
        refused);
}

TEST_CASE_METHOD(Listed, "a list that cannot be read is a reason") {
  SECTION("none of it") {
    test::fake_access_lists().problem = EACCES;
    CHECK(with({}) == "has an access list that cannot be read: Permission denied.");
  }
  SECTION("an entry of it") {
    test::fake_access_lists().damaged = true;
    CHECK(with({{ACL_EXTENDED_DENY, uuid_of_group(everyone), ACL_DELETE}}) == refused);
  }
}

TEST_CASE_METHOD(Listed, "a library is distrusted for its own list, and for that of a folder above it") {
  auto const above = fs::canonical(folder.path());
  auto const library = above / "a.dylib";
  CHECK_FALSE(reason_to_distrust(library, Owner::user));
  for (auto const& path : {library, above, above.parent_path()}) {
    test::fake_access_lists().lists = {
        {path, {{ACL_EXTENDED_ALLOW, uuid_of_group(everyone), ACL_DELETE_CHILD}}}};
    CHECK(reason_to_distrust(library, Owner::user) == "'" + path.string() + "' " + refused);
  }
}

}  // namespace patchbay::platform
