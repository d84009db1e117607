// Reads the table of exported symbols of an ELF file. Every offset and size in it is checked, since the file
// may be anything.
#include <cstring>
#include <fstream>
#include <optional>

#include <elf.h>
#include <link.h>

#include "platform/library.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes = 16 << 20;  // of one table: far beyond any adapter's

class ElfFile {
 public:
  explicit ElfFile(fs::path const& path) : in_(path, std::ios::binary) {
    std::error_code missing;
    size_ = fs::file_size(path, missing);
    if (missing) size_ = 0;
  }

  template <class T>
  std::optional<std::vector<T>> table(std::uint64_t offset, std::uint64_t bytes) {
    if (bytes > most_bytes || offset > size_ || bytes > size_ - offset) return std::nullopt;
    std::vector<T> items(bytes / sizeof(T));
    in_.seekg(static_cast<std::streamoff>(offset));
    in_.read(reinterpret_cast<char*>(items.data()), static_cast<std::streamsize>(items.size() * sizeof(T)));
    if (!in_) return std::nullopt;
    return items;
  }

 private:
  std::ifstream in_;
  std::uint64_t size_ = 0;
};

bool is_shared_library(ElfW(Ehdr) const& header) {
  bool const native = header.e_ident[EI_CLASS] == (sizeof(void*) == 8 ? ELFCLASS64 : ELFCLASS32);
  return std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 && native && header.e_type == ET_DYN &&
         header.e_shentsize == sizeof(ElfW(Shdr));
}

// Visible to others, and a thing (a function, an object) of this file rather than one that it needs.
bool is_exported(ElfW(Sym) const& symbol) {
  auto const binding = ELF64_ST_BIND(symbol.st_info);  // the 32-bit macro is the same
  auto const visibility = ELF64_ST_VISIBILITY(symbol.st_other);
  return symbol.st_shndx != SHN_UNDEF && symbol.st_shndx != SHN_ABS && binding != STB_LOCAL &&
         (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

std::optional<std::vector<std::string>> exported_by(ElfFile& file) {
  auto const header = file.table<ElfW(Ehdr)>(0, sizeof(ElfW(Ehdr)));
  if (!header || !is_shared_library(header->front())) return std::nullopt;
  auto const sections =
      file.table<ElfW(Shdr)>(header->front().e_shoff, header->front().e_shnum * sizeof(ElfW(Shdr)));
  if (!sections) return std::nullopt;
  std::vector<std::string> names;
  for (auto const& section : *sections) {
    if (section.sh_type != SHT_DYNSYM || section.sh_link >= sections->size()) continue;
    auto const& strings = (*sections)[section.sh_link];
    auto const symbols = file.table<ElfW(Sym)>(section.sh_offset, section.sh_size);
    auto const text = file.table<char>(strings.sh_offset, strings.sh_size);
    if (!symbols || !text || text->empty() || text->back() != '\0') return std::nullopt;
    for (auto const& symbol : *symbols) {
      if (is_exported(symbol) && symbol.st_name < text->size())
        names.emplace_back(text->data() + symbol.st_name);
    }
  }
  return names;
}

}  // namespace

Result<std::vector<std::string>> exported_symbols(fs::path const& library) {
  ElfFile file(library);
  auto names = exported_by(file);
  if (!names && !std::ifstream(library)) return fail(ErrorCode::bad_reply, "It cannot be read by this user.");
  if (!names) return fail(ErrorCode::bad_reply, "It is no shared library for this machine.");
  return *std::move(names);
}

}  // namespace patchbay::platform
