#include <filesystem>
#include <fstream>
#include <iterator>

#include "platform/library.hpp"
#include "platform/macho_exports.hpp"

namespace patchbay::platform {

Result<std::vector<std::string>> exported_symbols(std::filesystem::path const& library) {
  constexpr std::uintmax_t most_bytes = 64 << 20;  // far beyond any adapter
  std::error_code missing;
  std::string bytes;
  if (auto const size = std::filesystem::file_size(library, missing); !missing && size <= most_bytes) {
    std::ifstream stream(library, std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(stream), {});
  }
#if defined(__arm64__)
  auto names = macho_exports(bytes, macho_arm64);
#else
  auto names = macho_exports(bytes, macho_x86_64);
#endif
  if (!names) return fail(ErrorCode::bad_reply, "It is no shared library for this machine.");
  return *std::move(names);
}

}  // namespace patchbay::platform
