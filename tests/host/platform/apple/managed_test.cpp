#include <catch2/catch.hpp>

#include <fstream>

#include <pwd.h>
#include <unistd.h>
#include <boost/json/parse.hpp>

#include "host/platform/apple/fake_core_foundation.hpp"
#include "platform/managed_apple.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;

// A Mac whose profiles are installed below a folder.
class Mac {
 public:
  fs::path write(std::string const& place, std::string const& text) const {
    auto const file = root / place;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return file;
  }
  fs::path profile(std::string const& name, std::string const& text) const {
    return write("Library/Managed Preferences/" + name + ".plist", text);
  }
  std::string user() const { return getpwuid(getuid())->pw_name; }

  test::TempDir const root;
};

}  // namespace

TEST_CASE("a Mac without profiles has no policy") {
  Mac const mac;
  auto const documents = policy_documents_below(mac.root.path());
  REQUIRE(documents);
  CHECK(documents->empty());
}

TEST_CASE(
    "a profile's settings become a document, whatever their kind, and nothing of them stays in memory") {
  Mac const mac;
  auto const before = test::cf_living();
  auto const file = mac.profile(
      "io.patchbay.host", R"({"log_level": "info", "directory": {"enabled": false, "most": 7, "share": 0.5},
                                                        "allowed": ["a", "b"], "odd": null})");
  auto const documents = policy_documents_below(mac.root.path());
  REQUIRE(documents);
  REQUIRE(documents->size() == 1);
  CHECK(documents->front().source == file.string());
  CHECK(boost::json::parse(documents->front().text) ==
        boost::json::parse(R"({"log_level": "info", "directory": {"enabled": false, "most": 7, "share": 0.5},
                               "allowed": ["a", "b"], "odd": null})"));
  CHECK(test::cf_living() == before);
}

TEST_CASE("the file comes first, then the machine's profile, then the user's") {
  Mac const mac;
  auto const user = mac.profile(mac.user() + "/io.patchbay.host", "{}");
  auto const machine = mac.profile("io.patchbay.host", "{}");
  auto const own = mac.write("Library/Application Support/Patchbay/policy.json", "{} // ours");
  auto const documents = policy_documents_below(mac.root.path());
  REQUIRE(documents);
  REQUIRE(documents->size() == 3);
  CHECK((*documents)[0].source == own.string());
  CHECK((*documents)[0].text == "{} // ours");
  CHECK((*documents)[1].source == machine.string());
  CHECK((*documents)[2].source == user.string());
}

TEST_CASE("what the system adds to a profile is no setting of ours") {
  Mac const mac;
  mac.profile("io.patchbay.host", R"({"_manualProfile": true, "PayloadUUID": "x", "log_level": "info"})");
  auto const documents = policy_documents_below(mac.root.path());
  REQUIRE(documents);
  CHECK(documents->at(0).text == R"({"log_level":"info"})");
}

TEST_CASE("a profile that cannot be read stops the host, and is named") {
  Mac const mac;
  auto const text = GENERATE("no property list", "[1, 2]");
  auto const file = mac.profile("io.patchbay.host", text);
  auto const before = test::cf_living();
  auto const documents = policy_documents_below(mac.root.path());
  REQUIRE_FALSE(documents);
  CHECK(documents.error().code == ErrorCode::invalid_params);
  CHECK(documents.error().message.find(file.string()) != std::string::npos);
  CHECK(test::cf_living() == before);
}

TEST_CASE("a browser's policies are its profiles, and one that cannot be read is passed over") {
  Mac const mac;
  mac.profile("com.example.Browser",
              R"({"NativeMessagingBlocklist": ["*"], "NativeMessagingUserLevelHosts": false})");
  mac.profile(mac.user() + "/com.example.Browser", "no property list");
  auto const documents = browser_policies("com.example.Browser", mac.root.path());
  REQUIRE(documents.size() == 1);
  CHECK(documents[0].text == R"({"NativeMessagingBlocklist":["*"],"NativeMessagingUserLevelHosts":false})");
}

}  // namespace patchbay::platform
