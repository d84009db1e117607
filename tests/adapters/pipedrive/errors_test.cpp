// Each of Pipedrive's refusals gets a text of its own that is true.
#include <set>

#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::pipedrive;

namespace {

Error refused(int status, std::string body, std::string type = "application/json") {
  ScriptedHttp http;
  http.round(
      {{"GET /api/v1/users/me", answer(status, std::move(body), {{"Content-Type", std::move(type)}})}});
  auto const user = get_user(http, {});
  REQUIRE(user.has_error());
  return user.error();
}

std::string error_body(std::string const& text, std::string const& more = "") {
  return R"({"success":false,"error":")" + text + '"' + more + '}';
}

}  // namespace

TEST_CASE("Every status is told apart") {
  auto const [status, expected] = GENERATE(table<int, patchbay_status>({{400, PATCHBAY_INVALID_PARAMS},
                                                                        {402, PATCHBAY_FORBIDDEN},
                                                                        {403, PATCHBAY_FORBIDDEN},
                                                                        {404, PATCHBAY_NOT_FOUND},
                                                                        {405, PATCHBAY_UNSUPPORTED},
                                                                        {409, PATCHBAY_CONFLICT},
                                                                        {410, PATCHBAY_NOT_FOUND},
                                                                        {415, PATCHBAY_FORBIDDEN},
                                                                        {422, PATCHBAY_INVALID_PARAMS},
                                                                        {418, PATCHBAY_BAD_REPLY},
                                                                        {302, PATCHBAY_BAD_REPLY}}));
  auto const error = refused(status, error_body("its own words"));
  CHECK(error.status == expected);
  CHECK(error.remote == "its own words");
  CHECK(error.message.find("its own words") == std::string::npos);
}

TEST_CASE("No two refusals read alike, and none tells to log out") {
  std::set<std::string> texts;
  for (int const status : {400, 402, 403, 404, 405, 409, 410, 415, 418}) {
    auto const message = refused(status, error_body("x")).message;
    CHECK(message.find("log out") == std::string::npos);
    CHECK(message.find("Authorization") == std::string::npos);
    texts.insert(message);
  }
  CHECK(texts.size() == 9);
}

TEST_CASE("A missing scope, a full plan and a forbidden record are three things") {
  auto const scope = refused(403, error_body("Scope and URL mismatch", R"(,"errorCode":403)"));
  CHECK(scope.message.find("scope") != std::string::npos);
  auto const plan = refused(403, error_body("Limit reached", R"(,"code":"feature_capping_deals_limit")"));
  CHECK(plan.message.find("plan") != std::string::npos);
  auto const record = refused(403, error_body("No permission"));
  CHECK(record.message.find("user") != std::string::npos);
  for (auto const& error : {scope, plan, record}) CHECK(error.status == PATCHBAY_FORBIDDEN);
}

TEST_CASE("A page instead of JSON is the firewall's, not a missing permission") {
  World world;
  world.simulator().faults().add({sim::FaultKind::html, "", "", 1, 403, {}});
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page.has_error());
  CHECK(page.error().status == PATCHBAY_UNAVAILABLE);
  CHECK(page.error().message.find("firewall") != std::string::npos);
  CHECK(page.error().remote.empty());
}

TEST_CASE("A failure inside a 200 is a failure") {
  auto const coded = refused(200, error_body("not yours", R"(,"errorCode":404)"));
  CHECK(coded.status == PATCHBAY_NOT_FOUND);
  CHECK(coded.remote == "not yours");
  CHECK(refused(200, error_body("broken")).status == PATCHBAY_BAD_REPLY);
}

TEST_CASE("Both shapes of Pipedrive's errors are read, without its stock phrase") {
  CHECK(refused(400, R"({"success":false,"error":"a","error_info":"b","data":null})").remote == "a (b)");
  CHECK(refused(400, R"({"error":{"message":"inner"}})").remote == "inner");
  CHECK(refused(400, R"({"message":"outer"})").remote == "outer");
  CHECK(refused(400, error_body("a", R"(,"error_info":"Please check developers.pipedrive.com")")).remote ==
        "a");
}

TEST_CASE("A success that is no JSON, or lacks what it must have, is a bad reply") {
  CHECK(refused(200, "<html>", "text/html").status == PATCHBAY_BAD_REPLY);
  CHECK(refused(200, R"({"success":true,"data":{}})").status == PATCHBAY_BAD_REPLY);
}

TEST_CASE("A record that was accepted with an unreadable answer may be there") {
  World world;
  world.simulator().faults().add({sim::FaultKind::bad_json, "POST", "", 1, 200, {}});
  auto const log = create_call_log(world.http(), call_with(world.person("Ada Brook")));
  REQUIRE(log.has_error());
  CHECK(log.error().status == PATCHBAY_UNKNOWN_OUTCOME);
  CHECK(world.company().activities.size() == 1);
  world.simulator().faults().add({sim::FaultKind::bad_json, "POST", "", 1, 200, {}});
  NewContact wish;
  wish.name = "Somebody";
  CHECK(create_contact(world.http(), wish).error().status == PATCHBAY_UNKNOWN_OUTCOME);
}

TEST_CASE("What the host says is handed on as it is") {
  patchbay_status const status = GENERATE(Catch::Generators::as<patchbay_status>(), PATCHBAY_AUTH_REQUIRED,
                                          PATCHBAY_RATE_LIMITED, PATCHBAY_TIMEOUT, PATCHBAY_CANCELLED);
  ScriptedHttp http;
  http.round({{"POST /api/v2/activities", no_answer(status)}});
  auto const log = create_call_log(http, call_with("7"));
  REQUIRE(log.has_error());
  CHECK(log.error().status == status);
}

TEST_CASE("A refused write says so in Pipedrive's words, and is no unknown outcome") {
  World world;
  auto log = call_with("999999");
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref.has_error());
  CHECK(ref.error().status == PATCHBAY_NOT_FOUND);
  CHECK(ref.error().remote == "Person not found.");
  ScriptedHttp http;
  http.round({{"POST /api/v2/activities", answer(200, error_body("no"))}});
  CHECK(create_call_log(http, call_with("7")).error().status == PATCHBAY_BAD_REPLY);
}

TEST_CASE("A deleted activity cannot be changed, and the answer says that it is not there") {
  World world;
  CallLogChange change;
  change.log.id = "424242";
  change.subject = "New";
  CHECK(update_call_log(world.http(), change).error().status == PATCHBAY_NOT_FOUND);
}

TEST_CASE("A lost permission for activities names the scope") {
  World world;
  world.sign_in_with("base contacts:full");
  auto const log = create_call_log(world.http(), call_with(world.person("Ada Brook")));
  REQUIRE(log.has_error());
  CHECK(log.error().status == PATCHBAY_FORBIDDEN);
  CHECK(log.error().message.find("scope") != std::string::npos);
}
