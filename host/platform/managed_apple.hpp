// platform/managed.hpp with another root than "/", for tests. Thread-safe.
#pragma once

#include "platform/managed.hpp"

namespace patchbay::platform {

Result<std::vector<ManagedDocument>> policy_documents_below(std::filesystem::path const& root);

}  // namespace patchbay::platform
