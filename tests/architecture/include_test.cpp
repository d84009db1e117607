// Who may include whom: the table of host/README.md. A folder that is not in the table may include nothing of ours.
#include <catch2/catch.hpp>

#include <map>
#include <regex>
#include <set>

#include "architecture/source_tree.hpp"

namespace patchbay::architecture {
namespace {

using Allowed = std::map<std::string, std::set<std::string>>;

Allowed const host_table{
    {"base", {}},
    {"platform", {"base"}},
    {"store", {"base"}},
    {"compose", {"base"}},
    {"http", {"base", "platform"}},
    {"config", {"base", "platform"}},
    {"wire", {"base", "platform"}},
    {"session", {"base", "wire"}},
    {"auth", {"base", "platform", "http", "store"}},
    {"plugin", {"base", "platform", "http", "abi"}},
    {"directory", {"base", "platform", "store"}},
    {"outbox", {"base", "store", "compose"}},
    {"service", {"base", "http", "store", "compose", "directory", "outbox", "plugin", "auth", "session/router.hpp"}},
    {"cli", {"base", "platform", "config", "store", "auth", "plugin"}},
};

std::string first_part(std::string const& path) { return path.substr(0, path.find('/')); }

// The quoted include of a line, or nothing.
std::string quoted_include(std::string const& line) {
  static std::regex const pattern(R"re(^\s*#\s*include\s*"([^"]+)")re");
  std::smatch match;
  return std::regex_search(line, match, pattern) ? match[1].str() : "";
}

}  // namespace

TEST_CASE("every include under host/ keeps to the table") {
  std::vector<std::string> faults;
  for (auto const& file : code_below("host")) {
    auto const below = file.path.substr(5);
    auto const folder = first_part(below);
    if (below.find('/') == std::string::npos) continue;  // main.cpp and application.*, the composition root, know every type
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      auto const included = quoted_include(file.lines[i]);
      if (included.empty() || included.find('/') == std::string::npos) continue;
      auto const target = first_part(included);
      auto const row = host_table.find(folder);
      bool const known = row != host_table.end();
      bool const fine = target == folder || (known && (row->second.contains(target) || row->second.contains(included)));
      if (!fine) faults.push_back(at(file, i, folder + " may not include \"" + included + "\""));
    }
  }
  INFO(joined(faults));
  CHECK(faults.empty());
}

TEST_CASE("adapters include only the SDK, and the SDK only the ABI") {
  std::vector<std::string> faults;
  for (auto const& file : code_below("adapters")) {
    auto const below = file.path.substr(9);
    auto const folder = first_part(below);
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      auto const included = quoted_include(file.lines[i]);
      if (included.find('/') == std::string::npos) continue;
      auto const target = first_part(included);
      bool const own_crm = below.starts_with("sandbox/crm/") && target == "crm";
      bool const sdk = folder == "sdk" && (target == "patchbay" || target == "abi");
      bool const abi = folder == "example_c" && target == "abi";
      bool const adapter = folder != "sdk" && folder != "abi" && !below.starts_with("sandbox/crm/") && target == "patchbay";
      if (!own_crm && !sdk && !abi && !adapter) faults.push_back(at(file, i, folder + " may not include \"" + included + "\""));
    }
  }
  INFO(joined(faults));
  CHECK(faults.empty());
}

TEST_CASE("operating-system headers and macros are named in host/platform only") {
  std::regex const os(R"re(#\s*include\s*<(unistd|dlfcn|fcntl|pwd|poll|signal|spawn|windows|sys/[a-z]+)(\.h)?>|\b_WIN32\b|__APPLE__|\bfork\s*\()re");
  std::vector<std::string> faults;
  for (auto const& file : code_below("host")) {
    if (file.path.starts_with("host/platform/")) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (std::regex_search(file.lines[i], os)) faults.push_back(at(file, i, "belongs into host/platform"));
    }
  }
  INFO(joined(faults));
  CHECK(faults.empty());
}

TEST_CASE("no header includes all of Asio or any of Beast") {
  std::regex const heavy(R"re(#\s*include\s*<boost/(asio\.hpp|beast))re");
  std::vector<std::string> faults;
  for (auto const& folder : {"host", "adapters", "tests"}) {
    for (auto const& file : code_below(folder)) {
      if (!file.path.ends_with(".hpp") && !file.path.ends_with(".h")) continue;
      for (std::size_t i = 0; i < file.lines.size(); ++i) {
        if (std::regex_search(file.lines[i], heavy)) faults.push_back(at(file, i, "too heavy for a header"));
      }
    }
  }
  INFO(joined(faults));
  CHECK(faults.empty());
}

}  // namespace patchbay::architecture
