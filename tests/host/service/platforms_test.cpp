#include "service/platforms.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"
#include "service/log_state.hpp"

namespace patchbay::test {

TEST_CASE("a platform says what its adapter can do and how people sign in") {
  ServiceWorld world;
  world.start();
  world.settings.platforms["acme"].client_id = "client";
  auto const list = service::platform_list(world.registry, world.settings);
  auto const& acme = list.at("platforms").at(0).as_object();
  CHECK(acme.at("id") == "acme");
  CHECK(acme.at("signIn").at(0) == json::parse(R"({"kind": "oauth", "available": true, "fields": []})"));
  CHECK(acme.at("signIn").at(1).at("fields").at(1) ==
        json::parse(R"({"id": "team", "label": "Team", "secret": false, "required": true})"));
  CHECK(acme.at("regions").at(1) == json::parse(R"({"id": "us", "name": "USA", "needsHostname": false})"));
  CHECK_FALSE(acme.contains("hostname"));
  CHECK(acme.at("contactTypes").at(0) == json::parse(R"({"id": "person", "name": "Person", "fields": []})"));
  CHECK(acme.at("contactTypes").at(1).at("fields") == json::parse(R"([{"id": "city", "label": "City", "required": true},
    {"id": "vat", "label": "VAT number", "required": false}])"));
  CHECK(acme.at("relatedRecords") == json::parse(R"([{"kind": "deal", "label": "Deal", "multiple": true, "group": "sale"}])"));
  CHECK(acme.at("messageLogs") == true);
  CHECK(acme.at("logsWithoutContact") == false);
  auto const& tiny = list.at("platforms").at(1).as_object();
  CHECK(tiny.at("messageLogs") == false);
  CHECK(tiny.at("hostname") == json::parse(R"({"label": "Address", "help": "As in your browser"})"));
  CHECK(tiny.at("operations") == json::parse(R"(["user.get"])"));
}

TEST_CASE("calls may be logged with nobody where the manifest says so and the adapter logs calls") {
  bool const logs_calls = GENERATE(true, false);
  ServiceWorld world(with_logs_of_nobody());
  if (!logs_calls) world.acme.withhold("callLog.create");
  world.start();
  auto const list = service::platform_list(world.registry, world.settings);
  CHECK(list.at("platforms").at(0).at("logsWithoutContact") == logs_calls);
}

TEST_CASE("a platform says which of its regions needs a host name") {
  std::string text = acme_manifest;
  text.replace(text.find("\"eu\"}}"), 6, "\"{hostname}\"}}");
  text.insert(text.find("\"regions\""), R"("hostname": {"label": "Address", "allowed": ["*.acme.example"]}, )");
  ServiceWorld world(text);
  world.start();
  auto const list = service::platform_list(world.registry, world.settings);
  auto const& acme = list.at("platforms").at(0).as_object();
  CHECK(acme.at("regions") == json::parse(R"([{"id": "eu", "name": "Europe", "needsHostname": true},
    {"id": "us", "name": "USA", "needsHostname": false}])"));
  CHECK(acme.at("hostname") == json::parse(R"({"label": "Address"})"));
}

TEST_CASE("only the regions that the organisation allows are offered") {
  ServiceWorld world;
  world.settings.platforms["acme"].regions = {"us"};
  world.start();
  auto const list = service::platform_list(world.registry, world.settings);
  auto const& regions = list.at("platforms").at(0).at("regions").as_array();
  REQUIRE(regions.size() == 1);
  CHECK(regions[0].at("id") == "us");
}

TEST_CASE("without an app of the organisation the sign-in by browser says why it is not there") {
  ServiceWorld world;
  world.start();
  auto const list = service::platform_list(world.registry, world.settings);
  auto const oauth = list.at("platforms").at(0).at("signIn").at(0).as_object();
  CHECK(oauth.at("available") == false);
  CHECK(oauth.at("reason") == "Your organisation has not named an app for Acme yet (client_id in the configuration).");
}

TEST_CASE("an adapter that is switched off is not shown, and a refused one is, with its reason") {
  ServiceWorld world;
  world.start();
  world.registry.add_entry(world.acme.entry(), "second");
  world.settings.platforms["acme"].enabled = false;
  auto const list = service::platform_list(world.registry, world.settings);
  CHECK(list.at("platforms").as_array().size() == 1);
  CHECK(list.at("refused") == json::parse(R"([{"path": "second", "reason": "Its id 'acme' is taken by 'acme'."}])"));
  CHECK(service::adapter_list(world.registry, world.settings, false) == json::parse(R"([{"id": "tiny", "name": "Tiny", "version": "2"}])"));
  CHECK(service::adapter_list(world.registry, world.settings, true).at(0).at("path") == "tiny");
}

TEST_CASE("a wait is three seconds unless the request says otherwise, and never longer than thirty") {
  using namespace std::chrono_literals;
  CHECK(service::wait_of({}).value() == 3s);
  CHECK(service::wait_of({{"waitMs", 0}}).value() == 0ms);
  CHECK(service::wait_of({{"waitMs", -5}}).value() == 0ms);
  CHECK(service::wait_of({{"waitMs", 99'000'000}}).value() == 30s);
  CHECK(service::wait_of({{"waitMs", "a"}}).error().field == "waitMs");
}

}  // namespace patchbay::test
