#include "platform/macho_exports.hpp"

#include <catch2/catch.hpp>

namespace patchbay::platform {
namespace {

std::string number(std::uint32_t value, bool big = false) {
  std::string out;
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(value >> (big ? 24 - shift : shift));
  return out;
}

// The root leads with "_a" to the node at 6, which is a name and has no children.
std::string const one_name = std::string("\x00\x01_a\x00\x06", 6) + std::string("\x02\x00\x00\x00", 4);
constexpr std::uint32_t trie_alone = 0x80000033, all_tables = 0x80000022, library = 6;

// A library with one command before the one that says where the trie lies.
std::string image(std::string const& trie, std::uint32_t command = trie_alone, std::uint32_t kind = library,
                  std::uint32_t cpu = macho_arm64) {
  std::string const other = number(0x1b) + number(16) + std::string(8, '\0');
  std::uint32_t const size = command == trie_alone ? 16 : 48;
  auto const start = static_cast<std::uint32_t>(32 + other.size() + size);
  std::string where = number(command) + number(size);
  where += std::string(size - 8 - 8, '\0') + number(start) + number(static_cast<std::uint32_t>(trie.size()));
  return number(0xfeedfacf) + number(cpu) + number(0) + number(kind) + number(2) +
         number(static_cast<std::uint32_t>(other.size() + where.size())) + number(0) + number(0) + other +
         where + trie;
}

std::string universal(std::string const& intel, std::string const& arm) {
  std::uint32_t const start = 8 + 2 * 20;
  auto const row = [](std::uint32_t cpu, std::size_t at, std::size_t size) {
    return number(cpu, true) + number(0, true) + number(static_cast<std::uint32_t>(at), true) +
           number(static_cast<std::uint32_t>(size), true) + number(0, true);
  };
  return number(0xcafebabe, true) + number(2, true) + row(macho_x86_64, start, intel.size()) +
         row(macho_arm64, start + intel.size(), arm.size()) + intel + arm;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "the exported names of a Mach-O library are read from its trie, wherever a command says that it lies") {
  CHECK(macho_exports(image(one_name), macho_arm64) == Names{"a"});
  CHECK(macho_exports(image(one_name, all_tables), macho_arm64) == Names{"a"});
  CHECK(macho_exports(image(""), macho_arm64) == Names{});
}

TEST_CASE("names that begin alike share their beginning in the trie") {
  // root: "_" -> 5; 5: "a" -> 14, "bc" -> 18
  std::string const trie = std::string("\x00\x01_\x00\x05", 5) +
                           std::string(
                               "\x00\x02"
                               "a\x00\x0e"
                               "bc\x00\x12",
                               9) +
                           std::string("\x02\x00\x00\x00\x02\x00\x00\x00", 8);
  CHECK(macho_exports(image(trie), macho_arm64) == Names{"a", "bc"});
}

TEST_CASE("what the linker makes for itself is no name of the library's") {
  std::string const trie =
      std::string("\x00\x01___dso_handle\x00\x11", 17) + std::string("\x02\x00\x00\x00", 4);
  CHECK(macho_exports(image(trie), macho_arm64) == Names{});
}

TEST_CASE("of a universal library the part for this processor counts") {
  auto const file = universal(image("", trie_alone, library, macho_x86_64), image(one_name));
  CHECK(macho_exports(file, macho_arm64) == Names{"a"});
  CHECK(macho_exports(file, macho_x86_64) == Names{});
}

TEST_CASE("what is no library for this processor has no exported names") {
  CHECK_FALSE(macho_exports("", macho_arm64));
  CHECK_FALSE(
      macho_exports("\x7f"
                    "ELF and something behind it",
                    macho_arm64));
  CHECK_FALSE(macho_exports(image(one_name), macho_x86_64));
  CHECK_FALSE(macho_exports(image(one_name, trie_alone, 2), macho_arm64));  // a program
  CHECK_FALSE(macho_exports(universal(image(one_name), image(one_name)).substr(0, 60), macho_arm64));
}

TEST_CASE("a library that is cut off anywhere is refused, and never read beyond its end") {
  auto const whole = image(one_name);
  for (std::size_t size = 0; size < whole.size(); ++size)
    CHECK_FALSE(macho_exports(whole.substr(0, size), macho_arm64));
}

TEST_CASE("a trie that leads in a circle, or nowhere, is refused") {
  CHECK_FALSE(macho_exports(image(std::string("\x00\x01_\x00\x00", 5)), macho_arm64));
  CHECK_FALSE(macho_exports(image(std::string("\x00\x02_\x00\x00"
                                              "a\x00\x00",
                                              8)),
                            macho_arm64));
  CHECK_FALSE(macho_exports(image(std::string("\x00\x01_\x00\x70", 5)), macho_arm64));
  CHECK_FALSE(macho_exports(image(std::string("\x7f\x00", 2)), macho_arm64));
  CHECK_FALSE(macho_exports(image(std::string("\x00\x01\x00\x05", 4)), macho_arm64));  // letters are missing
}

}  // namespace patchbay::platform
