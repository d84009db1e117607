// One byte of a file is locked by each process, far beyond the file's end: the file stays empty, and nothing
// is left to be cleared away. The locks are those of an open file description, so that two marks in one
// process do not know of each other.
#include "platform/presence.hpp"

#include <charconv>
#include <limits>

#include <fcntl.h>
#include <unistd.h>

#include "base/random.hpp"
#include "platform/private_file.hpp"

namespace patchbay::platform {
namespace {

constexpr char marked = 'p';    // names of processes that have a mark
constexpr char unmarked = 'u';  // and of those that have none

int open_file(std::filesystem::path const& data_directory) {
  if (!make_private_directory(data_directory)) return -1;
  return ::open((data_directory / "hosts.lock").c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
}

struct flock byte_of(std::string_view digits) {
  unsigned long long number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = static_cast<off_t>(number % std::numeric_limits<off_t>::max());
  lock.l_len = 1;
  return lock;
}

}  // namespace

Presence::Presence(std::filesystem::path const& data_directory)
    : handle_(open_file(data_directory)), name_(random_hex(8)) {
  auto lock = byte_of(name_);
  bool const taken = handle_ >= 0 && ::fcntl(handle_, F_OFD_SETLK, &lock) == 0;
  name_.insert(name_.begin(), taken ? marked : unmarked);
}

Presence::~Presence() {
  if (handle_ >= 0) ::close(handle_);
}

std::optional<bool> Presence::alive(std::string_view name) const {
  if (name == name_) return true;
  if (handle_ < 0 || name.empty() || name[0] != marked) return std::nullopt;
  auto lock = byte_of(name.substr(1));
  if (::fcntl(handle_, F_OFD_GETLK, &lock) != 0) return std::nullopt;
  return lock.l_type != F_UNLCK;
}

}  // namespace patchbay::platform
