// The adapters that this build made, as files.
#include <catch2/catch.hpp>

#include <cstdio>
#include <sstream>

#include "platform/library.hpp"
#include "plugin/registry.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_http.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> built_adapters() {
  std::vector<fs::path> paths;
  for (fs::path const folder : {EXAMPLES, ADAPTERS}) {
    if (!fs::exists(folder)) continue;  // none of the others has been built yet
    for (auto const& file : fs::directory_iterator(folder)) paths.push_back(file.path());
  }
  return paths;
}

// What nm prints: "000000000005f400 D patchbay_adapter_v1".
std::vector<std::string> exports_by_nm(fs::path const& library) {
  std::string const command = "nm -D --defined-only '" + library.string() + "'";
  FILE* const output = popen(command.c_str(), "r");
  std::vector<std::string> names;
  char line[4096];
  while (output && std::fgets(line, sizeof line, output)) {
    std::istringstream words(line);
    std::string address, kind, name;
    if (words >> address >> kind >> name) names.push_back(name);
  }
  REQUIRE(output);
  CHECK(pclose(output) == 0);
  return names;
}

}  // namespace

TEST_CASE("every adapter of this build exports one symbol, says nm and says the host") {
  REQUIRE_FALSE(built_adapters().empty());
  for (auto const& library : built_adapters()) {
    INFO(library);
    CHECK(exports_by_nm(library) == std::vector<std::string>{"patchbay_adapter_v1"});
    auto const ours = platform::exported_symbols(library);
    REQUIRE(ours);
    CHECK(*ours == std::vector<std::string>{"patchbay_adapter_v1"});
  }
}

TEST_CASE("every adapter of this build is accepted") {
  TempDir const folder;
  for (auto const& library : built_adapters()) fs::copy_file(library, folder / library.filename());
  for (auto const& file : fs::directory_iterator(folder.path())) {
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  }
  auto const registry = Registry::load({{folder.path(), platform::Owner::user}}, silent_log());
  for (auto const& refusal : registry.refused()) FAIL_CHECK(refusal.path << ": " << refusal.reason);
  CHECK(registry.adapters().size() == built_adapters().size());
}

TEST_CASE("the example in C says who is signed in") {
  TempDir const folder;
  fs::copy_file(fs::path(EXAMPLES) / "example_c.so", folder / "example_c.so");
  fs::permissions(folder / "example_c.so", fs::perms::owner_read);
  auto const registry = Registry::load({{folder.path(), platform::Owner::user}}, silent_log());
  auto const* adapter = registry.find("example_c");
  REQUIRE(adapter);
  Context const context{FakeClock().steady_now() + std::chrono::seconds(30), {}};

  ScriptedClient client;
  client.expect("GET", "/me", response(200, R"({"id": "7", "name": "Ada"})"));
  auto const user = adapter->call("user.get", {}, client, context);
  REQUIRE(user);
  CHECK(user->at("name").as_string() == "Ada");

  client.expect("GET", "/me", response(404, "no such user"));
  auto const nobody = adapter->call("user.get", {}, client, context);
  REQUIRE(nobody.has_error());
  CHECK(nobody.error().code == ErrorCode::bad_reply);
  CHECK(nobody.error().remote == "no such user");

  client.expect("GET", "/me", fail(ErrorCode::timeout, "too slow"));
  auto const late = adapter->call("user.get", {}, client, context);
  REQUIRE(late.has_error());
  CHECK(late.error().code == ErrorCode::timeout);
  CHECK(late.error().message == "too slow");
}

}  // namespace patchbay::test
