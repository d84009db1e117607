// macOS' <sys/acl.h> as far as host/platform calls it, so that what is written for macOS is compiled on
// Linux: fake_access_lists.cpp answers.
#pragma once

#include <cstdint>

enum acl_perm_t : std::uint32_t {
  ACL_READ_DATA = 1u << 1,
  ACL_WRITE_DATA = 1u << 2,
  ACL_EXECUTE = 1u << 3,
  ACL_DELETE = 1u << 4,
  ACL_APPEND_DATA = 1u << 5,
  ACL_DELETE_CHILD = 1u << 6,
  ACL_WRITE_ATTRIBUTES = 1u << 8,
  ACL_WRITE_SECURITY = 1u << 12,
  ACL_CHANGE_OWNER = 1u << 13,
};
enum acl_tag_t { ACL_UNDEFINED_TAG = 0, ACL_EXTENDED_ALLOW = 1, ACL_EXTENDED_DENY = 2 };
enum acl_type_t { ACL_TYPE_EXTENDED = 0x100 };
enum acl_entry_id_t { ACL_FIRST_ENTRY = 0, ACL_NEXT_ENTRY = -1 };
enum acl_flag_t {
  ACL_ENTRY_INHERITED = 1 << 4,
  ACL_ENTRY_FILE_INHERIT = 1 << 5,
  ACL_ENTRY_ONLY_INHERIT = 1 << 8
};

using acl_t = struct _acl*;
using acl_entry_t = struct _acl_entry*;
using acl_flagset_t = struct _acl_flagset*;
using acl_permset_mask_t = std::uint64_t;

extern "C" {
acl_t acl_init(int count);  // an empty list
acl_t acl_get_link_np(char const* path, acl_type_t type);
int acl_set_file(char const* path, acl_type_t type, acl_t list);
int acl_free(void* what);
int acl_get_entry(acl_t list, int which, acl_entry_t* entry);  // 0, or -1 behind the last
int acl_get_tag_type(acl_entry_t entry, acl_tag_t* kind);
int acl_get_permset_mask_np(acl_entry_t entry, acl_permset_mask_t* rights);
int acl_get_flagset_np(void* entry, acl_flagset_t* flags);
int acl_get_flag_np(acl_flagset_t flags, acl_flag_t flag);
void* acl_get_qualifier(acl_entry_t entry);  // a UUID that the caller frees
}
