#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

constexpr char maya[] = R"({"contacts": [{"id": "1", "type": "person", "name": "Maya <b>Okafor</b>",
    "phones": [{"number": "(415) 555-0132", "label": "work"}]}], "truncated": true})";

json::object by_number(std::string const& token = "") {
  json::object params{{"phoneNumber", "+14155550132"}};
  if (!token.empty()) params["jwtToken"] = token;
  return params;
}

}  // namespace

TEST_CASE("a caller is found in the CRM of the token") {
  ServiceWorld world;
  world.acme.reply("contact.find", object(maya));
  world.start();
  auto params = by_number(world.connect("acme"));
  params["overridingFormat"] = "(***) ***-****";
  auto const result = world.contacts.find(params, world.request());
  REQUIRE(result);
  CHECK(result->at("from") == "crm");
  CHECK(result->at("truncated") == true);
  CHECK(result->at("returnMessage").at("message") == "1 contact found.");
  auto const& contact = result->at("contact").at(0).as_object();
  CHECK(contact.at("name") == "Maya <b>Okafor</b>");  // as it is: who shows it escapes it
  CHECK(contact.at("evidence").at("strength") == "e164");
  CHECK_FALSE(contact.contains("jwtToken"));
  auto const asked = world.acme.asked("contact.find").at(0);
  CHECK(asked.at("e164") == "+14155550132");
  CHECK(asked.at("countryCode") == "1");
  CHECK(asked.at("national") == "4155550132");
  CHECK(asked.at("formats").at(0) == "(415) 555-0132");
}

TEST_CASE("a number as it is dialled is read as one of the phone's own country, where that is said") {
  ServiceWorld world;
  world.acme.reply("contact.find", object(R"({"contacts": []})"));
  world.start();
  auto const token = world.connect("acme");
  auto const read_as = [&](json::value const& region, char const* written) {
    json::object params{{"jwtToken", token}, {"phoneNumber", written}, {"refresh", true}, {"region", region}};
    auto const result = world.contacts.find(params, world.request());
    return result ? std::string(result->at("phoneNumber").as_string()) : result.error().field;
  };
  CHECK(read_as("GB", "020 7946 0000") == "+442079460000");
  CHECK(world.acme.asked("contact.find").back().at("e164") == "+442079460000");
  CHECK(read_as("DE", "030 1234567") == "+49301234567");
  CHECK(read_as("DE", "00 44 20 7946 0000") == "+442079460000");
  CHECK(read_as("US", "011 44 20 7946 0000") == "+442079460000");
  CHECK(read_as("HU", "06 1 234 5678") == "+3612345678");
  CHECK(read_as("GB", "+1 415 555 0132") == "+14155550132");
  CHECK(read_as(nullptr, "(415) 555-0132") == "+14155550132");  // the organisation's own
  CHECK(read_as("ZZ", "(415) 555-0132") == "phoneNumber");      // nobody dials like that there
}

TEST_CASE("where a number keeps its clocks is said, whoever has it, and nothing where nobody knows") {
  ServiceWorld world;
  world.acme.reply("contact.find", object(R"({"contacts": []})"));
  world.start();
  auto const token = world.connect("acme");
  auto const found = [&](char const* number) {
    json::object const params{{"jwtToken", token}, {"phoneNumber", number}};
    return world.contacts.find(params, world.request()).value().as_object();
  };
  CHECK(found("+14155550132").at("timeZones") == json::array{"America/Los_Angeles"});
  CHECK(found("+19075550132").at("timeZones") == json::array{"America/Adak", "America/Anchorage"});
  CHECK_FALSE(found("+870773111632").contains("timeZones"));
}

TEST_CASE("a phone's country that is none is named, for a lookup and for a new contact") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  for (auto const& wrong : {json::value("gb"), json::value("GBR"), json::value("+4"), json::value(""), json::value(true)}) {
    json::object const params{
        {"jwtToken", token}, {"phoneNumber", "020 7946 0000"}, {"region", wrong}, {"newContactName", "Ann"}};
    CHECK(world.contacts.find(params, world.request()).error().field == "region");
    CHECK(world.contacts.create(params, world.request()).error().field == "region");
  }
  CHECK(world.acme.asked("contact.find").empty());
  CHECK(world.acme.asked("contact.create").empty());
}

TEST_CASE("without a token every connection is asked, and each contact says whose it is") {
  ServiceWorld world;
  world.acme.reply("contact.find", object(maya));
  world.tiny.reply("contact.find", object(maya));
  world.start();
  world.connect("acme");
  world.connect("tiny");
  auto const result = world.contacts.find(by_number(), world.request());
  REQUIRE(result);
  auto const& contacts = result->at("contact").as_array();
  REQUIRE(contacts.size() == 2);
  CHECK(contacts[0].at("platform") == "acme");
  CHECK(contacts[1].at("platform") == "tiny");
  auto const owner = world.live.by_token(contacts[1].at("jwtToken").as_string());
  REQUIRE(owner);
  CHECK((*owner)->row.platform == "tiny");
  CHECK_FALSE(result->as_object().contains("failures"));
}

TEST_CASE("a CRM that fails is named and hides no other") {
  ServiceWorld world;
  world.acme.reply("contact.find", object(maya));
  world.tiny.refuse("contact.find", ErrorCode::unavailable);
  world.start();
  world.connect("acme");
  world.connect("tiny");
  auto const result = world.contacts.find(by_number(), world.request());
  REQUIRE(result);
  CHECK(result->at("contact").as_array().size() == 1);
  CHECK(result->at("failures") ==
        json::parse(R"([{"platform": "tiny", "code": 8, "name": "unavailable", "message": "as the test said"}])"));
  CHECK(result->at("returnMessage").at("messageType") == "warning");
}

TEST_CASE("a connection whose adapter is gone is named and hides no other") {
  ServiceWorld world;
  world.acme.reply("contact.find", object(maya));
  world.start();
  world.connect("tiny");
  world.connect("acme");
  world.settings.platforms["tiny"].enabled = false;
  auto const result = world.contacts.find(by_number(), world.request());
  REQUIRE(result);
  CHECK(result->at("contact").as_array().size() == 1);
  CHECK(result->at("failures").at(0).at("platform") == "tiny");
}

TEST_CASE("where no CRM answered, nobody says that nobody was found") {
  ServiceWorld world;
  world.acme.refuse("contact.find", ErrorCode::timeout);
  world.tiny.refuse("contact.find", ErrorCode::unavailable);
  world.start();
  world.connect("acme");
  world.connect("tiny");
  CHECK(name_of_error(world.contacts.find(by_number(), world.request())) == "timeout");
}

TEST_CASE("nobody found is an answer, and what is silent meanwhile is told") {
  ServiceWorld world;
  world.acme.reply("contact.find", object(R"({"contacts": []})"));
  world.tiny.refuse("contact.find", ErrorCode::unavailable);
  world.start();
  world.connect("acme");
  auto const alone = world.contacts.find(by_number(), world.request());
  CHECK(alone->at("returnMessage").at("message") == "Nobody in the CRM has this number.");
  world.connect("tiny");
  auto const both = world.contacts.find(by_number(), world.request());
  CHECK(both->at("returnMessage").at("message") == "Nobody in the CRM has this number. Not every CRM answered.");
}

TEST_CASE("a lookup without any connection asks to sign in, and one without a number names the field") {
  ServiceWorld world;
  world.start();
  CHECK(name_of_error(world.contacts.find(by_number(), world.request())) == "auth_required");
  world.connect("acme");
  for (auto const* text : {R"({})", R"({"phoneNumber": "nonsense"})", R"({"phoneNumber": []})"}) {
    auto const result = world.contacts.find(object(text), world.request());
    REQUIRE_FALSE(result);
    CHECK(result.error().field == "phoneNumber");
    CHECK(result.error().message.find("nonsense") == std::string::npos);
  }
}

TEST_CASE("an adapter that answers nonsense does no harm") {
  ServiceWorld world;
  world.acme.reply("contact.find", object(R"({"contacts": [7, {}, {"id": "1", "phones": 3}], "truncated": "yes"})"));
  world.start();
  auto const result = world.contacts.find(by_number(world.connect("acme")), world.request());
  REQUIRE(result);
  CHECK(result->at("contact").as_array().empty());
  CHECK(result->at("truncated") == false);
}

TEST_CASE("a search by name gives contacts without evidence, in the CRM's order") {
  ServiceWorld world;
  world.acme.reply("contact.search", object(R"({"contacts": [{"id": "2", "name": "Zoe"}, {"id": "1", "name": "Ann"}]})"));
  world.start();
  auto const token = world.connect("acme");
  auto const result = world.contacts.search({{"jwtToken", token}, {"name", " Ann "}}, world.request());
  REQUIRE(result);
  CHECK(result->at("contact").at(0).at("id") == "2");
  CHECK_FALSE(result->at("contact").at(0).as_object().contains("evidence"));
  CHECK(result->at("returnMessage").at("message") == "2 contacts found.");
  CHECK(world.acme.asked("contact.search").at(0).at("name") == "Ann");
  CHECK(name_of_error(world.contacts.search({{"jwtToken", token}}, world.request())) == "invalid_params");
}

TEST_CASE("a contact without an id is none") {
  ServiceWorld world;
  world.acme.reply("contact.search", object(R"({"contacts": [{}, {"name": "Ann"}, {"id": 7, "name": "Ann"}]})"));
  world.start();
  auto const token = world.connect("acme");
  auto const result = world.contacts.search({{"jwtToken", token}, {"name", "Ann"}}, world.request());
  REQUIRE(result->at("contact").as_array().size() == 1);
  CHECK(result->at("contact").at(0).at("id") == "7");
  CHECK(result->at("returnMessage").at("message") == "1 contact found.");
}

TEST_CASE("a CRM that cannot be searched by name says nothing against those that can") {
  ServiceWorld world;
  world.acme.reply("contact.search", object(R"({"contacts": [{"id": "2", "name": "Ann Example"}]})"));
  world.start();
  world.connect("acme");
  auto const tiny = world.connect("tiny");
  auto const result = world.contacts.search({{"name", "Ann"}}, world.request());
  REQUIRE(result);
  CHECK_FALSE(result->as_object().contains("failures"));
  CHECK(result->at("returnMessage").at("message") == "1 contact found.");
  CHECK(name_of_error(world.contacts.search({{"name", "Ann"}, {"jwtToken", tiny}}, world.request())) ==
        "unsupported");
}

TEST_CASE("a name is looked for in every CRM, each contact says whose it is, and a CRM that fails is named") {
  ServiceWorld world;
  world.acme.reply("contact.search", object(R"({"contacts": [{"id": "2", "name": "Ann Example"}]})"));
  world.tiny.refuse("contact.search", ErrorCode::forbidden);
  world.start();
  auto const token = world.connect("acme");
  world.connect("tiny");
  auto const result = world.contacts.search({{"name", "Ann"}}, world.request());
  REQUIRE(result);
  REQUIRE(result->at("contact").as_array().size() == 1);
  CHECK(result->at("contact").at(0).at("platform") == "acme");
  CHECK(result->at("contact").at(0).at("jwtToken") == json::value(token));
  REQUIRE(result->at("failures").as_array().size() == 1);
  CHECK(result->at("failures").at(0).at("platform") == "tiny");
  CHECK(result->at("failures").at(0).at("name") == "forbidden");
}

TEST_CASE("a CRM that cannot do it is unsupported") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("tiny");
  CHECK(name_of_error(world.contacts.find(by_number(token), world.request())) == "unsupported");
}

}  // namespace patchbay::test
