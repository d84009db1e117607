// The tutorial in adapters/README.md is the code that these tests compile.
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <string>

#include "patchbay/operations.hpp"

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
  using namespace patchbay;
  for (std::string const name :
       {GetUser::name, FindContacts::name, SearchContacts::name, CreateContact::name, CreateCallLog::name,
        GetCallLogs::name, UpdateCallLog::name, FindCallLog::name, SetDisposition::name,
        CreateMessageLog::name, GetMessageLogs::name, UpdateMessageLog::name, FindMessageLog::name}) {
    CHECK(readme.find("`" + name + "`") != std::string::npos);
  }
}
