#include "settings_methods.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "host/service/memory_adapter.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::test {
namespace {

namespace json = boost::json;

constexpr char manifest[] = R"({
  "id": "acme", "name": "Acme", "version": "1",
  "auth": {"api_key": {"header": "X-Key", "fields": [{"id": "apiKey", "label": "Key"}]}},
  "base_url": {"api_key": "https://api.acme.example"},
  "contact_types": [{"id": "person", "name": "Person"}],
  "settings": [{"id": "tone", "label": "Tone", "type": "choice", "default": "calm",
      "choices": [{"id": "calm", "name": "Calm"}, {"id": "loud", "name": "Loud"}]}]
})";

// A user's files, and an organisation's policy where a test sets one.
class Desk {
 public:
  explicit Desk(std::string const& policy = "{}") {
    acme.reply("user.get", {{"id", "1"}});
    registry.add_entry(acme.entry(), "acme");
    for (auto const& refusal : registry.refused()) FAIL(refusal.reason);
    REQUIRE(registry.refused().empty());
    sources.policy->push_back({"the policy", policy});
    sources.user_file = folder / "config.json";
    sources.settings_file = folder / "data" / "settings.json";
  }
  json::object get(json::object const& params = {}) {
    SettingsMethods methods(sources, registry);
    return methods.get(params, {}).value().at("settings").as_object();
  }
  Result<json::value> set(json::object const& settings) {
    SettingsMethods methods(sources, registry);
    return methods.set({{"settings", settings}}, {});
  }
  // The key that is complained about, or what came instead.
  std::string complaint(json::object const& settings) {
    auto const result = set(settings);
    return result ? "(no complaint)" : result.error().field;
  }

  TempDir folder;
  MemoryAdapter acme{0, manifest};
  Registry registry{silent_log()};
  ConfigSources sources;
};

json::object open(json::value const& value) { return {{"value", value}, {"locked", false}}; }

}  // namespace

TEST_CASE("every setting has its value, though nobody set it") {
  Desk desk;
  auto const all = desk.get();
  CHECK(all.at("default_region") == open("US"));
  CHECK(all.at("directory.enabled") == open(true));
  CHECK(all.at("do_not_log") == open(json::array()));
  CHECK(all.at("log_level") == open("info"));
  CHECK(all.at("sections.note") == open(true));
  CHECK(all.at("adapters.acme.settings.tone") == open("calm"));
  CHECK_FALSE(all.contains("proxy"));
  CHECK_FALSE(std::filesystem::exists(desk.sources.settings_file));
}

TEST_CASE("what is set is there at the next start, beside the user's own file") {
  Desk desk;
  std::ofstream(desk.sources.user_file) << R"({"default_region": "DE", /* mine */ "log_level": "debug"})";
  auto const answer = desk.set({{"default_region", "NL"},
                                {"adapters.acme.settings.tone", "loud"},
                                {"sections.note", false},
                                {"do_not_log", json::array{"+1900*"}}});
  REQUIRE(answer);
  CHECK(answer->at("settings").at("default_region") == open("NL"));
  CHECK(answer->at("settings").as_object().size() == 4);
  auto const config = load_config(desk.sources).value();
  CHECK(config.default_region == "NL");
  CHECK(config.log_level == LogLevel::debug);
  CHECK(config.adapters.at("acme").settings.at("tone") == "loud");
  CHECK_FALSE(config.sections.at("note"));
  CHECK(config.do_not_log == std::vector<std::string>{"+1900*"});
}

TEST_CASE("a second change leaves the first, and null goes back") {
  Desk desk;
  REQUIRE(desk.set({{"default_region", "NL"}}));
  REQUIRE(desk.set({{"log_level", "error"}}));
  CHECK(desk.get({{"keys", json::array{"default_region", "log_level", "nobody"}}}) ==
        json::object{{"default_region", open("NL")}, {"log_level", open("error")}});
  REQUIRE(desk.set({{"default_region", nullptr}}));
  CHECK(desk.get().at("default_region") == open("US"));
  CHECK(desk.get().at("log_level") == open("error"));
}

TEST_CASE("a mistake is named by its key, and nothing of the request is saved") {
  Desk desk;
  CHECK(desk.complaint({}) == "settings");
  CHECK(desk.complaint({{"proxy", "http://proxy.example.com"}}) == "proxy");
  CHECK(desk.complaint({{"adapters.acme.base_url", "https://x.example"}}) == "adapters.acme.base_url");
  CHECK(desk.complaint({{"log_level", "error"}, {"default_region", "nl"}}) == "default_region");
  CHECK(desk.complaint({{"sections.note", "yes"}}) == "sections.note");
  CHECK(desk.complaint({{"adapters.acme.settings.tone", "shrill"}}) == "adapters.acme.settings.tone");
  CHECK(desk.get().at("log_level") == open("info"));
  CHECK_FALSE(std::filesystem::exists(desk.sources.settings_file));
}

TEST_CASE("what the organisation sets is locked, and nobody else changes it") {
  Desk desk(R"({"default_region": "AT", "adapters": {"acme": {"settings": {"tone": "calm"}}}})");
  CHECK(desk.get().at("default_region") == json::object{{"value", "AT"}, {"locked", true}});
  CHECK(desk.get().at("adapters.acme.settings.tone") == json::object{{"value", "calm"}, {"locked", true}});
  auto const refused = desk.set({{"log_level", "error"}, {"default_region", "NL"}});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::forbidden);
  CHECK(refused.error().message == "Your organisation has set default_region, and only it can change that.");
  CHECK(desk.get().at("log_level") == open("info"));
}

}  // namespace patchbay::test
