// The tutorial in adapters/README.md is the code that these tests compile.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace {

std::string content(std::string const& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the tutorial shows the files that are compiled, letter by letter") {
  std::string const readme = content(ADAPTERS_README);
  for (auto const& [language, file] :
       {std::pair("json", "manifest.json"), {"cpp", "rolodex.cpp"}, {"cpp", "rolodex_test.cpp"}}) {
    INFO(file);
    std::string const text = content(std::string(TUTORIAL) + "/" + file);
    REQUIRE_FALSE(text.empty());
    CHECK(readme.find(std::string("```") + language + "\n" + text + "```\n") != std::string::npos);
  }
}

TEST_CASE("the document names every operation of the SDK") {
  std::string const readme = content(ADAPTERS_README);
  std::string const operations = content(OPERATIONS);
  std::string_view const before = "name[] = \"";
  int named = 0;
  for (auto at = operations.find(before); at != operations.npos; at = operations.find(before, at), ++named) {
    at += before.size();
    auto const name = operations.substr(at, operations.find('"', at) - at);
    INFO(name);
    CHECK(readme.find("`" + name + "`") != std::string::npos);
  }
  CHECK(named >= 18);
}
