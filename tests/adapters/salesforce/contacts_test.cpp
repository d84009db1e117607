// Who is signed in, and creating contacts, leads and accounts.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::salesforce;

namespace {

NewContact wish_for(std::string type, std::string name) {
  NewContact wish;
  wish.type = std::move(type);
  wish.name = std::move(name);
  wish.e164 = "+14155550111";
  return wish;
}

}  // namespace

TEST_CASE("The user is who signed in, named after the org and the user") {
  World world;
  auto const user = get_user(world.http(), world.scope);
  REQUIRE(user);
  CHECK(user->id == world.org().id + "-" + world.org().user);
  CHECK(user->name == "Robin Vale");
  CHECK(user->email == "robin@example.com");
  CHECK(user->time_zone == "Europe/Berlin");
}

TEST_CASE("Without the identity in the token's reply nobody is signed in") {
  World world;
  for (auto const* id : {"", "/", "https://login.salesforce.com/id/", "https://login.salesforce.com/id/a/b",
                         "00D5g000001AbCdEAK"}) {
    world.scope.variables["token.id"] = id;
    auto const user = get_user(world.http(), world.scope);
    REQUIRE(user.has_error());
    CHECK(user.error().status == PATCHBAY_BAD_REPLY);
  }
  CHECK(world.spent().requests == 0);
}

TEST_CASE("A new contact's name is split, and it takes an e-mail and a title") {
  World world;
  auto wish = wish_for("Contact", " Ivo Maria Stone ");
  wish.additional = {{"Email", "ivo@example.com"}, {"Title", "Owner"}, {"Company", "ignored"}};
  auto const made = create_contact(world.http(), wish);
  REQUIRE(made);
  CHECK(made->name == "Ivo Maria Stone");
  CHECK(made->type == "Contact");
  CHECK(world.field(made->id, "FirstName") == "Ivo Maria");
  CHECK(world.field(made->id, "LastName") == "Stone");
  CHECK(world.field(made->id, "Phone") == "+14155550111");
  CHECK(world.field(made->id, "Email") == "ivo@example.com");
  CHECK(made->phones.front().number == "+14155550111");
}

TEST_CASE("A single word is the last name, which Salesforce demands") {
  World world;
  auto const made = create_contact(world.http(), wish_for("Contact", "Stone"));
  REQUIRE(made);
  CHECK(world.field(made->id, "LastName") == "Stone");
  CHECK(world.field(made->id, "FirstName") == "null");
}

TEST_CASE("A lead needs its company, an account is its name") {
  World world;
  auto wish = wish_for("Lead", "Ivo Stone");
  auto const without = create_contact(world.http(), wish);
  REQUIRE(without.has_error());
  CHECK(without.error().field == "Company");
  wish.additional = {{"Company", "Stone & Sons"}};
  auto const lead = create_contact(world.http(), wish);
  REQUIRE(lead);
  CHECK(lead->organization == "Stone & Sons");
  auto const account = create_contact(world.http(), wish_for("Account", "Stone & Sons"));
  REQUIRE(account);
  CHECK(world.field(account->id, "Name") == "Stone & Sons");
}

TEST_CASE("A contact without a name and one of no type are refused before they are sent") {
  World world;
  CHECK(create_contact(world.http(), wish_for("Contact", " ")).error().field == "newContactName");
  CHECK(create_contact(world.http(), wish_for("User", "Ivo")).error().field == "newContactType");
  CHECK(world.spent().requests == 0);
}

TEST_CASE("A second record like another is a conflict that says what to do") {
  World world;
  auto wish = wish_for("Contact", "Ada Brook");
  wish.e164 = "+14155550132";
  auto const first = create_contact(world.http(), wish);
  REQUIRE(first.has_error());
  CHECK(first.error().status == PATCHBAY_CONFLICT);
  CHECK(first.error().message.find("create the new one in Salesforce") != std::string::npos);
  CHECK(first.error().remote == "Use one of these records?");
  world.state().duplicate_rule = "block";
  CHECK(create_contact(world.http(), wish).error().message.find("allows no second one") != std::string::npos);
}
