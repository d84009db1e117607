#include "service/do_not_log.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

json::object call_with(std::string const& token, std::string const& number, std::string const& direction) {
  json::object const theirs{{"phoneNumber", number}};
  json::object const ours{{"phoneNumber", "+14155550199"}};
  bool const inbound = direction == "Inbound";
  return {{"jwtToken", token},
          {"contactId", "7"},
          {"waitMs", 0},
          {"logInfo", json::object{{"sessionId", "s-1"},
                                   {"direction", direction},
                                   {"from", inbound ? theirs : ours},
                                   {"to", inbound ? ours : theirs}}}};
}

std::string answer(ServiceWorld& world, json::object const& params) {
  auto const result = world.call_logs.create(params, world.request());
  return result ? std::string("logged") : std::string(name_of(result.error().code));
}

}  // namespace

TEST_CASE("a call with a number on the do-not-log list is refused, in any spelling and either direction") {
  ServiceWorld world;
  world.settings.do_not_log = {"+14155550132", "+1900*"};
  world.start();
  auto const token = world.connect("acme");
  CHECK(answer(world, call_with(token, "+14155550132", "Inbound")) == "forbidden");
  CHECK(answer(world, call_with(token, "(415) 555-0132", "Outbound")) == "forbidden");
  CHECK(answer(world, call_with(token, "+19005550100", "Inbound")) == "forbidden");
  CHECK_FALSE(world.outbox_methods.list({}, world.request())->at("entries").as_array().size());
  CHECK(world.acme.asked("callLog.create").empty());
}

TEST_CASE("a call with any other number is logged, though the own number is on the list") {
  ServiceWorld world;
  world.settings.do_not_log = {"+14155550199", "+1900*"};
  world.start();
  auto const token = world.connect("acme");
  CHECK(answer(world, call_with(token, "+14155550132", "Inbound")) == "logged");
  CHECK(answer(world, call_with(token, "anonymous", "Inbound")) == "logged");
}

TEST_CASE("the refusal says why and holds no number") {
  ServiceWorld world;
  world.settings.do_not_log = {"+14155550132"};
  world.start();
  auto const result =
      world.call_logs.create(call_with(world.connect("acme"), "+14155550132", "Inbound"), world.request());
  REQUIRE_FALSE(result);
  CHECK(result.error().message == "This number is on the do-not-log list, so nothing was logged.");
}

TEST_CASE("a conversation with a listed number is refused, whether it is named as correspondent or in a message") {
  ServiceWorld world;
  world.settings.do_not_log = {"+14155550132"};
  world.start();
  auto const token = world.connect("acme");
  auto const refused = [&](json::object const& log_info) {
    json::object const params{{"jwtToken", token}, {"contactId", "7"}, {"logInfo", log_info}};
    auto const result = world.message_logs.create(params, world.request());
    return !result && result.error().code == ErrorCode::forbidden;
  };
  json::object const number{{"phoneNumber", "+1 415 555 0132"}};
  json::object const own{{"phoneNumber", "+14155550199"}};
  auto const with = [](json::object const& message) {
    return json::object{{"conversationId", "c-1"}, {"type", "SMS"}, {"messages", json::array{message}}};
  };
  CHECK(refused({{"conversationId", "c-1"}, {"correspondents", json::array{own, number}}}));
  CHECK(refused(with({{"id", "1"}, {"direction", "Inbound"}, {"from", number}})));
  CHECK(refused(with({{"id", "1"}, {"direction", "Outbound"}, {"to", json::array{number}}})));
  CHECK_FALSE(refused(with({{"id", "1"}, {"direction", "Outbound"}, {"from", number}, {"to", own}})));
}

}  // namespace patchbay::test
