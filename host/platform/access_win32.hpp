// Who owns a file or folder on Windows, and who may do what with it. Thread-safe.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "platform/trust.hpp"
#include "platform/win32.hpp"

namespace patchbay::platform {

// The text form of the user who runs this program: "S-1-5-21-...".
std::wstring current_user();

// A file or folder with this access list and owner, freed with it; for CreateFileW and CreateDirectoryW.
class PrivateAccess {
 public:
  PrivateAccess();  // this user, the system and administrators, and nobody else; what is below inherits it
  ~PrivateAccess();
  PrivateAccess(PrivateAccess const&) = delete;
  PrivateAccess& operator=(PrivateAccess const&) = delete;
  SECURITY_ATTRIBUTES* get() { return &attributes_; }

 private:
  SECURITY_ATTRIBUTES attributes_{};
};

inline constexpr ACCESS_MASK may_read = FILE_READ_DATA | GENERIC_READ | GENERIC_ALL;
inline constexpr ACCESS_MASK may_replace = DELETE | FILE_DELETE_CHILD | WRITE_DAC | WRITE_OWNER | GENERIC_ALL;
inline constexpr ACCESS_MASK may_write = may_replace | FILE_WRITE_DATA | FILE_APPEND_DATA | GENERIC_WRITE;

// A file or folder that was opened to be judged, itself and not what a link leads to.
class Judged {
 public:
  explicit Judged(std::filesystem::path const& path);
  ~Judged();
  Judged(Judged const&) = delete;
  Judged& operator=(Judged const&) = delete;

  DWORD error() const { return error_; }  // ERROR_SUCCESS, or why nothing below can be said
  bool is_link() const { return attributes_ & FILE_ATTRIBUTE_REPARSE_POINT; }
  bool is_folder() const { return attributes_ & FILE_ATTRIBUTE_DIRECTORY; }
  bool owned_by(Owner owner) const;
  // The name of somebody beside `owner` who has one of these rights; none when nobody has.
  std::optional<std::string> other_who(ACCESS_MASK rights, Owner owner) const;

 private:
  DWORD error_ = ERROR_SUCCESS;
  DWORD attributes_ = 0;
  PSECURITY_DESCRIPTOR descriptor_ = nullptr;
  PSID file_owner_ = nullptr;
  PACL list_ = nullptr;
};

}  // namespace patchbay::platform
