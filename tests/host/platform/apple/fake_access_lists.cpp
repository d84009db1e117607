#include "host/platform/apple/fake_access_lists.hpp"

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>

#include <sys/stat.h>

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

ino_t number_of(char const* path) {
  struct stat about {};
  if (lstat(path, &about) != 0) throw std::logic_error("there is no such file");
  return about.st_ino;
}

// Of a file that has one. It goes with the file when that is renamed, but is known by the name that a test
// gave.
std::vector<FakeAccess> const* list_at(char const* path) {
  auto const& fake = fake_access_lists();
  if (fake.dropped.count(number_of(path))) return nullptr;
  if (auto const found = fake.lists.find(path); found != fake.lists.end()) return &found->second;
  return fake.handed_on.empty() ? nullptr : &fake.handed_on;
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
  auto const* const found = list_at(path);
  errno = fake_access_lists().problem ? fake_access_lists().problem : ENOENT;
  if (fake_access_lists().problem || !found) return nullptr;
  auto list = std::make_unique<_acl>();
  for (auto const& one : *found) list->entries.push_back({one, {one.flags}});
  return handed_out(std::move(list));
}

acl_t acl_init(int) { return handed_out(std::make_unique<_acl>()); }

int acl_set_file(char const* path, acl_type_t type, acl_t list) {
  if (type != ACL_TYPE_EXTENDED) throw std::logic_error("macOS has no lists of this type");
  if (!list->entries.empty()) throw std::logic_error("nobody is to be given anything");
  if ((errno = fake_access_lists().refusal)) return -1;
  fake_access_lists().dropped.insert(number_of(path));
  return 0;
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
