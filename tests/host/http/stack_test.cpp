#include "http/stack.hpp"

#include <catch2/catch.hpp>

#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;
using namespace std::chrono_literals;

namespace {

class OneToken final : public TokenSource {
 public:
  Result<Credential> current(Context const&) override { return credential(); }
  Result<Credential> refreshed(std::string const&, Context const&) override {
    ++refreshes;
    return credential();
  }
  Credential credential() const {
    return {"X-Key", Secret("test " + std::to_string(refreshes)), std::to_string(refreshes)};
  }
  int refreshes = 0;
};

struct Fixture {
  FakeClock clock;
  ScriptedClient network;
  OneToken tokens;
  std::unique_ptr<HttpClient> stack = make_stack(
      network, tokens, {"https://crm.example/v1", {"*.crm.example"}, {{"all", 2, 2s, "", ""}}, {}, {}}, clock,
      silent_log());

  Result<HttpResponse> send(HttpRequest request) {
    return stack->send({std::move(request)}, within(clock, 30s))[0];
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a request passes every layer and its answer comes back") {
  network.expect("GET", "https://crm.example/v1/persons", response(200, "[]"));
  CHECK(send(get("/persons"))->body == "[]");
  CHECK(network.sent()[0].headers.back().value == "test 0");
}

TEST_CASE_METHOD(Fixture, "a foreign host sees neither the request nor the credential") {
  CHECK(send(get("https://evil.example/")).error().code == ErrorCode::forbidden);
  CHECK(network.sent().empty());
}

TEST_CASE_METHOD(Fixture, "neither 401 nor 429 nor 5xx comes out") {
  std::string const url = "https://crm.example/v1/a";
  for (int const status : {429, 401, 502, 200})
    network.expect("GET", url, response(status, "", {{"Retry-After", "1"}}));
  CHECK(send(get("/a"))->status == 200);
  CHECK(tokens.refreshes == 1);
  network.otherwise([](HttpRequest const&) { return response(500); });
  CHECK(send(get("/a")).error().code == ErrorCode::unavailable);
}

TEST_CASE_METHOD(Fixture, "every attempt of a retry pays the rate limit") {
  network.otherwise([](HttpRequest const&) { return unavailable(); });
  send(get("/a"));
  CHECK(network.sent().size() == 3);
  CHECK(clock.steady_now() >= SteadyTime(1h) + 2s);
}

TEST_CASE_METHOD(Fixture, "a CRM that is down is soon left alone, whatever is asked") {
  network.otherwise([](HttpRequest const&) { return unavailable(); });
  for (int i = 0; i < 5; ++i) send(post("/a"));
  auto const asked = network.sent().size();
  CHECK(send(get("/b")).error().code == ErrorCode::unavailable);
  CHECK(network.sent().size() == asked);
}

TEST_CASE_METHOD(Fixture, "an allowed host beside the base gets its request") {
  network.expect("GET", "https://files.crm.example/1", response(200));
  CHECK(send(get("https://files.crm.example/1")).has_value());
}
