// On macOS a file's mode says nothing of its list: 0644 may be everybody's to write.
#include "platform/access_list.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include <sys/acl.h>
#include <unistd.h>

// As <membership.h> has it, which not every compiler for macOS brings along.
extern "C" int mbr_uid_to_uuid(uid_t user, unsigned char* uuid);

namespace patchbay::platform {
namespace {

// To write it, or add to a folder; to put something else in its place; to give oneself any of these.
constexpr acl_permset_mask_t changes =
    ACL_WRITE_DATA | ACL_APPEND_DATA | ACL_DELETE | ACL_DELETE_CHILD | ACL_WRITE_SECURITY | ACL_CHANGE_OWNER;
constexpr acl_permset_mask_t opens = changes | ACL_READ_DATA | ACL_EXECUTE;

struct Freed {
  void operator()(void* what) const { acl_free(what); }
};
using Owned = std::unique_ptr<void, Freed>;

// An entry names its user or group by a UUID.
bool is_for(acl_entry_t entry, uid_t user) {
  Owned const named(acl_get_qualifier(entry));
  std::array<unsigned char, 16> uuid{};
  return named && mbr_uid_to_uuid(user, uuid.data()) == 0 &&
         std::memcmp(named.get(), uuid.data(), uuid.size()) == 0;
}

Owned list_of(std::filesystem::path const& path) {
  errno = 0;
  return Owned(acl_get_link_np(path.c_str(), ACL_TYPE_EXTENDED));
}

// After list_of gave nothing. The latter is said of disks of another system's.
bool has_none() { return errno == ENOENT || errno == ENOTSUP; }

// Nobody asks who is in a group, here as with the mode. What is denied before takes nothing away: such a
// list is one that nobody understands at a glance.
bool gives_others(acl_permset_mask_t wanted, acl_entry_t entry, Owner owner) {
  acl_tag_t kind = ACL_UNDEFINED_TAG;
  acl_permset_mask_t rights = 0;
  acl_flagset_t flags = nullptr;
  if (acl_get_tag_type(entry, &kind) != 0 || acl_get_permset_mask_np(entry, &rights) != 0 ||
      acl_get_flagset_np(entry, &flags) != 0)
    return true;
  if (kind == ACL_EXTENDED_DENY || (rights & wanted) == 0) return false;
  // Handed on to what is added to the folder, which is judged by its own list.
  if (acl_get_flag_np(flags, ACL_ENTRY_ONLY_INHERIT) == 1) return false;
  return !is_for(entry, 0) && !(owner == Owner::user && is_for(entry, geteuid()));
}

}  // namespace

std::optional<std::string> reason_in_access_list(std::filesystem::path const& path, Owner owner, Kept kept) {
  Owned const list = list_of(path);
  if (!list) {
    if (has_none()) return std::nullopt;
    return std::string("has an access list that cannot be read: ") + std::strerror(errno) + ".";
  }
  bool const unopened = kept == Kept::unopened;
  acl_entry_t entry = nullptr;
  int which = ACL_FIRST_ENTRY;
  while (acl_get_entry(static_cast<acl_t>(list.get()), which, &entry) == 0) {
    if (gives_others(unopened ? opens : changes, entry, owner))
      return std::string("may be ") + (unopened ? "opened" : "written") +
             " by others, as its access list says.";
    which = ACL_NEXT_ENTRY;
  }
  return std::nullopt;
}

bool drop_access_list(std::filesystem::path const& path) {
  if (!list_of(path)) return has_none();
  Owned const none(acl_init(0));
  return none && acl_set_file(path.c_str(), ACL_TYPE_EXTENDED, static_cast<acl_t>(none.get())) == 0;
}

}  // namespace patchbay::platform
