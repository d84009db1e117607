// The SDK and the host together: what the tutorial's adapter answers through the real boundary, in memory.
#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

#include "plugin/registry.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_http.hpp"
#include "support/print_result.hpp"

namespace patchbay::test {
namespace {

namespace json = boost::json;

struct Fixture {
  Fixture() { registry.add_entry(patchbay_adapter_v1, "rolodex"); }
  Result<json::value> ask(std::string_view operation, char const* params) {
    Context const context{FakeClock().steady_now() + std::chrono::seconds(30), stop.get_token()};
    auto const* adapter = registry.find("rolodex");
    REQUIRE(adapter);
    return adapter->call(operation, json::parse(params).as_object(), client, context);
  }
  ScriptedClient client;
  std::stop_source stop;
  Registry registry{silent_log()};
};

constexpr char call[] =
    R"({"sessionId":"s-1","subject":"Call","body":"note","startTime":"2026-11-21T09:00:00Z","contact":{"id":"7"}})";

}  // namespace

TEST_CASE_METHOD(Fixture, "an adapter in memory is accepted and offers what its table lists") {
  for (auto const& refusal : registry.refused()) FAIL(refusal.reason);
  auto const& adapter = *registry.find("rolodex");
  CHECK(adapter.operations() == std::vector<std::string>{"user.get", "contact.find", "callLog.create"});
  CHECK(adapter.offers("contact.find"));
  CHECK_FALSE(adapter.offers("contact.search"));
  CHECK(adapter.manifest().name == "Rolodex");
}

TEST_CASE_METHOD(Fixture, "an operation crosses the boundary and its answer comes back") {
  client.expect(
      "GET", "/people?phone=4155550132",
      response(200,
               R"({"has_more":true,"people":[{"id":7,"full_name":"Ada","company":{"name":"Engines"}}]})"));
  auto const reply = ask("contact.find", R"({"e164":"+14155550132","national":"4155550132"})");
  REQUIRE(reply);
  CHECK(reply->at("truncated") == true);
  auto const& contact = reply->at("contacts").at(0).as_object();
  CHECK(contact.at("id") == "7");
  CHECK(contact.at("organization") == "Engines");
  CHECK(contact.at("related").as_array().empty());
}

TEST_CASE_METHOD(Fixture, "a request reaches the host with its method, body and headers") {
  client.expect("POST", "/notes", response(201, R"({"id":"9"})"));
  REQUIRE(ask("callLog.create", call));
  auto const sent = client.sent();
  REQUIRE(sent.size() == 1);
  CHECK(json::parse(sent[0].body) == json::parse(R"({"person":"7","title":"Call","text":"note"})"));
  REQUIRE(sent[0].headers.size() == 1);
  CHECK(sent[0].headers[0].name == "Content-Type");
  CHECK(sent[0].cost == 1);
  CHECK_FALSE(sent[0].idempotent);
}

TEST_CASE_METHOD(Fixture, "a bad status becomes its error, with the CRM's own text apart") {
  client.expect("GET", "/me", response(403, R"({"error":"Your plan is too small"})"));
  auto const reply = ask("user.get", "{}");
  REQUIRE(reply.has_error());
  CHECK(reply.error().code == ErrorCode::forbidden);
  CHECK(reply.error().remote == "Your plan is too small");
}

TEST_CASE_METHOD(Fixture, "a failure of the host comes back as it was, with how long to wait") {
  auto const code = GENERATE(ErrorCode::rate_limited, ErrorCode::unavailable);
  Error limited = fail(code, "The CRM asks to wait.");
  limited.retry_after = std::chrono::seconds(42);
  client.expect("GET", "/me", limited);
  auto const reply = ask("user.get", "{}");
  REQUIRE(reply.has_error());
  CHECK(reply.error().code == code);
  CHECK(reply.error().message == "The CRM asks to wait.");
  CHECK(reply.error().retry_after == std::chrono::seconds(42));
}

TEST_CASE_METHOD(Fixture, "a cancelled request ends the call as cancelled") {
  client.expect("GET", "/me", fail(ErrorCode::cancelled, "The request was cancelled."));
  auto const reply = ask("user.get", "{}");
  REQUIRE(reply.has_error());
  CHECK(reply.error().code == ErrorCode::cancelled);
}

TEST_CASE_METHOD(Fixture, "a parameter that is missing or wrong is named") {
  auto const missing = ask("contact.find", "{}");
  REQUIRE(missing.has_error());
  CHECK(missing.error().code == ErrorCode::invalid_params);
  CHECK(missing.error().field == "e164");
  CHECK(ask("callLog.create", R"({"sessionId":"s","startTime":"noon","contact":{}})").error().field ==
        "startTime");
  CHECK(client.sent().empty());
}

TEST_CASE_METHOD(Fixture, "what the table does not list is unsupported") {
  auto const reply = ask("contact.search", R"({"name":"Ada"})");
  REQUIRE(reply.has_error());
  CHECK(reply.error().code == ErrorCode::unsupported);
  CHECK(reply.error().message == "The adapter 'rolodex' does not offer this (contact.search).");
}

TEST_CASE_METHOD(Fixture, "an answer of the CRM without its id is bad_reply") {
  client.expect("GET", "/me", response(200, R"({"full_name":"Una"})"));
  auto const reply = ask("user.get", "{}");
  REQUIRE(reply.has_error());
  CHECK(reply.error().code == ErrorCode::bad_reply);
}

}  // namespace patchbay::test
