#include "host/platform/apple/fake_access_lists.hpp"

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>

using namespace patchbay::test;

struct _acl_flagset {
  int bits;
};
struct _acl_entry {
  FakeAccess said;
  _acl_flagset flags;
};
struct _acl {
  std::vector<_acl_entry> entries;
  std::size_t next = 0;
};

namespace patchbay::test {

FakeAccessLists& fake_access_lists() {
  static FakeAccessLists lists;
  return lists;
}

Uuid uuid_of_user(uid_t user) {
  Uuid uuid{0xFF, 0xFF, 0xEE, 0xEE, 0xDD, 0xDD, 0xCC, 0xCC, 0xBB, 0xBB, 0xAA, 0xAA};
  for (std::size_t index = 0; index < 4; ++index)
    uuid[15 - index] = static_cast<unsigned char>(user >> (8 * index));
  return uuid;
}

Uuid uuid_of_group(gid_t group) {
  auto uuid = uuid_of_user(group);
  uuid[0] = 0xAB;
  return uuid;
}

}  // namespace patchbay::test

namespace {

std::map<void*, std::shared_ptr<void>> living;

template <class What>
What* handed_out(std::unique_ptr<What> what) {
  auto* const address = what.get();
  living[address] = std::move(what);
  return address;
}

}  // namespace

int patchbay::test::access_lists_living() { return static_cast<int>(living.size()); }

extern "C" {

int mbr_uid_to_uuid(uid_t user, unsigned char* uuid) {
  auto const known = uuid_of_user(user);
  std::memcpy(uuid, known.data(), known.size());
  return 0;
}

acl_t acl_get_link_np(char const* path, acl_type_t type) {
  if (type != ACL_TYPE_EXTENDED) throw std::logic_error("macOS has no lists of this type");
  auto& fake = fake_access_lists();
  auto const found = fake.lists.find(path);
  errno = fake.problem ? fake.problem : ENOENT;
  if (fake.problem || found == fake.lists.end()) return nullptr;
  auto list = std::make_unique<_acl>();
  for (auto const& one : found->second) list->entries.push_back({one, {one.flags}});
  return handed_out(std::move(list));
}

int acl_free(void* what) {
  if (living.erase(what) == 0) throw std::logic_error("this was not handed out, or is freed already");
  return 0;
}

int acl_get_entry(acl_t list, int which, acl_entry_t* entry) {
  if (which == ACL_FIRST_ENTRY) list->next = 0;
  if (list->next == list->entries.size()) return -1;
  *entry = &list->entries[list->next++];
  return 0;
}

int acl_get_tag_type(acl_entry_t entry, acl_tag_t* kind) {
  *kind = entry->said.kind;
  return 0;
}

int acl_get_permset_mask_np(acl_entry_t entry, acl_permset_mask_t* rights) {
  *rights = entry->said.rights;
  return fake_access_lists().damaged ? -1 : 0;
}

int acl_get_flagset_np(void* entry, acl_flagset_t* flags) {
  *flags = &static_cast<acl_entry_t>(entry)->flags;
  return 0;
}

int acl_get_flag_np(acl_flagset_t flags, acl_flag_t flag) { return (flags->bits & flag) != 0; }

void* acl_get_qualifier(acl_entry_t entry) { return handed_out(std::make_unique<Uuid>(entry->said.who)); }
}
