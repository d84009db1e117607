// The names are those that the system's own loader goes by: a tree of letters, the "export trie". Every
// offset and size is checked, since the file may be anything.
#include "platform/macho_exports.hpp"

#include <algorithm>
#include <iterator>

namespace patchbay::platform {
namespace {

constexpr std::uint32_t universal = 0xcafebabe;
constexpr std::uint32_t thin = 0xfeedfacf;
constexpr std::uint32_t library = 6, bundle = 8;  // MH_DYLIB, MH_BUNDLE
constexpr std::uint32_t trie_alone = 0x80000033, all_tables = 0x22, all_tables_required = 0x80000022;
constexpr int most_nodes =
    20'000;  // far beyond any adapter; nodes may be reached by many ways, or lead in a circle
constexpr int deepest = 512;

// What a linker makes for itself, and some show.
constexpr std::string_view linkers_own[] = {"__mh_dylib_header", "__mh_bundle_header", "___dso_handle"};

enum class Order { little, big };

std::optional<std::uint32_t> number_at(std::string_view bytes, std::size_t at, Order order) {
  if (at > bytes.size() || bytes.size() - at < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (std::size_t index = 0; index < 4; ++index) {
    auto const place = order == Order::big ? 3 - index : index;
    value |= std::uint32_t{static_cast<unsigned char>(bytes[at + index])} << (8 * place);
  }
  return value;
}

std::optional<std::string_view> part(std::string_view bytes, std::uint64_t at, std::uint64_t size) {
  if (at > bytes.size() || size > bytes.size() - at) return std::nullopt;
  return bytes.substr(at, size);
}

std::optional<std::string_view> part_for(std::string_view file, std::uint32_t cpu) {
  if (number_at(file, 0, Order::big) != universal) return file;
  auto const count = number_at(file, 4, Order::big).value_or(0);
  for (std::uint32_t index = 0; index < count && index < 16; ++index) {
    auto const row = 8 + std::size_t{index} * 20;
    if (number_at(file, row, Order::big) != cpu) continue;
    return part(file, number_at(file, row + 8, Order::big).value_or(0),
                number_at(file, row + 12, Order::big).value_or(0));
  }
  return std::nullopt;
}

// Empty: it offers nothing.
std::optional<std::string_view> trie_in(std::string_view image, std::uint32_t cpu) {
  auto const at = [&](std::size_t offset) { return number_at(image, offset, Order::little); };
  if (at(0) != thin || at(4) != cpu || (at(12) != library && at(12) != bundle)) return std::nullopt;
  auto const commands = at(16);
  if (!commands) return std::nullopt;
  std::size_t command = 32;
  for (auto left = *commands; left > 0; --left) {
    auto const kind = at(command), size = at(command + 4);
    if (!kind || !size || *size < 8) return std::nullopt;
    bool const alone = kind == trie_alone;
    auto const where = command + (alone ? 8 : 40);
    if (alone || kind == all_tables || kind == all_tables_required) {
      auto const begin = at(where), bytes = at(where + 4);
      if (!begin || !bytes) return std::nullopt;
      if (*bytes > 0) return part(image, *begin, *bytes);
    }
    command += *size;
  }
  return std::string_view();
}

class Trie {
 public:
  explicit Trie(std::string_view bytes) : bytes_(bytes) {}

  // False: it is no trie.
  bool walk(std::size_t at, std::string const& name, int depth = 0) {
    auto const about = variable(at);
    if (!about || depth > deepest || ++nodes_ > most_nodes) return false;
    bool const ours =
        std::find(std::begin(linkers_own), std::end(linkers_own), name) == std::end(linkers_own);
    if (*about > 0 && ours) names_.push_back(name.starts_with('_') ? name.substr(1) : name);
    if (*about > bytes_.size() - at) return false;
    at += *about;
    if (at >= bytes_.size()) return false;
    for (int children = static_cast<unsigned char>(bytes_[at++]); children > 0; --children) {
      auto const end = bytes_.find('\0', at);
      if (end == std::string_view::npos) return false;
      auto const letters = bytes_.substr(at, end - at);
      at = end + 1;
      auto const next = variable(at);
      if (!next || letters.empty() || !walk(*next, name + std::string(letters), depth + 1)) return false;
    }
    return true;
  }

  std::vector<std::string> const& names() const { return names_; }

 private:
  // A number in groups of seven bits, the lowest first; `at` moves behind it.
  std::optional<std::uint64_t> variable(std::size_t& at) const {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 63 && at < bytes_.size(); shift += 7) {
      auto const byte = static_cast<unsigned char>(bytes_[at++]);
      value |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
    return std::nullopt;
  }

  std::string_view const bytes_;
  int nodes_ = 0;
  std::vector<std::string> names_;
};

}  // namespace

std::optional<std::vector<std::string>> macho_exports(std::string_view file, std::uint32_t cpu) {
  auto const image = part_for(file, cpu);
  auto const bytes = image ? trie_in(*image, cpu) : std::nullopt;
  if (!bytes) return std::nullopt;
  Trie trie(*bytes);
  if (!bytes->empty() && !trie.walk(0, "")) return std::nullopt;
  return trie.names();
}

}  // namespace patchbay::platform
