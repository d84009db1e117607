#include "platform/browser_key.hpp"

namespace patchbay::platform {

std::optional<std::filesystem::path> named_manifest(std::string const&, KeyOf) { return std::nullopt; }
Result<void> name_manifest(std::string const&, std::filesystem::path const&) { return {}; }
Result<void> forget_manifest(std::string const&) { return {}; }

}  // namespace patchbay::platform
