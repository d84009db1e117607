#include "platform/managed.hpp"

#include <catch2/catch.hpp>

#include <fstream>

#include "support/temp_dir.hpp"

namespace patchbay::platform {

TEST_CASE("a browser's policies are the JSON files of its folder, in the order of their names") {
  test::TempDir const root;
  auto const folder = root / "etc/browser/managed";
  std::filesystem::create_directories(folder / "folder.json");
  std::ofstream(folder / "b.json") << "{\"b\": 1}";
  std::ofstream(folder / "a.json") << "{\"a\": 1}";
  std::ofstream(folder / "a.json.bak") << "{}";
  auto const documents = browser_policies("/etc/browser/managed", root.path());
  REQUIRE(documents.size() == 2);
  CHECK(documents[0].source == (folder / "a.json").string());
  CHECK(documents[0].text == "{\"a\": 1}");
  CHECK(documents[1].text == "{\"b\": 1}");
}

TEST_CASE("a browser without a folder of policies has none") {
  test::TempDir const root;
  CHECK(browser_policies("/etc/browser/managed", root.path()).empty());
}

}  // namespace patchbay::platform
