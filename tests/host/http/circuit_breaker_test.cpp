#include "http/circuit_breaker.hpp"

#include <catch2/catch.hpp>

#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  FakeClock clock;
  ScriptedClient crm;
  Result<HttpResponse> answer = response(200);
  CircuitBreaker layer{crm, BreakerOptions{3, 10s, 15min}, clock, silent_log()};

  Fixture() {
    crm.otherwise([this](HttpRequest const&) { return answer; });
  }
  Result<HttpResponse> send() { return layer.send({get("/a")}, within(clock, 1s))[0]; }
  void fail_often() {
    answer = unavailable();
    for (int i = 0; i < 3; ++i) send();
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "after enough failures in a row nobody is asked any more, and the reason is told") {
  fail_often();
  auto const error = layer.send({get("/a"), get("/b")}, within(clock, 1s))[1].error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.message == "The name crm.example was not found. Patchbay tries again shortly.");
  CHECK(error.retry_after == 10s);
  CHECK(crm.sent().size() == 3);
}

TEST_CASE_METHOD(Fixture, "an answer in between starts the count anew") {
  answer = unavailable();
  send();
  send();
  answer = response(404);
  send();
  answer = lost();
  send();
  send();
  answer = response(200);
  CHECK(send().has_value());
}

TEST_CASE_METHOD(Fixture, "one answered member of a batch is an answer") {
  for (int i = 0; i < 5; ++i) {
    crm.expect("GET", "/a", unavailable());
    layer.send({get("/a"), get("/b")}, within(clock, 1s));
  }
  CHECK(send().has_value());
}

TEST_CASE_METHOD(Fixture, "a batch counts once, however many members failed") {
  answer = unavailable();
  layer.send({get("/a"), get("/b"), get("/c")}, within(clock, 1s));
  answer = response(200);
  CHECK(send().has_value());
}

TEST_CASE_METHOD(Fixture, "after the pause one probe goes out, and an answer opens the way for all") {
  fail_often();
  clock.advance(10s);
  answer = response(200);
  CHECK(send().has_value());
  CHECK(send().has_value());
}

TEST_CASE_METHOD(Fixture, "while a probe is under way everybody else is refused") {
  fail_often();
  clock.advance(10s);
  std::optional<Error> meanwhile;
  crm.otherwise([&](HttpRequest const&) -> Result<HttpResponse> {
    meanwhile = send().error();
    return response(200);
  });
  CHECK(send().has_value());
  REQUIRE(meanwhile);
  CHECK(meanwhile->code == ErrorCode::unavailable);
}

TEST_CASE_METHOD(Fixture, "a probe that fails or comes to nothing means another pause") {
  for (auto const& outcome : {unavailable(), fail(ErrorCode::cancelled, "Cancelled.")}) {
    fail_often();
    clock.advance(10s);
    answer = outcome;
    send();
    auto const asked = crm.sent().size();
    CHECK(send().error().retry_after == 10s);
    CHECK(crm.sent().size() == asked);
    clock.advance(10s);
    answer = response(200);
    CHECK(send().has_value());
  }
}

TEST_CASE_METHOD(Fixture, "a refusal, a timeout or a cancellation says nothing about the CRM") {
  for (auto const code :
       {ErrorCode::cancelled, ErrorCode::timeout, ErrorCode::rate_limited, ErrorCode::auth_required}) {
    answer = fail(code, "No.");
    for (int i = 0; i < 4; ++i) send();
  }
  CHECK(crm.sent().size() == 16);
}

TEST_CASE_METHOD(Fixture, "a 403 that is a web page stops everything for a quarter of an hour") {
  answer = response(403, "\n<!DOCTYPE html><title>Blocked</title>", {{"Content-Type", "text/html"}});
  auto const error = send().error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.message.find("firewall") != std::string::npos);
  CHECK(error.retry_after == 15min);
  CHECK(error.remote.find("Blocked") != std::string::npos);
  answer = response(200);
  clock.advance(15min - 1s);
  CHECK(send().error().message.find("15 minutes") != std::string::npos);
  CHECK(crm.sent().size() == 1);
  clock.advance(1s);
  CHECK(send().has_value());
  CHECK(send().has_value());
}

TEST_CASE_METHOD(Fixture, "an answer to an earlier request does not lift the firewall's stop") {
  crm.otherwise([&](HttpRequest const& request) -> Result<HttpResponse> {
    if (request.url == "/slow") layer.send({get("/blocked")}, within(clock, 1s));
    return request.url == "/slow" ? response(200) : response(403, "<html>");
  });
  CHECK(layer.send({get("/slow")}, within(clock, 1s))[0].has_value());
  CHECK(send().has_error());
  CHECK(crm.sent().size() == 2);
}

TEST_CASE_METHOD(Fixture, "a 403 of the CRM itself goes to the adapter") {
  for (auto const& reply :
       {response(403, R"({"error":"scope"})", {{"Content-Type", "application/json"}}), response(403),
        response(403, R"( {"error":"scope"})", {{"Content-Type", "text/html"}})}) {
    answer = reply;
    CHECK(send()->status == 403);
  }
}

TEST_CASE_METHOD(Fixture, "opening is logged, without the CRM's text") {
  std::vector<std::string> lines;
  Log const log(LogLevel::debug, [&](LogLevel, std::string_view line) { lines.emplace_back(line); });
  CircuitBreaker logged(crm, BreakerOptions{1, 10s, 15min}, clock, log);
  auto error = unavailable();
  error.remote = "secret words";
  answer = error;
  logged.send({get("/a")}, within(clock, 1s));
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].find("secret") == std::string::npos);
}
