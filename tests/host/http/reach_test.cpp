#include "http/reach.hpp"

#include <catch2/catch.hpp>

#include "test_tools.hpp"

namespace patchbay::test {

using namespace std::chrono_literals;

TEST_CASE("a host that answers is reached, whatever it says, and gets no credential") {
  FakeClock const clock;
  ScriptedClient client;
  client.otherwise([](HttpRequest const& request) {
    return response(request.url.find("b.") != std::string::npos ? 404 : 200);
  });
  auto const found = reach(client, {"https://a.example", "https://b.example"}, clock, within(clock, 1s));
  REQUIRE(found.size() == 2);
  CHECK(found[0].origin == "https://a.example");
  CHECK_FALSE(found[0].problem);
  CHECK_FALSE(found[1].problem);
  CHECK_FALSE(found[0].clock_ahead);
  auto const sent = client.sent();
  REQUIRE(sent.size() == 2);
  CHECK(sent[0].method == "HEAD");
  CHECK(sent[0].url == "https://a.example/");
  CHECK(sent[0].headers.empty());
}

TEST_CASE("a host that cannot be reached says why") {
  FakeClock const clock;
  ScriptedClient client;
  client.otherwise([](HttpRequest const&) { return unavailable(); });
  auto const found = reach(client, {"https://a.example"}, clock, within(clock, 1s));
  REQUIRE(found[0].problem);
  CHECK(found[0].problem->message == "The name crm.example was not found.");
}

TEST_CASE("a host's date shows how wrong this machine's clock is") {
  FakeClock const clock;  // 2026-11-21T09:00:00Z
  ScriptedClient client;
  auto const ahead = [&](char const* date) {
    client.otherwise([date](HttpRequest const&) { return response(200, "", {{"Date", date}}); });
    return reach(client, {"https://a.example"}, clock, within(clock, 1s))[0].clock_ahead;
  };
  CHECK(ahead("Sat, 21 Nov 2026 08:30:00 GMT") == 30min);
  CHECK(ahead("Sat, 21 Nov 2026 11:00:00 GMT") == -120min);
  CHECK_FALSE(ahead("yesterday"));
}

TEST_CASE("the origin of a URL ends before its path") {
  CHECK(origin_of("https://api.example.com:8443/v2/") == "https://api.example.com:8443");
  CHECK(origin_of("https://api.example.com") == "https://api.example.com");
  CHECK(origin_of("https://login.example.com/a?b=c") == "https://login.example.com");
  CHECK(origin_of("nonsense").empty());
}

}  // namespace patchbay::test
