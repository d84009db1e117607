#include "service/message_attachments.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

json::object fax_with(std::string_view attachments) {
  auto message = object(R"({"id": "m-1", "direction": "Inbound", "creationTime": "2026-11-21T07:30:00Z"})");
  message["attachments"] = json::parse(attachments);
  return message;
}

json::object conversation_with(json::object message, std::string const& token) {
  return {{"jwtToken", token},
          {"contactId", "7"},
          {"waitMs", 20000},
          {"additionalSubmission", json::object{{"deal", "5"}}},
          {"logInfo",
           json::object{
               {"conversationId", "c"}, {"type", "Fax"}, {"messages", json::array{std::move(message)}}}}};
}

}  // namespace

TEST_CASE("only what brings its bytes is a file; its name and type are the phone's, or made") {
  auto const files = service::attachments_of(
      fax_with(
          R"([{"link": "https://example.test/fax"}, 7, {"content": "JVBERg==", "contentType": "application/pdf"},
                   {"content": "AAAA", "contentType": "image/svg+xml", "fileName": "map.svg"}, {"content": "AAA="}])"),
      "m-1", "Fax 2026-11-20 23:30:00");
  REQUIRE(files);
  REQUIRE(files->size() == 3);
  CHECK((*files)[0].mark == "m-1/2");
  CHECK((*files)[0].change.at("subject") == "Fax 2026-11-20 23:30:00.pdf");
  CHECK((*files)[0].change.at("contentType") == "application/pdf");
  CHECK((*files)[0].content == "JVBERg==");
  CHECK((*files)[1].change.at("subject") == "map.svg");
  CHECK((*files)[2].change.at("subject") == "Fax 2026-11-20 23:30:00");
}

TEST_CASE("what is no base64 is refused before anything is accepted") {
  for (auto const* content : {"%PDF", "AAA", "A===", "AA=A"}) {
    INFO(content);
    auto const files = service::attachments_of(
        object(R"({"attachments": [{"content": ")" + std::string(content) + R"("}]})"), "m", "Fax");
    REQUIRE_FALSE(files.has_value());
    CHECK(files.error().field == "content");
  }
}

TEST_CASE("a fax is a file in the CRM beside its log, filed as that is") {
  ServiceWorld world;
  world.start();
  auto const params = conversation_with(
      fax_with(R"([{"content": "JVBERg==", "contentType": "application/pdf"}])"), world.connect("acme"));
  REQUIRE(world.message_logs.create(params, world.request()));
  while (world.crm.attachments().empty()) std::this_thread::yield();
  auto const sent = world.crm.attachments().at(0);
  CHECK(sent.at("mark") == "c/2026-11-20/7/m-1/0");
  CHECK(sent.at("additional").at("deal") == "5");
  CHECK(sent.at("contact").at("id") == "7");
  CHECK(sent.at("time") == "2026-11-21T07:30:00Z");
}

TEST_CASE("a CRM that takes no files gets the links only") {
  ServiceWorld world;
  world.acme.withhold("attachment.create");
  world.start();
  auto const params = conversation_with(fax_with(R"([{"content": "JVBERg==", "link": "https://example.test/fax"}])"),
                                        world.connect("acme"));
  CHECK(world.message_logs.create(params, world.request())->at("state") == "logged");
  auto const waiting = outbox::Backlog(world.database).counts();
  REQUIRE(waiting);
  CHECK(waiting->empty());
  CHECK(world.crm.logs().at(0).body.find("https://example.test/fax") != std::string::npos);
}

}  // namespace patchbay::test
