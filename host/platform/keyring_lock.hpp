// Held by the one process or thread that settles something in a data folder for all: where the secrets lie,
// which key is the key.
#pragma once

#include <filesystem>

#include "base/error.hpp"

namespace patchbay::platform {

// Released when it goes, also by the death of the process. Not recursive.
class KeyringLock {
 public:
  // Waits for whoever holds it; they hold it for seconds at most. Makes the data folder when it is missing.
  static Result<KeyringLock> take(std::filesystem::path const& data_directory);
  KeyringLock(KeyringLock&& other) noexcept;
  KeyringLock& operator=(KeyringLock&&) = delete;
  ~KeyringLock();

 private:
  explicit KeyringLock(int handle) : handle_(handle) {}
  int handle_;
};

}  // namespace patchbay::platform
