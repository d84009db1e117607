// One byte of a file is locked by each process, far beyond the file's end: the file stays empty, and nothing
// is left to be cleared away. Windows takes the lock away with the process.
#include "platform/presence.hpp"

#include <charconv>

#include "base/random.hpp"
#include "platform/access_win32.hpp"
#include "platform/private_file.hpp"

namespace patchbay::platform {
namespace {

constexpr char marked = 'p';    // names of processes that have a mark
constexpr char unmarked = 'u';  // and of those that have none

int open_file(std::filesystem::path const& data_directory) {
  if (!make_private_directory(data_directory)) return -1;
  PrivateAccess access;
  return as_int(CreateFileW((data_directory / "hosts.lock").c_str(), GENERIC_READ | GENERIC_WRITE,
                            FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, access.get(), OPEN_ALWAYS,
                            FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
}

// The place of a process's byte. Half the range only: an offset is signed here and there.
OVERLAPPED byte_of(std::string_view digits) {
  unsigned long long number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  OVERLAPPED place{};
  place.Offset = static_cast<DWORD>(number);
  place.OffsetHigh = static_cast<DWORD>(number >> 32) & 0x3FFF'FFFF;
  return place;
}

bool lock_byte(int handle, DWORD kind, std::string_view digits) {
  auto place = byte_of(digits);
  return LockFileEx(as_handle(handle), kind | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place);
}

}  // namespace

Presence::Presence(std::filesystem::path const& data_directory)
    : handle_(open_file(data_directory)), name_(random_hex(8)) {
  bool const taken = handle_ != -1 && lock_byte(handle_, LOCKFILE_EXCLUSIVE_LOCK, name_);
  name_.insert(name_.begin(), taken ? marked : unmarked);
}

Presence::~Presence() {
  if (handle_ != -1) CloseHandle(as_handle(handle_));
}

// Whether the byte is locked can only be found out by locking it: shared, so that two who ask at the same
// time do not take each other for the one they ask about.
std::optional<bool> Presence::alive(std::string_view name) const {
  if (name == name_) return true;
  if (handle_ == -1 || name.empty() || name[0] != marked) return std::nullopt;
  auto const digits = name.substr(1);
  if (!lock_byte(handle_, 0, digits)) {
    DWORD const error = GetLastError();
    if (error == ERROR_LOCK_VIOLATION || error == ERROR_IO_PENDING) return true;
    return std::nullopt;
  }
  auto place = byte_of(digits);
  UnlockFileEx(as_handle(handle_), 0, 1, 0, &place);
  return false;
}

}  // namespace patchbay::platform
