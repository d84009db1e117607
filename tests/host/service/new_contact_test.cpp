// What contact.create asks of the CRM, and what it refuses itself. That a contact is made once is shown in
// contact_creation_test.
#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"

namespace patchbay::test {

TEST_CASE("a new contact gets the CRM's usual type unless another is named") {
  ServiceWorld world;
  world.acme.reply("contact.create", object(R"({"id": "5", "name": "Ann"})"));
  world.start();
  json::object params{
      {"jwtToken", world.connect("acme")}, {"phoneNumber", "+14155550132"}, {"newContactName", "Ann"}};
  auto const result = world.contacts.create(params, world.request());
  REQUIRE(result);
  CHECK(result->at("contact").at("id") == "5");
  CHECK(result->at("contact").at("phone") == "+14155550132");
  CHECK(world.acme.asked("contact.create").at(0).at("type") == "person");
  params["newContactType"] = "firm";
  params["additionalSubmission"] = json::object{{"deal", "12"}, {"city", "Utrecht"}};
  REQUIRE(world.contacts.create(params, world.request()));
  CHECK(world.acme.asked("contact.create").at(1).at("type") == "firm");
  CHECK(world.acme.asked("contact.create").at(1).at("additional").at("deal") == "12");
  params["newContactType"] = "robot";
  CHECK(world.contacts.create(params, world.request()).error().field == "newContactType");
}

TEST_CASE("a double click makes one contact, and another name another one") {
  ServiceWorld world;
  world.acme.reply("contact.create", object(R"({"id": "5", "name": "Ann"})"));
  world.start();
  json::object params{
      {"jwtToken", world.connect("acme")}, {"phoneNumber", "+14155550132"}, {"newContactName", "Ann"}};
  auto const first = world.contacts.create(params, world.request());
  auto const second = world.contacts.create(params, world.request());
  REQUIRE(first);
  REQUIRE(second);
  CHECK(second->at("contact").at("id") == "5");
  CHECK(world.acme.asked("contact.create").size() == 1);
  params["newContactName"] = "Ben";
  REQUIRE(world.contacts.create(params, world.request()));
  CHECK(world.acme.asked("contact.create").size() == 2);
}

TEST_CASE("a new contact whose type needs more is refused by field, before the CRM is asked") {
  ServiceWorld world;
  world.acme.reply("contact.create", object(R"({"id": "5", "name": "North"})"));
  world.start();
  json::object params{{"jwtToken", world.connect("acme")},
                      {"phoneNumber", "+14155550132"},
                      {"newContactName", "North"},
                      {"newContactType", "firm"}};
  auto const field_refused = [&](json::value additional) {
    params["additionalSubmission"] = std::move(additional);
    auto const result = world.contacts.create(params, world.request());
    REQUIRE(result.has_error());
    CHECK(result.error().code == ErrorCode::invalid_params);
    return result.error().field;
  };
  CHECK(field_refused(nullptr) == "city");
  CHECK(field_refused({{"vat", "NL1"}}) == "city");
  CHECK(field_refused({{"city", "  "}}) == "city");
  CHECK(field_refused({{"city", true}}) == "city");
  CHECK(field_refused({{"city", "Utrecht"}, {"vat", json::array()}}) == "vat");
  CHECK(world.acme.asked("contact.create").empty());
  params["additionalSubmission"] = {{"city", "Utrecht"}};
  REQUIRE(world.contacts.create(params, world.request()));
  CHECK(world.acme.asked("contact.create").at(0).at("additional") == json::value({{"city", "Utrecht"}}));
}

}  // namespace patchbay::test
