// Eight host processes of one user: what only one of them may do is done once.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>
#include <memory>
#include <vector>

#include "protocol/behaviour/office.hpp"

namespace patchbay::test {
namespace {

constexpr char somebody[] = "+14155550132";

// Further hosts on the data of `world`.
class Hosts {
 public:
  Hosts(CrmWorld& world, int count) {
    for (int i = 0; i < count; ++i) {
      hosts_.push_back(std::make_unique<HostProcess>(
          std::vector<std::string>{"--config", (world.folder() / "config.json").string(), "--data",
                                   (world.folder() / "data").string(), "--adapters", PATCHBAY_ADAPTERS}));
      hosts_.back()->greeted();
    }
  }
  // All are asked at the same time; their results.
  std::vector<json::object> find(json::object params) {
    params["phoneNumber"] = somebody;
    auto const request = R"("id":1,"method":"contact.find","params":)" + json::serialize(params);
    for (auto& host : hosts_) REQUIRE(host->process().write_frame(HostProcess::request(request)));
    std::vector<json::object> results;
    for (auto& host : hosts_) {
      auto message = host->read().as_object();
      while (!message.contains("id")) message = host->read().as_object();
      INFO(json::serialize(message));
      REQUIRE(message.contains("result"));
      results.push_back(message.at("result").as_object());
    }
    return results;
  }

 private:
  std::vector<std::unique_ptr<HostProcess>> hosts_;
};

Vendor const& vendor_named(std::string_view name) {
  auto const& all = vendors();
  return *std::find_if(all.begin(), all.end(), [&](Vendor const& one) { return one.name == name; });
}

}  // namespace

TEST_CASE("eight hosts that see a token expire refresh it once, and a refresh token that rotates lives on") {
  auto const& vendor =
      vendor_named("salesforce");  // which ends a sign-in whose old refresh token comes again
  Office office(vendor);
  Hosts hosts(office.world(), 8);
  hosts.find({{"refresh", true}});  // each has the token in its memory
  office.forget_requests();
  for (int refreshes = 1; refreshes <= 2; ++refreshes) {
    office.setting({{"expireAccess", true}});
    for (auto const& result : hosts.find({{"refresh", true}})) {
      CHECK(result.at("contact").as_array().size() == 3);
      CHECK_FALSE(result.contains("failures"));
    }
    CHECK(office.asked(vendor.token_path) == refreshes);
  }
}

TEST_CASE("eight hosts fill a directory once, and all of them answer from it") {
  auto crm = CrmProcess::simulator("pipedrive");
  CrmWorld world({{"pipedrive", json::object{{"base_url", crm.url()}}}}, {{"enabled", true}});
  // The others look for what there is to do while the first is at it.
  json::object const slow{
      {"kind", "delay"}, {"method", "GET"}, {"path", "/api/v2/persons"}, {"delayMs", 3000}, {"times", 1}};
  REQUIRE(http("POST", crm.url() + "/_sim/faults", json::serialize(slow)).status < 300);
  world.sign_in("pipedrive", "sim-api-token");
  Hosts others(world, 7);
  while (world.notification("directory.progress").at("state") != "ready") continue;
  auto const told = json::parse(http("GET", crm.url() + "/_sim/requests").body);
  auto const& requests = told.at("requests").as_array();
  CHECK(std::count_if(requests.begin(), requests.end(), [](auto const& request) {
          return text(request.at("query")).find("sort_by=id") != std::string::npos;
        }) == 1);
  for (auto const& result : others.find({})) CHECK(result.at("from") == "directory");
}

}  // namespace patchbay::test
