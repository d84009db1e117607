// Reads the table of exported names of a DLL. Every offset and size in it is checked, since the file may be
// anything.
#include <cstring>
#include <fstream>
#include <optional>

#include "platform/library.hpp"
#include "platform/win32.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_bytes = 64 << 20;  // far beyond any adapter
constexpr std::size_t longest_name = 4096;

class PeFile {
 public:
  explicit PeFile(std::string bytes) : bytes_(std::move(bytes)) {}

  template <class T>
  std::optional<T> at(std::uint64_t offset) const {
    if (offset > bytes_.size() || sizeof(T) > bytes_.size() - offset) return std::nullopt;
    T value;
    std::memcpy(&value, bytes_.data() + offset, sizeof value);
    return value;
  }

  // The text up to its NUL.
  std::optional<std::string> text_at(std::uint64_t offset) const {
    if (offset >= bytes_.size()) return std::nullopt;
    auto const end = bytes_.find('\0', offset);
    if (end == std::string::npos || end - offset > longest_name) return std::nullopt;
    return bytes_.substr(offset, end - offset);
  }

  // Reads the headers. False: it is no library of this machine's kind.
  bool read_headers() {
    auto const dos = at<IMAGE_DOS_HEADER>(0);
    if (!dos || dos->e_magic != IMAGE_DOS_SIGNATURE || dos->e_lfanew < 0) return false;
    auto const start = static_cast<std::uint64_t>(dos->e_lfanew);
    auto const headers = at<IMAGE_NT_HEADERS64>(start);
    if (!headers || headers->Signature != IMAGE_NT_SIGNATURE) return false;
    auto const& file = headers->FileHeader;
    auto const& optional = headers->OptionalHeader;
    if (file.Machine != IMAGE_FILE_MACHINE_AMD64 || !(file.Characteristics & IMAGE_FILE_DLL)) return false;
    if (optional.Magic != IMAGE_NT_OPTIONAL_HDR64_MAGIC) return false;
    if (optional.NumberOfRvaAndSizes > IMAGE_DIRECTORY_ENTRY_EXPORT)
      exports_ = optional.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXPORT];
    auto const sections = start + offsetof(IMAGE_NT_HEADERS64, OptionalHeader) + file.SizeOfOptionalHeader;
    for (unsigned index = 0; index < file.NumberOfSections; ++index) {
      auto const section = at<IMAGE_SECTION_HEADER>(sections + index * sizeof(IMAGE_SECTION_HEADER));
      if (!section) return false;
      sections_.push_back(*section);
    }
    return true;
  }

  // Where in the file lies what is loaded at this address.
  std::optional<std::uint64_t> offset_of(std::uint64_t address) const {
    for (auto const& section : sections_) {
      if (address >= section.VirtualAddress && address - section.VirtualAddress < section.SizeOfRawData)
        return section.PointerToRawData + (address - section.VirtualAddress);
    }
    return std::nullopt;
  }

  std::optional<std::vector<std::string>> exported() const {
    std::vector<std::string> names;
    if (exports_.Size == 0) return names;
    auto const place = offset_of(exports_.VirtualAddress);
    auto const table = place ? at<IMAGE_EXPORT_DIRECTORY>(*place) : std::nullopt;
    if (!table || table->NumberOfNames > bytes_.size()) return std::nullopt;
    for (std::uint64_t index = 0; index < table->NumberOfNames; ++index) {
      auto const entry = offset_of(table->AddressOfNames + index * sizeof(DWORD));
      auto const address = entry ? at<DWORD>(*entry) : std::nullopt;
      auto const name_at = address ? offset_of(*address) : std::nullopt;
      auto name = name_at ? text_at(*name_at) : std::nullopt;
      if (!name) return std::nullopt;
      names.push_back(std::move(*name));
    }
    return names;
  }

 private:
  std::string bytes_;
  IMAGE_DATA_DIRECTORY exports_{};
  std::vector<IMAGE_SECTION_HEADER> sections_;
};

std::string contents(fs::path const& path) {
  std::error_code unreadable;  // then the size says nothing, and no bytes are no library
  auto const size = fs::file_size(path, unreadable);
  if (unreadable || size > most_bytes) return {};
  std::string bytes(size, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  return in ? bytes : std::string();
}

}  // namespace

Result<std::vector<std::string>> exported_symbols(fs::path const& library) {
  PeFile file(contents(library));
  auto names = file.read_headers() ? file.exported() : std::nullopt;
  if (!names) return fail(ErrorCode::bad_reply, "It is no shared library for this machine.");
  return *std::move(names);
}

}  // namespace patchbay::platform
