// The keyring of a machine that has none: one file a secret, for this user only. Thread-safe; safe between
// processes.
#pragma once

#include "platform/keyring.hpp"

namespace patchbay::platform {

class FileKeyring final : public Keyring {
 public:
  explicit FileKeyring(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Result<std::optional<Secret>> get(std::string_view name) override;
  Result<void> set(std::string_view name, Secret const& value) override;
  Result<void> remove(std::string_view name) override;
  KeyringInfo describe() const override;

 private:
  std::filesystem::path const folder_;
};

}  // namespace patchbay::platform
