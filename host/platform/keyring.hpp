// Where secrets rest between two starts: the desktop's keyring, or a file where there is none. Thread-safe.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/secret.hpp"

namespace patchbay::platform {

// For --doctor.
struct KeyringInfo {
  std::string kind;     // "secret_service" or "file"
  std::string detail;   // where the secrets lie
  std::string warning;  // what a person should know or mend; empty when all is well
};

class Keyring {
 public:
  virtual ~Keyring() = default;
  // REQUIRES of every `name`: lower-case letters, digits, '.', '_', '-', not starting with '.'. Values are
  // text without a NUL byte. Error: unavailable, with what to do, when the keyring is locked or does not
  // answer; a few seconds at most.
  virtual Result<std::optional<Secret>> get(std::string_view name) = 0;
  virtual Result<void> set(std::string_view name, Secret const& value) = 0;
  virtual Result<void> remove(std::string_view name) = 0;  // what is not there counts as removed
  virtual KeyringInfo describe() const = 0;                // changes nothing and asks nobody
};

// The keyring of this data folder. Touches nothing until it is first used. Then it settles for good where
// this folder's secrets lie
// (<folder>/keyring says where): a keyring that is locked or gone later is an error, never a reason to begin
// anew elsewhere.
std::unique_ptr<Keyring> make_keyring(std::filesystem::path data_directory);

// This data folder's keyring was used before, so that to ask it settles nothing.
bool keyring_was_used(std::filesystem::path const& data_directory);

}  // namespace patchbay::platform
