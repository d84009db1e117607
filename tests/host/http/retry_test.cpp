#include "http/retry.hpp"

#include <catch2/catch.hpp>

#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;
using namespace std::chrono_literals;

namespace {

using Waits = std::vector<std::chrono::milliseconds>;

RetryOptions without_luck() {
  RetryOptions options;
  options.random = [] { return 0.0; };
  return options;
}

struct Fixture {
  FakeClock clock;
  ScriptedClient crm;
  Retry layer{crm, without_luck(), clock};

  Result<HttpResponse> send(HttpRequest request, std::chrono::milliseconds time = 1min) {
    return layer.send({std::move(request)}, within(clock, time))[0];
  }
  // The next answers to requests for /a.
  void answers(std::string method, std::vector<Result<HttpResponse>> replies) {
    for (auto& reply : replies) crm.expect(method, "/a", std::move(reply));
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "an answer is an answer, also 404") {
  answers("GET", {response(404)});
  CHECK(send(get("/a"))->status == 404);
  CHECK(crm.sent().size() == 1);
}

TEST_CASE_METHOD(Fixture, "a request that never arrived is sent again, with growing pauses") {
  answers("GET", {unavailable(), unavailable(), response(200)});
  CHECK(send(get("/a"))->status == 200);
  CHECK(clock.waits() == Waits{125ms, 250ms});
}

TEST_CASE_METHOD(Fixture, "a write that never arrived is sent again, too") {
  answers("POST", {unavailable(), response(201)});
  CHECK(send(post("/a"))->status == 201);
}

TEST_CASE_METHOD(Fixture, "after the last attempt the last error stands") {
  answers("GET", {unavailable(), unavailable(), unavailable(), response(200)});
  CHECK(send(get("/a")).error().message == unavailable().message);
  CHECK(crm.sent().size() == 3);
}

TEST_CASE_METHOD(Fixture, "luck stretches a pause to at most the full delay") {
  auto options = without_luck();
  options.random = [] { return 0.999; };
  Retry lucky(crm, options, clock);
  answers("GET", {unavailable(), response(200)});
  lucky.send({get("/a")}, within(clock, 1min));
  CHECK(clock.waits() == Waits{249ms});
}

TEST_CASE("random fractions stay between 0 and 1, and differ") {
  auto const next = random_fractions();
  auto const first = next();
  bool differs = false;
  for (int i = 0; i < 100; ++i) {
    auto const fraction = next();
    REQUIRE(fraction >= 0.0);
    REQUIRE(fraction < 1.0);
    differs = differs || fraction != first;
  }
  CHECK(differs);
}

TEST_CASE_METHOD(Fixture, "a read whose answer was lost is sent again; in the end it is unavailable") {
  answers("GET", {lost(), response(200)});
  CHECK(send(get("/a"))->status == 200);
  answers("GET", {lost(), lost(), lost()});
  CHECK(send(get("/a")).error().code == ErrorCode::unavailable);
}

TEST_CASE_METHOD(Fixture, "a write whose answer was lost is never sent again") {
  for (auto const* method : {"POST", "PATCH"}) {
    answers(method, {lost()});
    auto request = post("/a");
    request.method = method;
    CHECK(send(request).error().code == ErrorCode::unknown_outcome);
  }
  CHECK(crm.sent().size() == 2);
}

TEST_CASE_METHOD(Fixture, "PUT, DELETE, HEAD and what is marked as idempotent may be sent twice") {
  for (auto const* method : {"PUT", "DELETE", "HEAD"}) {
    answers(method, {lost(), response(200)});
    auto request = get("/a");
    request.method = method;
    CHECK(send(request)->status == 200);
  }
  answers("POST", {lost(), response(200)});
  auto search = post("/a");
  search.idempotent = true;
  CHECK(send(search)->status == 200);
}

TEST_CASE_METHOD(Fixture,
                 "a gateway's trouble is waited out by a read, and then unavailable with the CRM's words") {
  answers("GET", {response(502), response(503), response(200)});
  CHECK(send(get("/a"))->status == 200);
  answers("GET", {response(504), response(504), response(504, "upstream is asleep")});
  auto const error = send(get("/a")).error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.message == "The CRM failed with status 504.");
  CHECK(error.remote == "upstream is asleep");
}

TEST_CASE_METHOD(Fixture, "a 500 does not heal by asking again") {
  answers("GET", {response(500, "oops")});
  CHECK(send(get("/a")).error().code == ErrorCode::unavailable);
  CHECK(crm.sent().size() == 1);
}

TEST_CASE_METHOD(Fixture, "a 5xx after a write leaves open what happened") {
  for (int const status : {500, 502, 503, 504}) {
    answers("POST", {response(status, "oops")});
    CHECK(send(post("/a")).error().code == ErrorCode::unknown_outcome);
  }
  CHECK(crm.sent().size() == 4);
}

TEST_CASE_METHOD(Fixture, "a 503 that names a time is a refusal: the write waits and goes again") {
  answers("POST", {response(503, "", {{"Retry-After", "4"}}), response(201)});
  CHECK(send(post("/a"))->status == 201);
  CHECK(clock.waits() == Waits{4s});
  answers("POST", {response(503, "", {{"Retry-After", "600"}})});
  auto const error = send(post("/a")).error();
  CHECK(error.code == ErrorCode::unavailable);
  CHECK(error.retry_after == 600s);
}

TEST_CASE_METHOD(Fixture, "Retry-After may be a date") {
  answers("GET", {response(503, "", {{"Retry-After", "Sat, 21 Nov 2026 09:00:09 GMT"}}), response(200)});
  CHECK(send(get("/a"))->status == 200);
  CHECK(clock.waits() == Waits{9s});
}

TEST_CASE_METHOD(Fixture, "a refusal for its rate is waited out by any request, within the deadline") {
  auto limited = fail(ErrorCode::rate_limited, "Wait.");
  limited.retry_after = 3s;
  answers("POST", {limited, response(201)});
  CHECK(send(post("/a"))->status == 201);
  CHECK(clock.waits() == Waits{3s});
  answers("POST", {limited});
  CHECK(send(post("/a"), 2s).error().retry_after == 3s);
  CHECK(crm.left() == 0);
}

TEST_CASE_METHOD(Fixture, "nothing is sent again when its pause would outlast the deadline") {
  answers("GET", {unavailable()});
  CHECK(send(get("/a"), 100ms).error().code == ErrorCode::unavailable);
  CHECK(clock.waits().empty());
}

TEST_CASE_METHOD(Fixture, "only the members of a batch that failed are sent again, and keep their places") {
  crm.expect("GET", "/1", response(200, "one"));
  crm.expect("GET", "/2", unavailable());
  crm.expect("POST", "/3", lost());
  crm.expect("GET", "/4", response(503));
  crm.expect("GET", "/2", response(200, "two"));
  crm.expect("GET", "/4", response(200, "four"));
  auto const results = layer.send({get("/1"), get("/2"), post("/3"), get("/4")}, within(clock, 1min));
  CHECK(results[0]->body == "one");
  CHECK(results[1]->body == "two");
  CHECK(results[2].error().code == ErrorCode::unknown_outcome);
  CHECK(results[3]->body == "four");
  CHECK(crm.batches()[1].size() == 2);
}

TEST_CASE_METHOD(Fixture, "what cannot get better is not tried again") {
  for (auto const code : {ErrorCode::auth_required, ErrorCode::forbidden, ErrorCode::cancelled,
                          ErrorCode::timeout, ErrorCode::bad_reply, ErrorCode::rate_limited}) {
    answers("GET", {fail(code, "No.")});
    CHECK(send(get("/a")).error().code == code);
  }
  CHECK(clock.waits().empty());
}

TEST_CASE_METHOD(Fixture, "a pause can be cancelled") {
  answers("GET", {unavailable()});
  std::stop_source stop;
  stop.request_stop();
  auto const results = layer.send({get("/a")}, {clock.steady_now() + 1min, stop.get_token()});
  CHECK(results[0].error().code == ErrorCode::cancelled);
}
