// What the whole tree keeps to: no CRM's name in the host, short files, the agreed top level.
#include <catch2/catch.hpp>

#include <algorithm>
#include <regex>
#include <set>

#include "architecture/source_tree.hpp"

namespace patchbay::architecture {
namespace {

// The CRMs are the folders of adapters/ that have a manifest, and those that are planned.
std::set<std::string> crm_names() {
  std::set<std::string> names{"pipedrive", "clio", "hubspot", "salesforce", "zoho"};
  for (auto const& entry : fs::directory_iterator(source_dir() / "adapters")) {
    if (fs::exists(entry.path() / "manifest.json")) names.insert(entry.path().filename().string());
  }
  return names;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

TEST_CASE("no CRM is named under host/") {
  std::vector<std::string> faults;
  for (auto const& name : crm_names()) {
    std::regex const word("\\b" + name + "\\b");
    for (auto const& file : code_below("host")) {
      for (std::size_t i = 0; i < file.lines.size(); ++i) {
        if (std::regex_search(lower(file.lines[i]), word)) faults.push_back(at(file, i, "names the CRM " + name));
      }
    }
  }
  INFO(joined(faults));
  CHECK(faults.empty());
}

TEST_CASE("no source file is longer than 300 lines") {
  std::vector<std::string> faults;
  for (auto const& folder : {"host", "adapters", "tests"}) {
    for (auto const& file : code_below(folder)) {
      if (file.path.find("node_modules") != std::string::npos) continue;
      if (file.lines.size() > 300) faults.push_back(file.path + ": " + std::to_string(file.lines.size()) + " lines");
    }
  }
  INFO(joined(faults));
  CHECK(faults.empty());
}

TEST_CASE("the first line of a header says what it is for") {
  std::vector<std::string> faults;
  for (auto const& folder : {"host", "adapters"}) {
    for (auto const& file : code_below(folder)) {
      bool const header = file.path.ends_with(".hpp") || file.path.ends_with(".h");
      bool const says = !file.lines.empty() && (file.lines[0].starts_with("// ") || file.lines[0].starts_with("/* "));
      if (header && !says) faults.push_back(file.path + ":1: says nothing");
    }
  }
  INFO(joined(faults));
  CHECK(faults.empty());
}

TEST_CASE("the top level holds what was agreed and nothing else") {
  std::set<std::string> const agreed{"CMakeLists.txt", "CMakePresets.json", "LICENSE",  "README.md", "adapters", "build",
                                     "extension",      "host",              "installer", "manifest",  "tests"};
  for (auto const& entry : fs::directory_iterator(source_dir())) {
    auto const name = entry.path().filename().string();
    INFO(name);
    CHECK((name.starts_with(".") || agreed.contains(name)));
  }
}

}  // namespace patchbay::architecture
