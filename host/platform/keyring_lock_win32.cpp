#include "platform/keyring_lock.hpp"

#include <utility>

#include "platform/access_win32.hpp"
#include "platform/private_file.hpp"

namespace patchbay::platform {

Result<KeyringLock> KeyringLock::take(std::filesystem::path const& data_directory) {
  if (auto made = make_private_directory(data_directory); !made) return made.error();
  auto const path = data_directory / "keyring.lock";
  PrivateAccess access;
  Handle file(CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE,
                          FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, access.get(), OPEN_ALWAYS,
                          FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
  OVERLAPPED whole{};
  if (file && LockFileEx(file.get(), LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &whole))
    return KeyringLock(as_int(file.release()));
  return fail(ErrorCode::unavailable,
              path.string() + " cannot be locked: " + words_for(GetLastError()) + ".");
}

KeyringLock::KeyringLock(KeyringLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}

KeyringLock::~KeyringLock() {
  if (handle_ != -1) CloseHandle(as_handle(handle_));
}

}  // namespace patchbay::platform
