// The access lists of files, as the test wants them. One thread.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <vector>

#include <sys/acl.h>
#include <sys/types.h>

namespace patchbay::test {

using Uuid = std::array<unsigned char, 16>;

Uuid uuid_of_user(uid_t user);
Uuid uuid_of_group(gid_t group);

struct FakeAccess {
  acl_tag_t kind = ACL_EXTENDED_ALLOW;
  Uuid who{};
  acl_permset_mask_t rights = 0;
  int flags = 0;
};

struct FakeAccessLists {
  std::map<std::filesystem::path, std::vector<FakeAccess>> lists;
  std::vector<FakeAccess> handed_on;  // what every other file has from the folder above
  std::set<ino_t> dropped;            // files whose list was taken away
  int problem = 0;                    // an errno for every question, other than that there is no list
  int refusal = 0;                    // an errno for every change
  bool damaged = false;               // an entry does not say what it grants
};

FakeAccessLists& fake_access_lists();
int access_lists_living();  // lists and UUIDs that nobody has freed

}  // namespace patchbay::test
