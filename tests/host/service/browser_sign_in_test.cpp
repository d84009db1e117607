// Sign-in by browser through the services: what comes back is kept, and used by this and every other process.
#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <future>

#include "host/auth/tcp_visit.hpp"
#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

// A CRM with several data centres, a header of its own, and an API whose address the token reply brings.
constexpr char several[] = R"({
  "id": "acme", "name": "Acme", "version": "1",
  "auth": {"oauth": {"authorize_url": "https://login.acme.example/a", "token_url": "https://login.acme.example/t",
    "revoke_url": "https://login.acme.example/r", "client_authentication": "none", "default_client_id": "app",
    "header": "X-Auth", "prefix": "Token-", "server": {"parameter": "dc", "hosts": ["login.acme.example.eu"]},
    "redirect": {"host": "127.0.0.1", "path": "/callback", "ports": "any"}}},
  "base_url": {"oauth": "{token.api}"},
  "allowed_hosts": ["*.acme.example", "*.acme.example.eu"],
  "contact_types": [{"id": "person", "name": "Person"}]
})";

constexpr char tokens[] =
    R"({"access_token": "first", "refresh_token": "again", "api": "https://api.acme.example.eu"})";

constexpr char api_me[] = "https://api.acme.example.eu/me";
constexpr char european_tokens[] = "https://login.acme.example.eu/t";

// The value of `name` in a URL, still encoded.
std::string parameter(std::string const& url, std::string const& name) {
  auto const at = url.find(name + "=") + name.size() + 1;
  return url.substr(at, url.find('&', at) - at);
}

struct BrowserWorld : ServiceWorld {
  BrowserWorld() : ServiceWorld(several) { start(); }

  // Whatever the link says, the browser comes back with `answer` and the link's state.
  Result<json::value> sign_in_with(std::string const& answer) {
    std::future<std::string> browser;
    service::SignIn sign_in(ground, live, outbox, sync, notify(), [&](std::string const& url) {
      browser = std::async(std::launch::async, [url, answer] {
        auto const port = parameter(url, "redirect_uri").substr(std::string("http%3A%2F%2F127.0.0.1%3A").size());
        return get("http://127.0.0.1:" + port.substr(0, port.find('%')) + "/callback",
                   "/callback?" + answer + "&state=" + parameter(url, "state"));
      });
    });
    RequestContext const request{{system_clock().steady_now() + std::chrono::seconds(60), {}}, json::value(1)};
    auto outcome = sign_in.authorize({{"platform", "acme"}, {"kind", "oauth"}}, request);
    if (browser.valid()) browser.get();
    return outcome;
  }

  // Signed in at the European data centre.
  std::string signed_in() {
    engine.expect("POST", european_tokens, response(200, tokens));
    engine.expect("GET", api_me, response(200, R"({"id": "7", "name": "Robin Ashby"})"));
    return sign_in_with("code=a&dc=https%3A%2F%2Flogin.acme.example.eu").value().at("jwtToken").as_string().c_str();
  }

  Result<json::value> ask() { return live.call("acme/7", "user.get", {}, request().context); }
};

// Another process of the same user: it shares the files, and nothing else.
struct OtherProcess {
  explicit OtherProcess(BrowserWorld& world)
      : database(world.folder / "patchbay.db"),
        keys(world.keyring, world.folder.path()),
        live({database, keys, world.registry, engine, world.settings, world.clock, silent_log()},
             [](Connection const&) {}) {}

  Database database;
  Keys keys;
  ScriptedClient engine;
  service::Live live;
};

std::string carried(HttpRequest const& request) {
  for (auto const& header : request.headers) {
    if (header.name == "X-Auth") return header.value;
  }
  return "nothing";
}

}  // namespace

TEST_CASE("a token travels as the manifest says, from the first question on") {
  BrowserWorld world;
  world.signed_in();
  CHECK(carried(world.engine.sent().back()) == "Token-first");
  world.engine.expect("GET", api_me, response(200, R"({"id": "7"})"));
  REQUIRE(world.ask());
  CHECK(carried(world.engine.sent().back()) == "Token-first");
}

TEST_CASE("the server that a redirect names is asked by every process, for a refresh and for signing out") {
  BrowserWorld world;
  auto const token = world.signed_in();
  OtherProcess other(world);
  other.engine.expect("GET", api_me, response(401));
  other.engine.expect("POST", european_tokens, response(200, R"({"access_token": "second"})"));
  other.engine.expect("GET", api_me, response(200, R"({"id": "7"})"));
  REQUIRE(other.live.call("acme/7", "user.get", {}, world.request().context));
  CHECK(carried(other.engine.sent().back()) == "Token-second");
  world.engine.expect("POST", "https://login.acme.example.eu/r", response(200));
  auto const result = world.sign_in.sign_out({{"jwtToken", token}}, world.request());
  CHECK(result->at("returnMessage").at("messageType") == "success");
  CHECK(world.engine.left() == 0);
}

TEST_CASE("a redirect that names a foreign server ends the sign-in, and no code is sent anywhere") {
  BrowserWorld world;
  auto const result = world.sign_in_with("code=a&dc=https%3A%2F%2Fevil.example");
  CHECK(name_of_error(result) == "forbidden");
  CHECK(world.engine.sent().empty());
  CHECK(Connections(world.database).list()->empty());
}

TEST_CASE("a token that is told no end is refreshed when the CRM refuses it, and not before") {
  BrowserWorld world;
  world.signed_in();
  world.clock.advance(std::chrono::hours(24 * 30));
  world.engine.expect("GET", api_me, response(200, R"({"id": "7"})"));
  REQUIRE(world.ask());
  CHECK(carried(world.engine.sent().back()) == "Token-first");
  world.engine.expect("GET", api_me, response(401));
  world.engine.expect("POST", european_tokens, response(200, R"({"access_token": "second"})"));
  world.engine.expect("GET", api_me, response(200, R"({"id": "7"})"));
  REQUIRE(world.ask());
  CHECK(carried(world.engine.sent().back()) == "Token-second");
}

TEST_CASE("a refresh token that rotates is on disk before its access token is used") {
  BrowserWorld world;
  world.signed_in();
  std::string stored;
  world.engine.otherwise([&](HttpRequest const& request) -> Result<HttpResponse> {
    if (request.method == "POST")
      return response(200, R"({"access_token": "second", "refresh_token": "rotated"})");
    if (carried(request) != "Token-second") return response(401);
    auto const found = CredentialStore(world.database).load(world.connection("acme").id, world.keys.sealing_key().value());
    stored = found.value()->refresh_token.view();
    return response(200, R"({"id": "7"})");
  });
  REQUIRE(world.ask());
  CHECK(stored == "rotated");
}

TEST_CASE("a clock that is set forward or back costs one refresh, and nobody signs in again") {
  BrowserWorld world;
  constexpr char for_an_hour[] =
      R"({"access_token": "first", "refresh_token": "again", "expires_in": 3600, "api": "https://api.acme.example.eu"})";
  constexpr char next_hour[] = R"({"access_token": "second", "refresh_token": "again2", "expires_in": 3600})";
  world.engine.expect("POST", european_tokens, response(200, for_an_hour));
  world.engine.expect("GET", api_me, response(200, R"({"id": "7", "name": "Robin Ashby"})"));
  REQUIRE(world.sign_in_with("code=a&dc=https%3A%2F%2Flogin.acme.example.eu"));
  bool const back = GENERATE(false, true);
  world.clock.set_wall_clock(std::chrono::hours(back ? -24 * 365 : 24 * 365));
  // What seems to be good for a year more shows that it is not when the CRM refuses it.
  if (back) world.engine.expect("GET", api_me, response(401, "{}"));
  world.engine.expect("POST", european_tokens, response(200, next_hour));
  world.engine.expect("GET", api_me, response(200, R"({"id": "7", "name": "Robin Ashby"})"));
  REQUIRE(world.ask());
  CHECK(carried(world.engine.sent().back()) == "Token-second");
  world.engine.expect("GET", api_me, response(200, R"({"id": "7", "name": "Robin Ashby"})"));
  REQUIRE(world.ask());
  CHECK(world.connection("acme").state == ConnectionState::active);
}

TEST_CASE("an API address that a refresh changes counts from the next request on, in every process") {
  BrowserWorld world;
  world.signed_in();
  OtherProcess other(world);
  other.engine.expect("GET", api_me, response(200, R"({"id": "7"})"));
  REQUIRE(other.live.call("acme/7", "user.get", {}, world.request().context));
  world.engine.expect("GET", api_me, response(401));
  world.engine.expect("POST", european_tokens,
                      response(200, R"({"access_token": "second", "api": "https://moved.acme.example.eu"})"));
  world.engine.expect("GET", api_me, response(200, R"({"id": "7"})"));
  REQUIRE(world.ask());
  for (auto* engine : {&world.engine, &other.engine})
    engine->expect("GET", "https://moved.acme.example.eu/me", response(200, R"({"id": "7"})"));
  REQUIRE(world.ask());
  REQUIRE(other.live.call("acme/7", "user.get", {}, world.request().context));
  CHECK(carried(world.engine.sent().back()) == "Token-second");
  CHECK(carried(other.engine.sent().back()) == "Token-second");
}

TEST_CASE("a token is taken nowhere that the manifest does not allow, whatever the reply to a refresh says") {
  BrowserWorld world;
  world.signed_in();
  world.engine.expect("GET", api_me, response(401));
  world.engine.expect("POST", european_tokens,
                      response(200, R"({"access_token": "second", "api": "https://evil.example"})"));
  world.engine.expect("GET", api_me, response(200, R"({"id": "7"})"));
  REQUIRE(world.ask());
  auto const sent = world.engine.sent().size();
  auto const refused = world.ask();
  CHECK(name_of_error(refused) == "forbidden");
  CHECK(refused.error().remote == "https://evil.example");
  CHECK(world.engine.sent().size() == sent);
}

TEST_CASE("a sign-in whose reply names a foreign address for the API is refused, and nothing is kept") {
  BrowserWorld world;
  world.engine.expect("POST", "https://login.acme.example/t",
                      response(200, R"({"access_token": "first", "api": "https://evil.example"})"));
  CHECK(name_of_error(world.sign_in_with("code=a")) == "forbidden");
  CHECK(world.engine.sent().size() == 1);
  CHECK(Connections(world.database).list()->empty());
}

TEST_CASE("an error that arrives as a success is an error, for a code and for a refresh token") {
  BrowserWorld world;
  world.engine.expect("POST", "https://login.acme.example/t", response(200, R"({"error": "invalid_client"})"));
  CHECK(name_of_error(world.sign_in_with("code=a")) == "forbidden");
  world.engine.expect("POST", "https://login.acme.example/t", response(200, R"({"error": "invalid_code"})"));
  CHECK(name_of_error(world.sign_in_with("code=a")) == "auth_required");
  CHECK(Connections(world.database).list()->empty());
  world.signed_in();
  world.engine.expect("GET", api_me, response(401));
  world.engine.expect("POST", european_tokens, response(200, R"({"error": "invalid_client"})"));
  CHECK(name_of_error(world.ask()) == "forbidden");
  CHECK(world.connection("acme").state == ConnectionState::active);
}

TEST_CASE("a refresh token that was revoked ends the connection once, and is not sent again") {
  BrowserWorld world;
  world.signed_in();
  int refreshes = 0;
  world.engine.otherwise([&](HttpRequest const& request) -> Result<HttpResponse> {
    if (request.method != "POST") return response(401);
    ++refreshes;
    return response(200, R"({"error": "invalid_code"})");
  });
  for (int i = 0; i < 3; ++i) CHECK(name_of_error(world.ask()) == "auth_required");
  CHECK(refreshes == 1);
  CHECK(world.connection("acme").state == ConnectionState::expired);
}

}  // namespace patchbay::test
