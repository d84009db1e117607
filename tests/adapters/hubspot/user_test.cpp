// Who is signed in, in each way of signing in.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::hubspot;

TEST_CASE("Who signed in by browser is an owner of the account, by the user of the token") {
  World world;
  Scope scope;
  scope.variables["token.user_id"] = "502";
  auto const user = get_user(world.http(), scope);
  REQUIRE(user);
  CHECK(user->id == "2468101-502");
  CHECK(user->name == "Eliot Marsh");
  CHECK(user->email == "eliot+sales@example.com");
  CHECK(user->time_zone == "Europe/Berlin");
  CHECK(user->variables.at("owner_id") == "9002");
  CHECK(user->variables.at("portal_id") == "2468101");
  CHECK(user->variables.at("ui_domain") == "app.hubspot.com");
}

TEST_CASE("Who pasted a key is found by their e-mail, as the same person") {
  World world;
  Scope scope;
  scope.variables["field.email"] = "eliot+sales@example.com";
  auto const user = get_user(world.http(), scope);
  REQUIRE(user);
  CHECK(user->id == "2468101-502");
  CHECK(user->variables.at("owner_id") == "9002");
}

TEST_CASE("An e-mail that nobody has is refused by the name of its field") {
  World world;
  Scope scope;
  scope.variables["field.email"] = "nobody@example.com";
  auto const user = get_user(world.http(), scope);
  REQUIRE(user.has_error());
  CHECK(user.error().status == PATCHBAY_INVALID_PARAMS);
  CHECK(user.error().field == "email");
}

TEST_CASE("A key alone is the account's, and what it logs has no owner") {
  World world;
  auto const user = get_user(world.http(), {});
  REQUIRE(user);
  CHECK(user->id == "2468101");
  CHECK(user->name == "HubSpot account 2468101");
  CHECK(user->variables.at("owner_id").empty());
  auto log = call_with(world.contact("Ada"));
  log.scope.variables["user.owner_id"] = "";
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  CHECK(world.property("calls", ref->id, "hubspot_owner_id").empty());
}

TEST_CASE("A user who is no owner can sign in") {
  World world;
  Scope scope;
  scope.variables["token.user_id"] = "777";
  auto const user = get_user(world.http(), scope);
  REQUIRE(user);
  CHECK(user->id == "2468101-777");
  CHECK(user->variables.at("owner_id").empty());
}

TEST_CASE("A sign-in that may not read owners is told which permission is missing") {
  World world;
  world.sign_in_with("crm.objects.contacts.read");
  Scope scope;
  scope.variables["token.user_id"] = "501";
  auto const user = get_user(world.http(), scope);
  REQUIRE(user.has_error());
  CHECK(user.error().status == PATCHBAY_FORBIDDEN);
  CHECK(user.error().message.find("scope") != std::string::npos);
}

TEST_CASE("Without the account's outcomes HubSpot's usual ones are offered") {
  World world;
  world.simulator().faults().add({sim::FaultKind::status, "GET", "/calling/v1", 1, 404, {}});
  auto const user = get_user(world.http(), {});
  REQUIRE(user);
  CHECK(user->variables.at("outcomes").find("Left live message") != std::string::npos);
}
