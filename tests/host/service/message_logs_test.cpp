#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"
#include "service/message_changes.hpp"

namespace patchbay::test {
namespace {

// Two days in Los Angeles, newest first, as phone systems send them.
constexpr char conversation[] = R"({"contactId": "7", "contactName": "Maya", "waitMs": 20000, "logInfo": {"conversationId": "c",
    "correspondents": [{"name": "Maya", "phoneNumber": "+1"}, {"phoneNumber": "+14155550177"}],
    "messages": [
      {"id": "m-3", "direction": "Outbound", "subject": "Good night", "creationTime": "2026-11-21T08:30:00Z"},
      {"id": "m-2", "direction": "Inbound", "subject": "Here <b>now</b>", "creationTime": "2026-11-21T07:30:00Z",
       "attachments": [{"link": "https://example.test/photo"}, 7]},
      {"id": "m-1", "direction": "Inbound", "subject": "Running late", "creationTime": "2026-11-21T07:00:00Z",
       "from": {"name": "Maya O."}}]}})";

json::object with_token(std::string const& token) {
  auto params = object(conversation);
  params["jwtToken"] = token;
  return params;
}

std::string field_with(std::string_view name, json::value value) {
  auto params = object(conversation);
  params["logInfo"].as_object()[name] = std::move(value);
  auto const days = service::changes_of_messages(params, "Robin", "America/Los_Angeles");
  return days ? "none" : days.error().field;
}

}  // namespace

TEST_CASE("a conversation becomes one record for each local day, oldest message first") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  auto const result = world.message_logs.create(with_token(token), world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "logged");
  CHECK(result->at("logIds").as_array().size() == 2);
  auto const sent = world.acme.asked("messageLog.create");
  REQUIRE(sent.size() == 2);
  CHECK(sent[0].at("conversationId") == "c/2026-11-20/7");
  CHECK(sent[0].at("time") == "2026-11-21T07:00:00Z");
  CHECK(sent[0].at("subject") == "SMS conversation with Maya - 2026-11-20");
  auto const body = std::string(sent[0].at("body").as_string());
  CHECK(body.find("Maya, +14155550177, Robin Ashby") != std::string::npos);
  CHECK(body.find("Running late") < body.find("Here <b>now</b>"));
  CHECK(body.find("https://example.test/photo") != std::string::npos);
  CHECK(sent[1].at("conversationId") == "c/2026-11-21/7");
}

TEST_CASE("sending the same messages again changes nothing") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.message_logs.create(with_token(token), world.request()));
  auto const result = world.message_logs.create(with_token(token), world.request());
  CHECK(result->at("logIds").as_array().size() == 2);
  CHECK(world.crm.count("messageLog.create") == 2);
  CHECK(world.crm.count("messageLog.update") == 0);
}

TEST_CASE("a day that is refused keeps no other day from being logged") {
  ServiceWorld world;
  world.crm.fail_next("messageLog.create", {ErrorCode::forbidden, false});
  world.start();
  auto const token = world.connect("acme");
  CHECK(name_of_error(world.message_logs.create(with_token(token), world.request())) == "forbidden");
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("a day that waits is what the answer speaks of") {
  ServiceWorld world;
  world.crm.fail_next("messageLog.create", {ErrorCode::unavailable, false});
  world.start();
  auto const result = world.message_logs.create(with_token(world.connect("acme")), world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "queued");
  CHECK(result->at("logIds").as_array().size() == 1);
}

TEST_CASE("a CRM that takes no messages is unsupported") {
  ServiceWorld world;
  world.start();
  CHECK(name_of_error(world.message_logs.create(with_token(world.connect("tiny")), world.request())) == "unsupported");
}

TEST_CASE("without a contact's name the other side names the conversation") {
  auto params = object(conversation);
  params.erase("contactName");
  params["logInfo"].as_object()["correspondents"] = json::parse(R"([{"phoneNumber": "+14155550132"}])");
  auto const days = service::changes_of_messages(params, "Robin", "UTC");
  REQUIRE(days);
  CHECK(days->at("2026-11-21").change.at("subject") == "SMS conversation with +14155550132 - 2026-11-21");
}

TEST_CASE("what is wrong in a conversation is refused by field") {
  CHECK(field_with("type", "SMS") == "none");
  CHECK(field_with("conversationId", nullptr) == "conversationId");
  CHECK(field_with("type", "Pigeon") == "type");
  CHECK(field_with("messages", json::array()) == "messages");
  CHECK(field_with("messages", json::array{1}) == "messages");
  CHECK(field_with("correspondents", json::array{1}) == "correspondents");
  CHECK(field_with("messages", json::parse(R"([{"id": "m"}])")) == "creationTime");
  CHECK(field_with("messages", json::parse(R"([{"creationTime": 0}])")) == "id");
}

}  // namespace patchbay::test
