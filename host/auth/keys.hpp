// The keys of a data folder: one random master key in the keyring, and what is derived from it. Thread-safe.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "base/secret.hpp"
#include "base/thread_annotations.hpp"
#include "platform/keyring.hpp"
#include "store/sealing.hpp"

namespace patchbay {

// Whether the keyring has the master key; makes none. Error: unavailable, as below.
Result<bool> has_master_key(platform::Keyring& keyring);

class Keys {
 public:
  // Touches nothing until a key is asked for. The first call ever makes the master key; of several processes
  // that start at the same time, one makes it and the others use it.
  Keys(platform::Keyring& keyring, std::filesystem::path data_directory)
      : keyring_(keyring), data_directory_(std::move(data_directory)) {}

  // Copies. Error: unavailable when the keyring is locked or does not answer; the next call tries again.
  Result<Secret> token_key();        // of the extension's tokens
  Result<SealingKey> sealing_key();  // of the stored credentials

 private:
  Result<Secret> derived(std::string_view purpose);
  Result<Secret> master();
  Secret from_master(std::string_view purpose) REQUIRES_LOCK(mutex_);

  platform::Keyring& keyring_;
  std::filesystem::path const data_directory_;
  Mutex mutex_;
  std::optional<Secret> master_ GUARDED_BY(mutex_);
  std::map<std::string_view, Secret> derived_ GUARDED_BY(mutex_);  // by purpose; deriving takes its time
};

}  // namespace patchbay
