// Each of HubSpot's refusals gets a text of its own that is true.
#include <catch2/catch.hpp>
#include <set>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::hubspot;

namespace {

Error refused(int status, std::string body, std::string type = "application/json") {
  ScriptedHttp http;
  http.round({{"POST /crm/objects/2026-09/calls",
               answer(status, std::move(body), {{"Content-Type", std::move(type)}})}});
  auto const log = create_call_log(http, call_with("7"));
  REQUIRE(log.has_error());
  return log.error();
}

std::string error_body(std::string const& category) {
  return R"({"status":"error","message":"its own words","correlationId":"c","category":")" + category + "\"}";
}

}  // namespace

TEST_CASE("Every status is told apart, with HubSpot's own words beside ours") {
  auto const [status, expected] = GENERATE(table<int, patchbay_status>({{400, PATCHBAY_INVALID_PARAMS},
                                                                        {402, PATCHBAY_FORBIDDEN},
                                                                        {403, PATCHBAY_FORBIDDEN},
                                                                        {404, PATCHBAY_NOT_FOUND},
                                                                        {405, PATCHBAY_UNSUPPORTED},
                                                                        {409, PATCHBAY_CONFLICT},
                                                                        {410, PATCHBAY_NOT_FOUND},
                                                                        {418, PATCHBAY_BAD_REPLY},
                                                                        {423, PATCHBAY_UNAVAILABLE},
                                                                        {477, PATCHBAY_UNAVAILABLE}}));
  auto const error = refused(status, error_body("ANY"));
  CHECK(error.status == expected);
  CHECK(error.remote == "its own words");
  CHECK(error.message.find("its own words") == std::string::npos);
}

TEST_CASE("No two refusals read alike, and none tells to log out") {
  std::set<std::string> texts;
  for (int const status : {400, 402, 403, 404, 405, 409, 410, 418, 423, 477}) {
    auto const message = refused(status, error_body("ANY")).message;
    CHECK(message.find("log out") == std::string::npos);
    texts.insert(message);
  }
  CHECK(texts.size() == 10);
}

TEST_CASE("A missing scope, a missing permission and a network that turns us away are three things") {
  auto const scope = refused(403, error_body("MISSING_SCOPES"));
  CHECK(scope.status == PATCHBAY_FORBIDDEN);
  CHECK(scope.message.find("scope") != std::string::npos);
  CHECK(refused(403, error_body("ANY")).message.find("user") != std::string::npos);
  auto const page = refused(403, "<html>", "text/html");
  CHECK(page.status == PATCHBAY_UNAVAILABLE);
  CHECK(page.remote.empty());
}

TEST_CASE("A record that was made without a readable answer may well be there") {
  CHECK(refused(201, "<html>").status == PATCHBAY_UNKNOWN_OUTCOME);
  CHECK(refused(201, R"({"properties":{}})").status == PATCHBAY_UNKNOWN_OUTCOME);
}

TEST_CASE("A search whose answer is no JSON is a bad reply") {
  World world;
  world.simulator().faults().add({sim::FaultKind::bad_json, "", "", 1, 200, {}});
  auto const page = find_contacts(world.http(), by_number("4155550163"));
  REQUIRE(page.has_error());
  CHECK(page.error().status == PATCHBAY_BAD_REPLY);
}

TEST_CASE("What the host says of no answer is handed on, in either round") {
  World world;
  int const before = GENERATE(0, 1);
  if (before == 1) world.simulator().faults().add({sim::FaultKind::delay, "", "", 1, 200, {}});
  world.simulator().faults().add({sim::FaultKind::drop_before, "", "", 1, 200, {}});
  auto const page = find_contacts(world.http(), by_number("4155550163"));
  REQUIRE(page.has_error());
  CHECK(page.error().status == PATCHBAY_UNAVAILABLE);
}

TEST_CASE("A contact that is gone refuses the log in HubSpot's words") {
  World world;
  auto const ada = world.contact("Ada");
  world.portal().tables["contacts"].at(std::stoll(ada)).archived = true;
  auto const ref = create_call_log(world.http(), call_with(ada));
  REQUIRE(ref.has_error());
  CHECK(ref.error().status == PATCHBAY_NOT_FOUND);
  CHECK_FALSE(ref.error().remote.empty());
}
