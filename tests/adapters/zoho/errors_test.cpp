// Each of Zoho's refusals gets a text of its own that is true.
#include <catch2/catch.hpp>
#include <set>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::zoho;

namespace {

Error refused(int status, std::string body) {
  ScriptedHttp http;
  http.round({{"POST /crm/v8/Calls", answer(status, std::move(body))}});
  auto const log = create_call_log(http, call_with("7"));
  REQUIRE(log.has_error());
  return log.error();
}

std::string error_body(std::string const& code, std::string const& details = "{}") {
  return R"({"code":")" + code + R"(","message":"its own words","status":"error","details":)" + details + "}";
}

std::string in_row(std::string const& body) { return R"({"data":[)" + body + "]}"; }

}  // namespace

TEST_CASE("Every code is told apart, with Zoho's own words beside ours") {
  auto const [status, code, expected] = GENERATE(
      table<int, std::string, patchbay_status>({{400, "INVALID_DATA", PATCHBAY_NOT_FOUND},
                                                {400, "MANDATORY_NOT_FOUND", PATCHBAY_INVALID_PARAMS},
                                                {400, "DUPLICATE_DATA", PATCHBAY_CONFLICT},
                                                {400, "INVALID_MODULE", PATCHBAY_FORBIDDEN},
                                                {400, "LIMIT_EXCEEDED", PATCHBAY_INVALID_PARAMS},
                                                {400, "SOMETHING_NEW", PATCHBAY_INVALID_PARAMS},
                                                {402, "SOMETHING_NEW", PATCHBAY_FORBIDDEN},
                                                {403, "NO_PERMISSION", PATCHBAY_FORBIDDEN},
                                                {403, "SOMETHING_NEW", PATCHBAY_FORBIDDEN},
                                                {404, "INVALID_URL_PATTERN", PATCHBAY_UNSUPPORTED},
                                                {404, "SOMETHING_NEW", PATCHBAY_NOT_FOUND},
                                                {405, "INVALID_REQUEST_METHOD", PATCHBAY_UNSUPPORTED},
                                                {409, "SOMETHING_NEW", PATCHBAY_CONFLICT},
                                                {410, "SOMETHING_NEW", PATCHBAY_NOT_FOUND},
                                                {412, "SOMETHING_NEW", PATCHBAY_CONFLICT},
                                                {418, "SOMETHING_NEW", PATCHBAY_BAD_REPLY},
                                                {422, "SOMETHING_NEW", PATCHBAY_INVALID_PARAMS}}));
  for (auto const& body : {error_body(code), in_row(error_body(code))}) {
    auto const error = refused(status, body);
    CHECK(error.status == expected);
    CHECK(error.remote == "its own words");
    CHECK(error.message.find("its own words") == std::string::npos);
    CHECK(error.message.find("log out") == std::string::npos);
  }
}

TEST_CASE("A record is refused inside an answer of success") {
  for (int const status : {200, 201, 202, 207}) {
    auto const error = refused(status, in_row(error_body("MANDATORY_NOT_FOUND", R"({"api_name":"Horse"})")));
    CHECK(error.status == PATCHBAY_INVALID_PARAMS);
    CHECK(error.remote == "its own words, Horse");
  }
}

TEST_CASE("No two refusals that differ read alike") {
  std::set<std::string> texts;
  for (auto const* code : {"INVALID_DATA", "MANDATORY_NOT_FOUND", "DUPLICATE_DATA", "INVALID_MODULE",
                           "LIMIT_EXCEEDED", "NO_PERMISSION", "OAUTH_SCOPE_MISMATCH", "INVALID_URL_PATTERN",
                           "INVALID_REQUEST_METHOD", "TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED"})
    texts.insert(refused(400, error_body(code)).message);
  CHECK(texts.size() == 11);
}

TEST_CASE("A field that Zoho refuses is named as the form knows it") {
  auto const field = [](std::string const& api_name) {
    return refused(400, in_row(error_body("INVALID_DATA", R"({"api_name":")" + api_name + "\"}"))).field;
  };
  CHECK(field("Description") == "note");
  CHECK(field("Phone") == "phoneNumber");
  CHECK(field("Horse").empty());
  auto const gone = refused(400, in_row(error_body("INVALID_DATA", R"({"api_name":"What_Id"})")));
  CHECK(gone.status == PATCHBAY_NOT_FOUND);
  CHECK(gone.message.find("belongs to") != std::string::npos);
}

TEST_CASE("A parameter that Zoho refuses is no missing record") {
  ScriptedHttp http;
  http.round(
      {{"GET /crm/v8/Calls/7?fields=Subject%2CDescription%2CCall_Type%2CCall_Result%2CCall_Duration%2C"
        "Call_Duration_in_seconds%2CWho_Id%2CWhat_Id",
        answer(400, error_body("INVALID_DATA", R"({"param_name":"fields"})"))}});
  auto const rows = get_call_logs(http, {{}, {{"7", {}}}});
  REQUIRE(rows);
  CHECK(rows->front().error.value().status == PATCHBAY_INVALID_PARAMS);
}

TEST_CASE("A page in the place of a refusal comes from the network in front") {
  auto const error = refused(403, "<html>");
  CHECK(error.status == PATCHBAY_UNAVAILABLE);
  CHECK(error.remote.empty());
}

TEST_CASE("A record that was made without a readable answer may well be there") {
  for (auto const* body : {"<html>", R"({"data":[]})", R"({"data":[{"code":"SUCCESS","status":"success"}]})"})
    CHECK(refused(201, body).status == PATCHBAY_UNKNOWN_OUTCOME);
}

TEST_CASE("A record that a composite was to make may well be there, unless Zoho refused it") {
  auto const error_of = [](Result<Response> const& reply) {
    ScriptedHttp http;
    http.round({{"POST /crm/v8/__composite_requests", reply}});
    auto log = call_with("7");
    log.scope = scope("");
    auto const made = create_call_log(http, log);
    REQUIRE(made.has_error());
    return made.error().status;
  };
  auto const part = [](std::string const& text) {
    return answer(200, R"({"__composite_requests":[)" + text + "]}");
  };
  auto const answered = [&](std::string const& status, std::string const& body) {
    return part(R"({"details":{"response":{"status_code":)" + status + R"(,"body":)" + body + "}}}");
  };
  CHECK(error_of(answer(200, "<html>")) == PATCHBAY_UNKNOWN_OUTCOME);
  CHECK(error_of(part("")) == PATCHBAY_UNKNOWN_OUTCOME);
  CHECK(error_of(part(R"({"code":"REQUEST_TIMEOUT","status":"error"})")) == PATCHBAY_UNKNOWN_OUTCOME);
  CHECK(error_of(answered("500", error_body("INTERNAL_ERROR"))) == PATCHBAY_UNKNOWN_OUTCOME);
  CHECK(error_of(answered("429", error_body("TOO_MANY_REQUESTS"))) == PATCHBAY_RATE_LIMITED);
  CHECK(error_of(answered("400", in_row(error_body("MANDATORY_NOT_FOUND")))) == PATCHBAY_INVALID_PARAMS);
  CHECK(error_of(answer(403, "<html>")) == PATCHBAY_UNAVAILABLE);
  CHECK(error_of(no_answer(PATCHBAY_UNAVAILABLE)) == PATCHBAY_UNAVAILABLE);
}

TEST_CASE("What the host says is handed on as it is") {
  for (auto const status : {PATCHBAY_TIMEOUT, PATCHBAY_CANCELLED, PATCHBAY_AUTH_REQUIRED}) {
    ScriptedHttp http;
    http.round({{"POST /crm/v8/__composite_requests", no_answer(status)}});
    CHECK(find_contacts(http, by_number("4155550132")).error().status == status);
    http.round({{"POST /crm/v8/Calls", no_answer(status)}});
    CHECK(create_call_log(http, call_with("7")).error().status == status);
  }
}

TEST_CASE("A lookup whose answer is no JSON is a bad reply") {
  World world;
  world.fault(sim::FaultKind::bad_json, "POST", "/crm/v8/__composite_requests");
  CHECK(find_contacts(world.http(), by_number("4155550163")).error().status == PATCHBAY_BAD_REPLY);
}

TEST_CASE("Searches may be sent again, and records may not, but for those that have an id") {
  ScriptedHttp http;
  http.round({{"POST /crm/v8/__composite_requests", no_answer(PATCHBAY_TIMEOUT)}});
  find_contacts(http, by_number("4155550132"));
  CHECK(http.requests().back().idempotent);
  http.round({{"POST /crm/v8/Calls", no_answer(PATCHBAY_TIMEOUT)}});
  create_call_log(http, call_with("7"));
  CHECK_FALSE(http.requests().back().idempotent);
  auto log = call_with("7");
  log.scope = scope("");
  http.round({{"POST /crm/v8/__composite_requests", no_answer(PATCHBAY_TIMEOUT)}});
  create_call_log(http, log);
  CHECK_FALSE(http.requests().back().idempotent);
}
