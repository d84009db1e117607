#include "auth/sign_in.hpp"

#include <catch2/catch.hpp>

#include <future>

#include "host/auth/tcp_visit.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_http.hpp"
#include "support/print_result.hpp"

namespace patchbay {
namespace {

// The value of `name` in a URL, still encoded.
std::string parameter(std::string const& url, std::string const& name) {
  auto const at = url.find(name + "=") + name.size() + 1;
  return url.substr(at, url.find('&', at) - at);
}

// A browser and a CRM for one sign-in: whatever the link says, the browser comes back with `answer` and the
// link's state.
struct World {
  Result<TokenReply> sign_in_with(std::string const& answer) {
    std::future<std::string> browser;
    auto const open = [&](std::string const& url) {
      link = url;
      browser = std::async(std::launch::async, [url, answer] {
        auto const port =
            parameter(url, "redirect_uri").substr(std::string("http%3A%2F%2F127.0.0.1%3A").size());
        return test::get("http://127.0.0.1:" + port.substr(0, port.find('%')) + "/callback",
                         "/callback?" + answer + "&state=" + parameter(url, "state"));
      });
    };
    auto outcome = sign_in(client.copy(), {"127.0.0.1", "/callback", {}}, http, clock, open,
                           {system_clock().steady_now() + std::chrono::seconds(60), {}});
    page = browser.get();
    return outcome;
  }

  World() {
    client.authorize_url = "https://login.example/authorize";
    client.token_url = "https://login.example/token";
    client.client_id = "app";
  }

  OAuthClient client;
  test::ScriptedClient http;
  test::FakeClock clock;
  std::string link;
  std::string page;
};

}  // namespace

TEST_CASE("a sign-in ends with the tokens, and its code is proved by the verifier of its link") {
  World world;
  world.http.expect("POST", "https://login.example/token",
                    test::response(200, R"({"access_token":"a","refresh_token":"r"})"));
  auto const tokens = world.sign_in_with("code=THECODE");
  REQUIRE(tokens);
  CHECK(tokens->access_token.view() == "a");
  CHECK(world.page.starts_with("HTTP/1.1 200"));
  auto const body = world.http.sent().at(0).body;
  CHECK(parameter(body, "code") == "THECODE");
  CHECK(parameter(body, "redirect_uri") == parameter(world.link, "redirect_uri"));
  CHECK(pkce_challenge(parameter(body, "code_verifier")) == parameter(world.link, "code_challenge"));
}

TEST_CASE("a person who declines cancels the sign-in, and nothing is exchanged") {
  World world;
  CHECK(world.sign_in_with("error=access_denied").error().code == ErrorCode::cancelled);
  CHECK(world.http.sent().empty());
}

TEST_CASE("a code that the CRM refuses ends in its error") {
  World world;
  world.http.expect("POST", "https://login.example/token",
                    test::response(400, R"({"error":"invalid_grant"})"));
  CHECK(world.sign_in_with("code=old").error().code == ErrorCode::auth_required);
}

TEST_CASE("a CRM that does not answer ends in its error") {
  World world;
  world.http.expect("POST", "https://login.example/token", fail(ErrorCode::unavailable, "No answer."));
  CHECK(world.sign_in_with("code=a").error().code == ErrorCode::unavailable);
}

TEST_CASE("the code goes to the server that the redirect names, when it is an allowed one") {
  World world;
  world.client.server_parameter = "server";
  world.client.server_hosts = {"login.example.eu"};
  world.http.expect("POST", "https://login.example.eu/token", test::response(200, R"({"access_token":"a"})"));
  auto const tokens = world.sign_in_with("code=a&server=https%3A%2F%2Flogin.example.eu");
  REQUIRE(tokens);
  CHECK(tokens->server == "https://login.example.eu");
  CHECK(world.sign_in_with("code=a&server=https%3A%2F%2Fevil.example").error().code == ErrorCode::forbidden);
  CHECK(world.http.sent().size() == 1);
}

TEST_CASE("a sign-in whose port is taken never opens the browser") {
  World world;
  auto const taken = Loopback::open({}).value();
  bool opened = false;
  auto const outcome =
      sign_in(world.client.copy(), {"127.0.0.1", "/", {test::port_of(taken.redirect_uri())}}, world.http,
              world.clock, [&](std::string const&) { opened = true; }, {system_clock().steady_now(), {}});
  CHECK(outcome.error().code == ErrorCode::unavailable);
  CHECK_FALSE(opened);
}

}  // namespace patchbay
