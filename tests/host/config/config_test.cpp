#include "config/config.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <set>

#include "support/temp_dir.hpp"

namespace patchbay {
namespace {

// What an administrator and a user would write.
class Files {
 public:
  Files& policy(std::string text) {
    sources.policy->push_back({"the policy", std::move(text)});
    return *this;
  }
  Files& user(std::string const& text) { return write("config.json", text); }
  Files& settings(std::string const& text) { return write("settings.json", text); }
  Result<Config> load(std::optional<LogLevel> log_level = std::nullopt) const {
    auto now = sources;
    now.log_level = log_level;
    return load_config(now);
  }
  // The path that is complained about, or what came instead.
  std::string complaint() const {
    auto const config = load();
    return config.has_value() ? "(no complaint)" : config.error().field;
  }
  std::filesystem::path path(char const* name) const { return folder_ / name; }

 private:
  Files& write(char const* name, std::string const& text) {
    std::ofstream(folder_ / name) << text;
    return *this;
  }
  test::TempDir folder_;

 public:
  ConfigSources sources{std::vector<platform::ManagedDocument>(), path("config.json"), false,
                        path("settings.json"), std::nullopt};
};

std::set<std::string> locked(Config const& config) {
  std::set<std::string> paths;
  for (auto const& [path, origin] : config.origins) {
    if (config.locked(path)) paths.insert(path);
  }
  return paths;
}

}  // namespace

TEST_CASE("without any file the defaults hold") {
  auto const config = Files().load().value();
  CHECK(config.adapters.empty());
  CHECK(config.log_level == LogLevel::info);
  CHECK(config.default_region == "US");
  CHECK(config.directory);
  CHECK(config.proxy.empty());
  CHECK(config.ca_bundle.empty());
  CHECK(config.no_proxy.empty());
  CHECK_FALSE(config.allowed_adapters);
  CHECK_FALSE(config.most_contacts);
  CHECK(config.do_not_log.empty());
  CHECK_FALSE(config.retention);
  CHECK(config.origins.empty());
  CHECK(policy_for_extension(config) == boost::json::object{{"extension", boost::json::object()}});
}

TEST_CASE("everything that can be set is read") {
  Files files;
  // Absolute on every system.
  auto const ca_bundle = (std::filesystem::temp_directory_path() / "ca.pem").generic_string();
  files.user(R"({
    // comments are welcome
    "adapters": {"sandbox": {"base_url": "http://127.0.0.1:8700/api", "auth_url": "http://localhost:8700",
                             "client_id": "id", "redirect_ports": [8712, 8713], "enabled": false,
                             "regions": ["eu"], "settings": {"tone": "loud", "quick": true}}},
    "allowed_adapters": ["sandbox"],
    "allowed_extensions": {"chromium": ["abcdefghijklmnopabcdefghijklmnop"],
                           "firefox": ["other@example.com"]},
    "ca_bundle": ")" + ca_bundle + R"(",
    "proxy": "http://proxy.example.com:3128",
    "no_proxy": ["crm.example.com", ".internal.example.com", "10.0.0.0/8"],
    "log_level": "debug",
    "default_region": "DE",
    "directory": {"enabled": false, "max_contacts": 5000},
    "do_not_log": ["+14155550132", "+1900*"],
    "retention_days": 90,
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
  CHECK(sandbox.regions == std::vector<std::string>{"eu"});
  CHECK(config.allowed_adapters == std::vector<std::string>{"sandbox"});
  CHECK(config.no_proxy ==
        std::vector<std::string>{"crm.example.com", ".internal.example.com", "10.0.0.0/8"});
  CHECK(config.most_contacts == 5000);
  CHECK(config.do_not_log == std::vector<std::string>{"+14155550132", "+1900*"});
  CHECK(config.retention == std::chrono::days(90));
  CHECK(config.allowed_extensions.chromium == std::vector<std::string>{"abcdefghijklmnopabcdefghijklmnop"});
  CHECK(config.allowed_extensions.firefox == std::vector<std::string>{"other@example.com"});
  CHECK(config.ca_bundle == ca_bundle);
  CHECK(config.proxy == "http://proxy.example.com:3128");
  CHECK(config.log_level == LogLevel::debug);
  CHECK(config.default_region == "DE");
  CHECK_FALSE(config.directory);
  CHECK(config.sections == std::map<std::string, bool>{{"agentName", true}, {"transcript", false}});
  CHECK(locked(config).empty());
  CHECK(config.origins.at("adapters.sandbox.settings.tone").source == files.path("config.json").string());
  CHECK(config.origins.at("directory.max_contacts").value == 5000);
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
  CHECK(locked(config) ==
        std::set<std::string>{"adapters.sandbox.base_url", "allowed_extensions.chromium", "log_level"});
}

TEST_CASE("an adapter's setting that does not fit it is named with the file that sets it") {
  Files files;
  files.user(R"({"adapters": {"sandbox": {"settings": {"tone": "loud", "quick": true}}}})");
  files.policy(R"({"adapters": {"sandbox": {"settings": {"tone": "calm"}}}})");
  auto const config = files.load().value();
  CHECK(config.adapters.at("sandbox").settings == boost::json::object{{"tone", "calm"}, {"quick", true}});
  auto const by_policy = bad_member(files.sources, config, "adapters.sandbox.settings.tone", "must be loud");
  CHECK(by_policy.code == ErrorCode::invalid_params);
  CHECK(by_policy.field == "adapters.sandbox.settings.tone");
  CHECK(by_policy.message ==
        "The configuration the policy is not right: adapters.sandbox.settings.tone must be loud.");
  CHECK(bad_member(files.sources, config, "adapters.sandbox.settings.quick", "is not known").message ==
        "The configuration " + files.path("config.json").string() +
            " is not right: adapters.sandbox.settings.quick is not known.");
}

TEST_CASE("the command line wins over what was set in the extension, and that over the user's file") {
  Files files;
  files.user(R"({"log_level": "debug", "default_region": "DE"})");
  CHECK(files.load(LogLevel::error)->log_level == LogLevel::error);
  CHECK(files.load(LogLevel::error)->origins.at("log_level").value == "error");
  CHECK(files.load()->log_level == LogLevel::debug);
  files.settings(R"({"log_level": "info"})");
  CHECK(files.load()->log_level == LogLevel::info);
  CHECK(files.load()->origins.at("log_level").layer == Layer::settings);
  CHECK(files.load()->default_region == "DE");
  CHECK(files.load(LogLevel::error)->log_level == LogLevel::error);
}

TEST_CASE("the last of several policies wins") {
  Files files;
  files.policy(R"({"log_level": "error", "default_region": "DE"})").policy(R"({"log_level": "warning"})");
  CHECK(files.load()->log_level == LogLevel::warning);
  CHECK(files.load()->default_region == "DE");
}

TEST_CASE("a policy that cannot be read is a mistake, not a machine without one") {
  Files files;
  files.sources.policy = fail(ErrorCode::invalid_params, "The organisation's policy cannot be read.");
  CHECK(files.load().error().message == "The organisation's policy cannot be read.");
}

TEST_CASE("what the organisation sets in the extension goes there, and what a user set does not") {
  Files files;
  files.user(R"({"do_not_log": ["+4930*"], "default_region": "DE"})");
  files.policy(R"({"extension": {"logMode": "all", "noMatch": "skip", "several": "first", "screenPop": "ring",
                                 "notifications": "needed", "hideDetails": true, "singleKeys": false,
                                 "undoSeconds": 10, "wrapUpSeconds": 60,
                                 "allowedOrigins": ["https://phone.example.com"]}})");
  boost::json::object expected{{"logMode", "all"},
                               {"noMatch", "skip"},
                               {"several", "first"},
                               {"screenPop", "ring"},
                               {"notifications", "needed"},
                               {"hideDetails", true},
                               {"singleKeys", false},
                               {"undoSeconds", 10},
                               {"wrapUpSeconds", 60},
                               {"allowedOrigins", boost::json::array{"https://phone.example.com"}}};
  CHECK(policy_for_extension(*files.load()) == boost::json::object{{"extension", expected}});
  files.policy(R"({"do_not_log": ["+1900*"], "default_region": "AT"})");
  expected["doNotLog"] = boost::json::array{"+1900*"};
  expected["defaultCountry"] = "AT";
  CHECK(policy_for_extension(*files.load()) == boost::json::object{{"extension", expected}});
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
  CHECK(complaint(R"({"adapters": {"sandbox": {"settings": {"tone": 1}}}})") ==
        "adapters.sandbox.settings.tone");
  CHECK(complaint(R"({"adapters": {"sandbox": {"settings": {"tone": {}}}}})") ==
        "adapters.sandbox.settings.tone");
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
  CHECK(complaint(R"({"adapters": {"sandbox": {"regions": [1]}}})") == "adapters.sandbox.regions[0]");
  CHECK(complaint(R"({"allowed_adapters": ["Sandbox"]})") == "allowed_adapters[0]");
  CHECK(complaint(R"({"directory": {"max_contacts": 5}})") == "directory.max_contacts");
  CHECK(complaint(R"({"directory": {"max_contacts": "many"}})") == "directory.max_contacts");
  CHECK(complaint(R"({"do_not_log": ["+1415*", "0190"]})") == "do_not_log[1]");
  CHECK(complaint(R"({"no_proxy": ["a b"]})") == "no_proxy[0]");
  CHECK(complaint(R"({"retention_days": 7})") == "retention_days");
  CHECK(complaint(R"({"extension": {"logMode": "all"}})") == "extension");
  auto const policy = [](std::string const& text) { return Files().policy(text).complaint(); };
  CHECK(policy(R"({"extension": {"mode": "all"}})") == "extension.mode");
  CHECK(policy(R"({"extension": {"logMode": "always"}})") == "extension.logMode");
  CHECK(policy(R"({"extension": {"undoSeconds": 7}})") == "extension.undoSeconds");
  CHECK(policy(R"({"extension": {"wrapUpSeconds": 5}})") == "extension.wrapUpSeconds");
  CHECK(policy(R"({"extension": {"wrapUpSeconds": "20"}})") == "extension.wrapUpSeconds");
  CHECK(policy(R"({"extension": {"hideDetails": "yes"}})") == "extension.hideDetails");
  CHECK(policy(R"({"extension": {"allowedOrigins": ["http://phone.example.com"]}})") ==
        "extension.allowedOrigins[0]");
}

TEST_CASE("who misspells a member reads which there are") {
  CHECK(Files().policy(R"({"directory": {"size": 5}})").load().error().message ==
        "The configuration the policy is not right: directory.size is not known here, only enabled or "
        "max_contacts.");
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

TEST_CASE("the mark of UTF-8 with which Windows' editors begin a file is no mistake") {
  auto const config = Files().policy("\xEF\xBB\xBF{\"log_level\": \"error\"}").load();
  REQUIRE(config.has_value());
  CHECK(config->log_level == LogLevel::error);
}

TEST_CASE("a file that a person named must be there") {
  Files files;
  files.sources.user_file_named = true;
  CHECK_FALSE(files.load().has_value());
  CHECK(files.user("{}").load().has_value());
}

TEST_CASE("a folder in a file's place is a mistake") {
  Files files;
  std::filesystem::create_directory(files.path("settings.json"));
  CHECK_FALSE(files.load().has_value());
}

}  // namespace patchbay
