// Whom a call is logged with: nobody, or somebody else afterwards.
#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

constexpr auto not_in_the_way =
    20'000;  // ms: for threads to get their turn on a busy machine; nothing waits for it to pass

json::object call(std::string const& token) {
  return {{"jwtToken", token},
          {"contactId", "7"},
          {"contactName", "Maya Okafor"},
          {"note", "Call back"},
          {"waitMs", not_in_the_way},
          {"logInfo", json::object{{"sessionId", "s-1"}, {"direction", "Inbound"}, {"duration", 125}}}};
}

json::object to_tom(std::string const& token) {
  return {{"jwtToken", token},       {"sessionId", "s-1"},        {"contactId", "8"},
          {"contactType", "person"}, {"contactName", "Tom Reed"}, {"waitMs", not_in_the_way}};
}

}  // namespace

TEST_CASE("a call of somebody unknown is logged with nobody where the CRM takes that") {
  ServiceWorld world(with_logs_of_nobody());
  world.start();
  auto params = call(world.connect("acme"));
  params.erase("contactId");
  params.erase("contactName");
  params["logInfo"].as_object()["from"] = json::object{{"phoneNumber", "+14155550132"}};
  auto const result = world.call_logs.create(params, world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "logged");
  auto const sent = world.acme.asked("callLog.create").at(0);
  CHECK(sent.at("contact") == json::parse(R"({"id": "", "type": "", "name": "", "organizationId": ""})"));
  CHECK(sent.at("subject") == "Inbound call from +14155550132");
}

TEST_CASE("a log goes to another contact, whose name the subject takes, and leaves the first one's deal") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  auto params = call(token);
  params["additionalSubmission"] = json::object{{"deal", "12"}};
  REQUIRE(world.call_logs.create(params, world.request()));
  auto const result = world.call_logs.update(to_tom(token), world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "logged");
  CHECK(result->at("logId") == "100");
  CHECK(result->at("updatedNote") == "Call back");
  auto const asked = world.acme.asked("callContact.set").at(0);
  CHECK(asked.at("contact") == json::parse(R"({"id": "8", "type": "person", "name": "Tom Reed"})"));
  CHECK(asked.at("previous").at("id") == "7");
  CHECK(asked.at("additional").as_object().empty());
  CHECK(world.crm.logs().at(0).contact == "8");
  CHECK(world.crm.logs().at(0).subject == "Inbound call from Tom Reed");
}

TEST_CASE("the URL of a log names the contact with whom the CRM has it") {
  std::string manifest = acme_manifest;
  manifest.replace(manifest.find("/log/{"), 6, "/{contactId}/log/{");
  ServiceWorld world(manifest);
  world.start();
  auto const token = world.connect("acme");
  auto const made = world.call_logs.create(call(token), world.request());
  CHECK(made->at("url") == "https://acme.example/7/log/100");
  CHECK(world.call_logs.update(to_tom(token), world.request())->at("url") == "https://acme.example/8/log/100");
}

TEST_CASE("where a log cannot be moved that is said before anything is written") {
  ServiceWorld world;
  world.acme.withhold("callContact.set");
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.call_logs.create(call(token), world.request()));
  auto params = to_tom(token);
  params["note"] = "It was Tom";
  CHECK(name_of_error(world.call_logs.update(params, world.request())) == "unsupported");
  auto const rows = world.call_logs.get({{"jwtToken", token}, {"sessionIds", "s-1"}}, world.request());
  CHECK(rows->at("logs").at(0).at("state") == "logged");
  CHECK(world.crm.count("callLog.update") == 0);
}

}  // namespace patchbay::test
