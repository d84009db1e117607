// Each of Clio's refusals gets a text of its own that is true.
#include <catch2/catch.hpp>
#include <set>

#include "clio/time_zone.hpp"
#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::clio;

namespace {

constexpr char who[] = "GET /api/v4/users/who_am_i.json?fields=id%2Cname%2Cemail%2Ctime_zone";

Error refused(int status, std::string body) {
  ScriptedHttp http;
  http.round({{who, answer(status, std::move(body))}});
  auto const user = get_user(http, {});
  REQUIRE(user.has_error());
  return user.error();
}

constexpr char ordinary[] = R"({"error":{"type":"SomeError","message":"its own words"}})";
constexpr char like_oauth[] = R"({"error":"invalid_token","error_description":"its own words"})";

}  // namespace

TEST_CASE("Every status is told apart, in both shapes of Clio's errors") {
  auto const [status, expected] = GENERATE(table<int, patchbay_status>({{400, PATCHBAY_INVALID_PARAMS},
                                                                        {402, PATCHBAY_FORBIDDEN},
                                                                        {403, PATCHBAY_FORBIDDEN},
                                                                        {404, PATCHBAY_NOT_FOUND},
                                                                        {405, PATCHBAY_UNSUPPORTED},
                                                                        {409, PATCHBAY_CONFLICT},
                                                                        {410, PATCHBAY_UNSUPPORTED},
                                                                        {412, PATCHBAY_CONFLICT},
                                                                        {422, PATCHBAY_INVALID_PARAMS},
                                                                        {418, PATCHBAY_BAD_REPLY},
                                                                        {304, PATCHBAY_BAD_REPLY}}));
  for (auto const* body : {ordinary, like_oauth}) {
    auto const error = refused(status, body);
    CHECK(error.status == expected);
    CHECK(error.remote == "its own words");
    CHECK(error.message.find("its own words") == std::string::npos);
  }
}

TEST_CASE("No two refusals read alike, and none tells to log out") {
  std::set<std::string> texts;
  for (int const status : {400, 402, 403, 404, 405, 409, 410, 412, 418, 422}) {
    auto const message = refused(status, ordinary).message;
    CHECK(message.find("log out") == std::string::npos);
    CHECK(message.find("Authorization") == std::string::npos);
    texts.insert(message);
  }
  CHECK(texts.size() == 10);
}

TEST_CASE("An error of a bare word or a bare type is told as well") {
  CHECK(refused(400, R"({"error":"invalid_request"})").remote == "invalid_request");
  CHECK(refused(400, R"({"error":{"type":"InvalidFields"}})").remote == "InvalidFields");
}

TEST_CASE("A page instead of JSON is the firewall's, not a missing permission") {
  World world;
  world.fault(sim::FaultKind::html, "", "", 403);
  auto const page = find_contacts(world.http(), by_number("4155550132"));
  REQUIRE(page.has_error());
  CHECK(page.error().status == PATCHBAY_UNAVAILABLE);
  CHECK(page.error().message.find("firewall") != std::string::npos);
}

TEST_CASE("A permission that the app lacks is named as one") {
  World world;
  world.state().oauth.app().permissions = {"contacts"};
  auto const log = create_call_log(world.http(), call_with(world, "Ada Brook"));
  REQUIRE(log.has_error());
  CHECK(log.error().status == PATCHBAY_FORBIDDEN);
  CHECK(log.error().message.find("permission") != std::string::npos);
  CHECK(log.error().remote.find("communications") != std::string::npos);
}

TEST_CASE("A success that is no JSON, or lacks what it must have, is a bad reply") {
  CHECK(refused(200, "<html>").status == PATCHBAY_BAD_REPLY);
  CHECK(refused(200, R"({"data":{}})").status == PATCHBAY_BAD_REPLY);
}

TEST_CASE("A record that was accepted with an unreadable answer may be there") {
  World world;
  world.fault(sim::FaultKind::bad_json, "POST", "/api/v4/communications");
  CHECK(create_call_log(world.http(), call_with(world, "Ada Brook")).error().status ==
        PATCHBAY_UNKNOWN_OUTCOME);
  CHECK(world.firm().communications.size() == 1);
  world.fault(sim::FaultKind::bad_json, "POST", "/api/v4/contacts");
  NewContact wish;
  wish.name = "Somebody";
  wish.type = "person";
  CHECK(create_contact(world.http(), wish).error().status == PATCHBAY_UNKNOWN_OUTCOME);
}

TEST_CASE("What the host says is handed on as it is") {
  patchbay_status const status = GENERATE(Catch::Generators::as<patchbay_status>(), PATCHBAY_AUTH_REQUIRED,
                                          PATCHBAY_RATE_LIMITED, PATCHBAY_TIMEOUT, PATCHBAY_CANCELLED);
  ScriptedHttp http;
  http.round({{who, no_answer(status)}});
  CHECK(get_user(http, {}).error().status == status);
}

TEST_CASE("A contact that is gone refuses its log, in Clio's words") {
  World world;
  auto call = call_with(world, "Ada Brook");
  call.contact.id = "999999";
  auto const log = create_call_log(world.http(), call);
  REQUIRE(log.has_error());
  CHECK(log.error().status == PATCHBAY_NOT_FOUND);
  CHECK(log.error().remote == "The requested record was not found");
}

TEST_CASE("A deleted log cannot be changed, and the answer says that it is not there") {
  World world;
  CallLogChange change;
  change.log.id = "424242";
  change.subject = "New";
  CHECK(update_call_log(world.http(), change).error().status == PATCHBAY_NOT_FOUND);
}

TEST_CASE("Rails' names of time zones become IANA's, IANA's stay, nonsense is empty") {
  CHECK(iana_name("Pacific Time (US & Canada)") == "America/Los_Angeles");
  CHECK(iana_name("Eastern Time (US & Canada)") == "America/New_York");
  CHECK(iana_name("Newfoundland") == "America/St_Johns");
  CHECK(iana_name("Abu Dhabi") == "Asia/Muscat");
  CHECK(iana_name("Zurich") == "Europe/Zurich");
  CHECK(iana_name("Sydney") == "Australia/Sydney");
  CHECK(iana_name("America/Argentina/Salta") == "America/Argentina/Salta");
  CHECK(iana_name("Atlantis").empty());
  CHECK(iana_name("").empty());
}
