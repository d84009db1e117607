#include "http/server_clock.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "support/fake_clock.hpp"
#include "support/fake_http.hpp"

namespace patchbay {
namespace {

using namespace std::chrono_literals;

constexpr char const* a_day_before = "Fri, 20 Nov 2026 09:00:00 GMT";

HttpRequest a_request() {
  HttpRequest request;
  request.url = "/a";
  return request;
}

struct Server {
  test::FakeClock clock;
  test::ScriptedClient engine;
  ServerClock layer{engine, clock};
  WallTime const theirs = test::FakeClock::start_of_wall_time - 24h;

  void answers(int status, std::vector<HttpHeader> headers) {
    engine.expect("GET", "/a", test::response(status, "", std::move(headers)));
    CHECK(layer.send({a_request()}, {SteadyTime::max(), {}}).at(0).value().status == status);
  }
};

}  // namespace

TEST_CASE("what time it is at the server is known by the date of its last answer, whatever our clock says") {
  Server server;
  CHECK_FALSE(server.layer.now());
  server.answers(200, {{"Date", a_day_before}});
  CHECK(server.layer.now() == server.theirs);
  server.clock.advance(10min);
  server.clock.set_wall_clock(-48h);
  CHECK(server.layer.now() == server.theirs + 10min);
  server.answers(204, {{"date", "Fri, 20 Nov 2026 11:00:00 GMT"}});
  CHECK(server.layer.now() == server.theirs + 2h);
}

TEST_CASE(
    "an answer without a date, with a wrong one or of somebody else says nothing of the server's time") {
  Server server;
  server.answers(200, {});
  server.answers(200, {{"Date", "yesterday"}});
  server.answers(302, {{"Date", a_day_before}});
  server.answers(503, {{"Date", a_day_before}});
  server.engine.expect("GET", "/a", fail(ErrorCode::unavailable, "No route."));
  CHECK_FALSE(server.layer.send({a_request()}, {SteadyTime::max(), {}}).at(0));
  CHECK_FALSE(server.layer.now());
}

}  // namespace patchbay
