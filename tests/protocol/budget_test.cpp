// A CRM's budget for the day, through the real host: what a person reads when it is used up, and that the CRM
// is left alone.
#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "protocol/crm_world.hpp"

namespace patchbay::test {
namespace {

// A company on a plan with so many tokens a day: signing in takes 2, a lookup 20.
struct Company {
  explicit Company(int tokens) {
    auto const plan = json::serialize(json::object{{"dailyTokens", tokens}});
    REQUIRE(http("PUT", crm.url() + "/_sim/settings", plan).status < 300);
    token = world.sign_in("pipedrive", "sim-api-token");
  }
  json::object look_up(std::string_view number) {
    return world.ask("contact.find", {{"jwtToken", token}, {"phoneNumber", number}});
  }
  std::size_t requests() {
    auto const listing = json::parse(http("GET", crm.url() + "/_sim/requests").body);
    return listing.at("requests").as_array().size();
  }

  CrmProcess crm = CrmProcess::simulator("pipedrive");
  CrmWorld world{{{"pipedrive", json::object{{"base_url", crm.url()}}}}};
  std::string token;
};

}  // namespace

TEST_CASE("a budget that is used up to the last token is said at once, and the CRM is not asked") {
  Company company(22);
  REQUIRE(company.look_up("+14155550132").contains("result"));
  auto const requests = company.requests();
  auto const refused = company.look_up("+14155550133").at("error").as_object();
  CHECK(refused.at("message") ==
        "The CRM's budget of requests for the day is used up. Patchbay asks it again in 60 minutes.");
  CHECK(refused.at("data").at("name") == "rate_limited");
  CHECK(refused.at("data").at("retryAfter").to_number<int>() > 3500);
  CHECK(company.requests() == requests);
}

TEST_CASE("a budget in which too little is left for a lookup refuses once, and then the CRM is left alone") {
  Company company(30);
  REQUIRE(company.look_up("+14155550132").contains("result"));
  auto const requests = company.requests();
  for (int i = 0; i < 3; ++i) {
    auto const refused = company.look_up("+14155550133").at("error").as_object();
    CHECK(refused.at("data").at("name") == "rate_limited");
    CHECK(std::string(refused.at("message").as_string()).find("budget of requests for the day is used up") !=
          std::string::npos);
  }
  CHECK(company.requests() == requests + 1);
}

}  // namespace patchbay::test
