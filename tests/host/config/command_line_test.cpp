#include "config/command_line.hpp"

#include <catch2/catch.hpp>

namespace patchbay {
namespace {

using Arguments = std::vector<char const*>;

ParsedCommandLine parsed(Arguments arguments) {
  arguments.insert(arguments.begin(), "patchbay-host");
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data());
}

}  // namespace

TEST_CASE("without arguments, as some sandboxes start it, everything is at its default") {
  auto const [options, stop] = parsed({});
  CHECK_FALSE(stop);
  CHECK(options.adapters.empty());
  CHECK_FALSE(options.data);
  CHECK_FALSE(options.config);
  CHECK_FALSE(options.log_level);
  CHECK_FALSE(options.version);
  CHECK(options.caller.empty());
}

TEST_CASE("every option is read") {
  auto const [options, stop] = parsed({"--adapters", "/a", "--adapters=/b", "--data", "/d", "--config",
                                       "/c.json", "--log-level", "debug", "--version"});
  REQUIRE_FALSE(stop);
  CHECK(options.adapters == std::vector<std::filesystem::path>{"/a", "/b"});
  CHECK(options.data == "/d");
  CHECK(options.config == "/c.json");
  CHECK(options.log_level == LogLevel::debug);
  CHECK(options.version);
}

TEST_CASE("the doctor speaks to programs, and a support bundle has a file") {
  auto const doctor = parsed({"--doctor", "--json"});
  REQUIRE_FALSE(doctor.stop);
  CHECK(doctor.options.doctor);
  CHECK(doctor.options.json);
  CHECK_FALSE(doctor.options.support_bundle);
  CHECK(parsed({"--support-bundle", "/b.json"}).options.support_bundle == "/b.json");
  CHECK(parsed({"--set-secret", "proxy"}).options.set_secret == "proxy");
}

TEST_CASE("what Chromium passes is the caller, and its own options are passed over") {
  auto const [options, stop] =
      parsed({"chrome-extension://abcdefghijklmnopabcdefghijklmnop/", "--parent-window=0"});
  CHECK_FALSE(stop);
  CHECK(options.caller == std::vector<std::string>{"chrome-extension://abcdefghijklmnopabcdefghijklmnop/"});
  CHECK_FALSE(
      parsed({"chrome-extension://a/", "--reconnect-command=eA==", "--native-messaging-connect-id=1"}).stop);
}

TEST_CASE("what Firefox passes is the caller") {
  auto const [options, stop] =
      parsed({"/home/x/.mozilla/native-messaging-hosts/io.patchbay.host.json", "patchbay@patchbay.io"});
  CHECK_FALSE(stop);
  CHECK(options.caller.size() == 2);
  CHECK(options.caller.back() == "patchbay@patchbay.io");
}

TEST_CASE("options of a wrapper script and arguments of the browser live side by side") {
  auto const [options, stop] = parsed({"--adapters", "/a", "chrome-extension://a/", "--data", "/d"});
  CHECK_FALSE(stop);
  CHECK(options.adapters == std::vector<std::filesystem::path>{"/a"});
  CHECK(options.data == "/d");
  CHECK(options.caller == std::vector<std::string>{"chrome-extension://a/"});
}

TEST_CASE("a misspelt option is named") {
  auto const stop = parsed({"--adaptors", "/a"}).stop;
  REQUIRE(stop);
  CHECK(stop->status == 2);
  CHECK(stop->text.find("--adaptors") != std::string::npos);
}

TEST_CASE("an unknown log level and a missing value are mistakes") {
  CHECK(parsed({"--log-level", "loud"}).stop->status == 2);
  CHECK(parsed({"--log-level", "loud"}).stop->text.find("loud") != std::string::npos);
  CHECK(parsed({"--log-level", "0"}).stop.has_value());
  CHECK(parsed({"--data"}).stop->status == 2);
}

TEST_CASE("help says what the program is and names the options") {
  auto const stop = parsed({"--help"}).stop;
  REQUIRE(stop);
  CHECK(stop->status == 0);
  CHECK(stop->text == command_line_help());
  CHECK(stop->text.find("browser extension") != std::string::npos);
  CHECK(stop->text.find("--adapters") != std::string::npos);
}

}  // namespace patchbay
