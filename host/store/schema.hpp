// The steps that lead from an empty database to ours: schema/*.sql, embedded by CMake. Immutable.
#pragma once

#include <span>
#include <string_view>

namespace patchbay {

// Step n leads from user_version n to n + 1. A step that has been released never changes again; a change is a
// new file.
std::span<std::string_view const> schema_steps();

}  // namespace patchbay
