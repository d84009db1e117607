#include "platform/keyring_lock.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "platform/private_file.hpp"

namespace patchbay::platform {

Result<KeyringLock> KeyringLock::take(std::filesystem::path const& data_directory) {
  if (auto made = make_private_directory(data_directory); !made) return made.error();
  auto const file = data_directory / "keyring.lock";
  int const handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  while (handle >= 0) {
    if (::flock(handle, LOCK_EX) == 0) return KeyringLock(handle);
    if (errno == EINTR) continue;
    break;
  }
  auto const reason = std::generic_category().message(errno);
  if (handle >= 0) ::close(handle);
  return fail(ErrorCode::unavailable, file.string() + " cannot be locked: " + reason + ".");
}

KeyringLock::KeyringLock(KeyringLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}

KeyringLock::~KeyringLock() {
  if (handle_ >= 0) ::close(handle_);
}

}  // namespace patchbay::platform
