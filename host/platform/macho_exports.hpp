// The names that a Mach-O library (macOS' kind) offers to others, read from its bytes. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patchbay::platform {

inline constexpr std::uint32_t macho_arm64 = 0x0100000c;
inline constexpr std::uint32_t macho_x86_64 = 0x01000007;

// As C spells them. `file` may be anything: of a universal one the part for `cpu` counts. None: it is no
// library for `cpu`.
std::optional<std::vector<std::string>> macho_exports(std::string_view file, std::uint32_t cpu);

}  // namespace patchbay::platform
