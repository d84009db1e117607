// Windows' browsers look into the registry for the manifest of a host; elsewhere they look into folders, and
// this does nothing. Thread-safe. `key` is of the browser and the host:
// "SOFTWARE\Google\Chrome\NativeMessagingHosts\io.patchbay.host".
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/error.hpp"

namespace patchbay::platform {

enum class KeyOf { user, machine };

// The manifest that the key names; none when there is no such key.
std::optional<std::filesystem::path> named_manifest(std::string const& key, KeyOf whose);

// For this user. Error: unavailable, with the reason.
Result<void> name_manifest(std::string const& key, std::filesystem::path const& manifest);
Result<void> forget_manifest(std::string const& key);  // what is not there counts as forgotten

}  // namespace patchbay::platform
