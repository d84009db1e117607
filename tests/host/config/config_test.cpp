#include "config/config.hpp"

#include <catch2/catch.hpp>

#include <fstream>

#include "support/temp_dir.hpp"

namespace patchbay {
namespace {

// Two files, as an administrator and a user would write them.
class Files {
 public:
  Files& policy(std::string const& text) { return write("policy.json", text); }
  Files& user(std::string const& text) { return write("config.json", text); }
  Result<Config> load(std::optional<LogLevel> log_level = std::nullopt) const {
    return load_config({folder_ / "policy.json", folder_ / "config.json", named, log_level});
  }
  // The path that is complained about, or what came instead.
  std::string complaint() const {
    auto const config = load();
    return config.has_value() ? "(no complaint)" : config.error().field;
  }
  std::filesystem::path path(char const* name) const { return folder_ / name; }
  bool named = false;

 private:
  Files& write(char const* name, std::string const& text) {
    std::ofstream(folder_ / name) << text;
    return *this;
  }
  test::TempDir folder_;
};

}  // namespace

TEST_CASE("without any file the defaults hold") {
  auto const config = Files().load().value();
  CHECK(config.adapters.empty());
  CHECK(config.log_level == LogLevel::info);
  CHECK(config.default_region == "US");
  CHECK(config.directory);
  CHECK(config.proxy.empty());
  CHECK(config.ca_bundle.empty());
  CHECK(config.locked.empty());
}

TEST_CASE("everything that can be set is read") {
  Files files;
  files.user(R"({
    // comments are welcome
    "adapters": {"sandbox": {"base_url": "http://127.0.0.1:8700/api", "auth_url": "http://localhost:8700",
                             "client_id": "id", "redirect_ports": [8712, 8713], "enabled": false,
                             "settings": {"tone": "loud", "quick": true}}},
    "allowed_extensions": {"chromium": ["abcdefghijklmnopabcdefghijklmnop"],
                           "firefox": ["other@example.com"]},
    "ca_bundle": "/etc/company/ca.pem",
    "proxy": "http://proxy.example.com:3128",
    "log_level": "debug",
    "default_region": "DE",
    "directory": {"enabled": false},
    "sections": {"agentName": true, "transcript": false},
  } /* also here */)");
  auto const config = files.load().value();
  auto const& sandbox = config.adapters.at("sandbox");
  CHECK_FALSE(sandbox.enabled);
  CHECK(sandbox.base_url == "http://127.0.0.1:8700/api");
  CHECK(sandbox.auth_url == "http://localhost:8700");
  CHECK(sandbox.client_id == "id");
  CHECK(sandbox.redirect_ports == std::vector<std::uint16_t>{8712, 8713});
  CHECK(sandbox.settings == boost::json::object{{"tone", "loud"}, {"quick", true}});
  CHECK(config.allowed_extensions.chromium == std::vector<std::string>{"abcdefghijklmnopabcdefghijklmnop"});
  CHECK(config.allowed_extensions.firefox == std::vector<std::string>{"other@example.com"});
  CHECK(config.ca_bundle == "/etc/company/ca.pem");
  CHECK(config.proxy == "http://proxy.example.com:3128");
  CHECK(config.log_level == LogLevel::debug);
  CHECK(config.default_region == "DE");
  CHECK_FALSE(config.directory);
  CHECK(config.sections == std::map<std::string, bool>{{"agentName", true}, {"transcript", false}});
  CHECK(config.locked.empty());
}

TEST_CASE("the policy wins member by member, and what it sets is locked") {
  Files files;
  files.user(
      R"({"adapters": {"sandbox": {"base_url": "https://mine.example.com", "client_id": "mine"}},
                 "log_level": "debug",
                 "allowed_extensions": {"chromium": ["abcdefghijklmnopabcdefghijklmnop"]}})");
  files.policy(R"({"adapters": {"sandbox": {"base_url": "https://crm.example.com"}}, "log_level": "warning",
                   "allowed_extensions": {"chromium": []}})");
  auto const config = files.load(LogLevel::error).value();
  CHECK(config.adapters.at("sandbox").base_url == "https://crm.example.com");
  CHECK(config.adapters.at("sandbox").client_id == "mine");
  CHECK(config.log_level == LogLevel::warning);
  CHECK(config.allowed_extensions.chromium.empty());
  CHECK(config.locked ==
        std::set<std::string>{"adapters.sandbox.base_url", "allowed_extensions.chromium", "log_level"});
}

TEST_CASE("an adapter's setting that does not fit it is named with the file that sets it") {
  Files files;
  files.user(R"({"adapters": {"sandbox": {"settings": {"tone": "loud", "quick": true}}}})");
  files.policy(R"({"adapters": {"sandbox": {"settings": {"tone": "calm"}}}})");
  auto const config = files.load().value();
  CHECK(config.adapters.at("sandbox").settings == boost::json::object{{"tone", "calm"}, {"quick", true}});
  ConfigSources const sources{files.path("policy.json"), files.path("config.json"), false, std::nullopt};
  auto const by_policy = bad_member(sources, config, "adapters.sandbox.settings.tone", "must be loud");
  CHECK(by_policy.code == ErrorCode::invalid_params);
  CHECK(by_policy.field == "adapters.sandbox.settings.tone");
  CHECK(by_policy.message == "The configuration " + files.path("policy.json").string() +
                                 " is not right: adapters.sandbox.settings.tone must be loud.");
  CHECK(bad_member(sources, config, "adapters.sandbox.settings.quick", "is not known").message ==
        "The configuration " + files.path("config.json").string() +
            " is not right: adapters.sandbox.settings.quick is not known.");
}

TEST_CASE("the command line wins over the user's file") {
  Files files;
  files.user(R"({"log_level": "debug"})");
  CHECK(files.load(LogLevel::error)->log_level == LogLevel::error);
  CHECK(files.load()->log_level == LogLevel::debug);
}

TEST_CASE("a mistake is named by its path") {
  auto const complaint = [](std::string const& text) { return Files().user(text).complaint(); };
  CHECK(complaint(R"({"adaptors": {}})") == "adaptors");
  CHECK(complaint(R"({"adapters": []})") == "adapters");
  CHECK(complaint(R"({"adapters": {"Sandbox": {}}})") == "adapters.Sandbox");
  CHECK(complaint(R"({"adapters": {"a.b": {}}})") == "adapters.a.b");
  CHECK(complaint(R"({"adapters": {"sandbox": {"baseUrl": ""}}})") == "adapters.sandbox.baseUrl");
  CHECK(complaint(R"({"adapters": {"sandbox": {"base_url": 5}}})") == "adapters.sandbox.base_url");
  CHECK(complaint(R"({"adapters": {"sandbox": {"client_id": ""}}})") == "adapters.sandbox.client_id");
  CHECK(complaint(R"({"adapters": {"sandbox": {"enabled": "yes"}}})") == "adapters.sandbox.enabled");
  CHECK(complaint(R"({"adapters": {"sandbox": {"redirect_ports": [0]}}})") ==
        "adapters.sandbox.redirect_ports");
  CHECK(complaint(R"({"adapters": {"sandbox": {"redirect_ports": [65536]}}})") ==
        "adapters.sandbox.redirect_ports");
  CHECK(complaint(R"({"adapters": {"sandbox": {"settings": true}}})") == "adapters.sandbox.settings");
  CHECK(complaint(R"({"adapters": {"sandbox": {"settings": {"tone": 1}}}})") == "adapters.sandbox.settings.tone");
  CHECK(complaint(R"({"adapters": {"sandbox": {"settings": {"tone": {}}}}})") == "adapters.sandbox.settings.tone");
  CHECK(complaint(R"({"allowed_extensions": {"opera": []}})") == "allowed_extensions.opera");
  CHECK(complaint(R"({"allowed_extensions": {"chromium": ["short"]}})") == "allowed_extensions.chromium[0]");
  CHECK(complaint(R"({"allowed_extensions": {"firefox": ["a@b.c", "plain"]}})") ==
        "allowed_extensions.firefox[1]");
  CHECK(complaint(R"({"ca_bundle": "ca.pem"})") == "ca_bundle");
  CHECK(complaint(R"({"proxy": "proxy:3128"})") == "proxy");
  CHECK(complaint(R"({"proxy": "http://user:word@proxy:3128"})") == "proxy");
  CHECK(complaint(R"({"log_level": "loud"})") == "log_level");
  CHECK(complaint(R"({"default_region": "us"})") == "default_region");
  CHECK(complaint(R"({"directory": false})") == "directory");
  CHECK(complaint(R"({"directory": {"enabled": 1}})") == "directory.enabled");
  CHECK(complaint(R"({"sections": {"note": 1}})") == "sections.note");
  CHECK(Files().policy(R"({"log_level": 1})").complaint() == "log_level");
}

TEST_CASE("a mistake in the file's form is told with its file and line") {
  Files files;
  files.user("{\n  \"log_level\": \"info\"\n  \"proxy\": 1}");
  auto const config = files.load();
  REQUIRE_FALSE(config.has_value());
  CHECK(config.error().code == ErrorCode::invalid_params);
  CHECK(config.error().message ==
        "The configuration " + files.path("config.json").string() + " is no JSON text, see line 3.");
  for (auto const* text : {"", "[]", "{} {}", "{\"log_level\": \"info\"", "null"}) {
    INFO(text);
    CHECK_FALSE(Files().user(text).load().has_value());
  }
}

TEST_CASE("a file that a person named must be there") {
  Files files;
  files.named = true;
  CHECK_FALSE(files.load().has_value());
  CHECK(files.user("{}").load().has_value());
}

TEST_CASE("a folder in a file's place is a mistake") {
  Files files;
  std::filesystem::create_directory(files.path("policy.json"));
  CHECK_FALSE(files.load().has_value());
}

}  // namespace patchbay
