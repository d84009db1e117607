// Who is signed in, and what the account tells at the sign-in.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::zoho;

namespace {

std::string variable(World& world, std::string const& name, std::string const& api_domain = {}) {
  Scope known;
  if (!api_domain.empty()) known.variables["token.api_domain"] = api_domain;
  auto const user = get_user(world.http(), known);
  REQUIRE(user);
  return user->variables.at(name);
}

}  // namespace

TEST_CASE("Who signed in is a user of the account") {
  World world;
  auto const user = get_user(world.http(), {});
  REQUIRE(user);
  CHECK(user->id == "4876876000000225013");
  CHECK(user->name == "Dana Fields");
  CHECK(user->email == "dana@example.com");
  CHECK(user->time_zone == "America/New_York");
  CHECK(user->variables.at("org") == "org20063211");
}

TEST_CASE("Records are seen where the data centre is") {
  World world;
  auto const [api, crm] =
      GENERATE(table<std::string, std::string>({{"https://www.zohoapis.com", "crm.zoho.com"},
                                                {"https://www.zohoapis.eu", "crm.zoho.eu"},
                                                {"https://www.zohoapis.com.au", "crm.zoho.com.au"},
                                                {"https://www.zohoapis.ca", "crm.zohocloud.ca"},
                                                {"https://sandbox.zohoapis.in", "crmsandbox.zoho.in"},
                                                {"http://127.0.0.1:1", "crm.zoho.com"}}));
  CHECK(variable(world, "crm_host", api) == crm);
}

TEST_CASE("The account's own call results are offered") {
  World world;
  CHECK(variable(world, "call_results") ==
        R"(["Interested","Not interested","No response/Busy","Requested call back","Invalid number"])");
}

TEST_CASE("How durations are read is learned from the account's calls, where it has any") {
  World world;
  CHECK(variable(world, "duration_format").empty());
  auto const format = GENERATE(values<std::string>({"mm:ss", "hh:mm"}));
  world.state().quirks.duration = format;
  auto log = call_with(world.contact("Brook"));
  REQUIRE(create_call_log(world.http(), log));
  log.result = "Missed";  // which tells nothing
  REQUIRE(create_call_log(world.http(), log));
  CHECK(variable(world, "duration_format") == format);
}

TEST_CASE("Calls that tell nothing leave the usual way") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.result = "Missed";
  REQUIRE(create_call_log(world.http(), log));
  CHECK(variable(world, "duration_format") == "mm:ss");
}

TEST_CASE("A sign-in that may not read the account's metadata is one all the same") {
  World world;
  world.state().quirks.denied.insert("Calls");
  world.fault(sim::FaultKind::status, "GET", "/crm/v8/org", 403);
  auto const user = get_user(world.http(), {});
  REQUIRE(user);
  CHECK(user->variables.at("org").empty());
  CHECK(user->variables.at("call_results") == "[]");
  CHECK(user->variables.at("duration_format").empty());
}
