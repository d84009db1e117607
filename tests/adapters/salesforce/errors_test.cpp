// Each of Salesforce's refusals gets a text of its own that is true.
#include <catch2/catch.hpp>
#include <set>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::salesforce;

namespace {

CallLog call() {
  CallLog log;
  log.contact.id = "0035g00000a0001AAA";
  return log;
}

Error refused(int status, std::string body) {
  ScriptedHttp http;
  http.round({{"POST /services/data/v66.0/sobjects/Task", answer(status, std::move(body))}});
  auto const log = create_call_log(http, call());
  REQUIRE(log.has_error());
  return log.error();
}

std::string body_with(std::string const& code) {
  return R"([{"message":"its own words","errorCode":")" + code + R"(","fields":[]}])";
}

}  // namespace

TEST_CASE("What Salesforce says counts more than its status, with its own words beside ours") {
  auto const [status, code, expected] = GENERATE(table<int, std::string, patchbay_status>(
      {{400, "MALFORMED_QUERY", PATCHBAY_INVALID_PARAMS},
       {400, "REQUIRED_FIELD_MISSING", PATCHBAY_INVALID_PARAMS},
       {400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", PATCHBAY_INVALID_PARAMS},
       {400, "ENTITY_IS_DELETED", PATCHBAY_NOT_FOUND},
       {400, "INVALID_CROSS_REFERENCE_KEY", PATCHBAY_NOT_FOUND},
       {400, "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", PATCHBAY_FORBIDDEN},
       {400, "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", PATCHBAY_FORBIDDEN},
       {400, "UNABLE_TO_LOCK_ROW", PATCHBAY_UNAVAILABLE},
       {400, "DUPLICATE_VALUE", PATCHBAY_CONFLICT},
       {403, "REQUEST_LIMIT_EXCEEDED", PATCHBAY_RATE_LIMITED},
       {403, "API_DISABLED_FOR_ORG", PATCHBAY_FORBIDDEN},
       {403, "STORAGE_LIMIT_EXCEEDED", PATCHBAY_FORBIDDEN},
       {403, "INSUFFICIENT_ACCESS", PATCHBAY_FORBIDDEN},
       {403, "ANY", PATCHBAY_FORBIDDEN},
       {404, "NOT_FOUND", PATCHBAY_NOT_FOUND},
       {405, "METHOD_NOT_ALLOWED", PATCHBAY_UNSUPPORTED},
       {409, "ANY", PATCHBAY_CONFLICT},
       {410, "UNSUPPORTED_API_VERSION", PATCHBAY_UNSUPPORTED},
       {412, "ANY", PATCHBAY_CONFLICT},
       {418, "ANY", PATCHBAY_BAD_REPLY}}));
  auto const error = refused(status, body_with(code));
  INFO(code);
  CHECK(error.status == expected);
  CHECK(error.remote == "its own words");
  CHECK(error.message.find("its own words") == std::string::npos);
}

TEST_CASE("No two reasons read alike, and none tells to log out") {
  std::set<std::string> texts;
  for (auto const* code :
       {"ANY", "REQUIRED_FIELD_MISSING", "FIELD_CUSTOM_VALIDATION_EXCEPTION", "ENTITY_IS_DELETED",
        "INSUFFICIENT_ACCESS", "API_DISABLED_FOR_ORG", "STORAGE_LIMIT_EXCEEDED", "UNABLE_TO_LOCK_ROW",
        "DUPLICATE_VALUE", "REQUEST_LIMIT_EXCEEDED"}) {
    auto const message = refused(400, body_with(code)).message;
    CHECK(message.find("log out") == std::string::npos);
    texts.insert(message);
  }
  CHECK(texts.size() == 10);
}

TEST_CASE("A day's budget that is used up is told with its reason, on the simulator too") {
  World world;
  world.state().daily = 0;
  auto const page = find_contacts(world.http(), world.number("4155550132"));
  REQUIRE(page.has_error());
  CHECK(page.error().status == PATCHBAY_RATE_LIMITED);
  CHECK(page.error().message.find("24 hours") != std::string::npos);
}

TEST_CASE("A permission that is lost and a contact that is gone are told apart, on the simulator too") {
  World world;
  auto const ada = world.contact("Ada Brook");
  world.state().may_write = false;
  CHECK(create_call_log(world.http(), world.call_with(ada)).error().status == PATCHBAY_FORBIDDEN);
  world.state().may_write = true;
  world.org().find(ada)->deleted = true;
  CHECK(create_call_log(world.http(), world.call_with(ada)).error().status == PATCHBAY_NOT_FOUND);
}

TEST_CASE("A page instead of an answer is no refusal, and an empty 412 is a conflict") {
  CHECK(refused(403, "<html>").status == PATCHBAY_UNAVAILABLE);
  CHECK(refused(404, "").status == PATCHBAY_UNAVAILABLE);
  CHECK(refused(412, "").status == PATCHBAY_CONFLICT);
}

TEST_CASE("An accepted log whose answer cannot be read may be there") {
  CHECK(refused(201, "{").status == PATCHBAY_UNKNOWN_OUTCOME);
  CHECK(refused(201, R"({"id":"7","success":true})").status == PATCHBAY_UNKNOWN_OUTCOME);
}

TEST_CASE("An answer that is torn is a bad reply to a question") {
  World world;
  world.fault(sim::FaultKind::bad_json, "GET", "/services/data/v66.0/search");
  CHECK(find_contacts(world.http(), world.number("4155550132")).error().status == PATCHBAY_BAD_REPLY);
}

TEST_CASE("What the host says of an answer that never came is handed on") {
  ScriptedHttp http;
  http.round({{"POST /services/data/v66.0/sobjects/Task", no_answer(PATCHBAY_TIMEOUT)}});
  CHECK(create_call_log(http, call()).error().status == PATCHBAY_TIMEOUT);
}

TEST_CASE("The right spelling of Salesforce's misspelt member is understood too") {
  std::string const body =
      R"([{"errorCode":"DUPLICATES_DETECTED","message":"w","duplicateResult":{"allowSave":true}}])";
  auto const error = refused(400, body);
  CHECK(error.status == PATCHBAY_CONFLICT);
  CHECK(error.message.find("create the new one in Salesforce") != std::string::npos);
}
