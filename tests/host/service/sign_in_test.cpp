#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

using namespace std::chrono_literals;

constexpr char me[] = R"({"id": "7", "name": "Robin Ashby", "email": "robin@acme.example", "timeZone": "Europe/Berlin",
    "variables": {"crm_url": "https://robin.acme.example"}})";

json::object with_key(std::string const& key) {
  return {{"platform", "acme"}, {"kind", "apiKey"}, {"apiKey", key}, {"team", "north"}, {"region", "us"}};
}

// A connection by OAuth, as a sign-in leaves it.
std::string connect_by_oauth(ServiceWorld& world) {
  auto const token = world.connect("acme");
  auto row = world.connection("acme");
  row.sign_in = "oauth";
  auto const id = Connections(world.database).upsert(row).value();
  Credentials credentials;
  credentials.access_token = Secret("access-of-a-test");
  credentials.refresh_token = Secret("refresh-of-a-test");
  CredentialStore(world.database).save(id, credentials, world.keys.sealing_key().value()).value();
  world.settings.platforms["acme"].client_id = "client";
  return token;
}

std::string message_type(Result<json::value> const& result) {
  return std::string(result->at("returnMessage").at("messageType").as_string());
}

}  // namespace

TEST_CASE("a sign-in with a key asks the CRM who it is, and gives a token that works") {
  ServiceWorld world;
  world.start();
  world.engine.expect("GET", "https://api.acme.com/me", response(200, me));
  auto const result = world.sign_in.authorize(with_key("key-of-a-test"), world.request());
  REQUIRE(result);
  CHECK(result->at("platform") == "acme");
  CHECK(result->at("user") == json::value(object(
      R"({"id": "7", "name": "Robin Ashby", "email": "robin@acme.example", "timezoneName": "Europe/Berlin"})")));
  CHECK(world.live.by_token(result->at("jwtToken").as_string()));
  auto const row = world.connection("acme");
  CHECK(row.region == "us");
  CHECK(row.variables.at("field.team") == "north");
  CHECK(row.variables.at("user.crm_url") == "https://robin.acme.example");
  CHECK_FALSE(row.variables.contains("field.apiKey"));
  REQUIRE(world.notified().size() == 1);
  CHECK(world.notified()[0].first == "connection.changed");
  CHECK(world.notified()[0].second.at("state") == "active");
}

TEST_CASE("a key that the CRM refuses is auth_required, and nothing is kept") {
  ServiceWorld world;
  world.start();
  world.engine.otherwise([](HttpRequest const&) { return response(401); });
  CHECK(name_of_error(world.sign_in.authorize(with_key("wrong"), world.request())) == "auth_required");
  CHECK(Connections(world.database).list()->empty());
  CHECK(world.notified().empty());
}

TEST_CASE("a key that was copied with what no key has is refused before it is sent") {
  ServiceWorld world;
  world.start();
  for (auto const* key : {"key\r\nX-More: yes", "key of two", "k\xC3\xA9y", "key\ttab"}) {
    auto const refused = world.sign_in.authorize(with_key(key), world.request());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::invalid_params);
    CHECK(refused.error().field == "apiKey");
  }
  CHECK(Connections(world.database).list()->empty());
}

TEST_CASE("a sign-in that names what does not exist is refused by field") {
  ServiceWorld world;
  world.start();
  auto const refused_with = [&](std::string_view name, json::value value) {
    auto params = with_key("key-of-a-test");
    if (value.is_null()) params.erase(name);
    else params[name] = std::move(value);
    auto const result = world.sign_in.authorize(params, world.request());
    return result ? "none" : result.error().field;
  };
  CHECK(refused_with("platform", "nobody") == "platform");
  CHECK(refused_with("kind", "smoke") == "kind");
  CHECK(refused_with("region", "moon") == "region");
  CHECK(refused_with("apiKey", nullptr) == "apiKey");
  CHECK(refused_with("team", nullptr) == "team");
  CHECK(refused_with("hostname", json::array()) == "hostname");
  world.settings.platforms["acme"].enabled = false;
  CHECK(refused_with("platform", "acme") == "platform");
  CHECK(world.engine.sent().empty());
}

TEST_CASE("a region that the organisation does not allow is refused, and the first that it allows is the default") {
  ServiceWorld world;
  world.acme.reply("user.get", {{"id", "1"}, {"name", "Robin"}});
  world.settings.platforms["acme"].regions = {"us"};
  world.start();
  auto params = with_key("key-of-a-test");
  params["region"] = "eu";
  auto const refused = world.sign_in.authorize(params, world.request());
  CHECK(name_of_error(refused) == "forbidden");
  CHECK(refused.error().message == "Your organisation does not allow this region of Acme.");
  params.erase("region");
  REQUIRE(world.sign_in.authorize(params, world.request()));
  CHECK(world.connection("acme", "1").region == "us");
}

TEST_CASE("a host name that a sign-in needs and does not get is asked for by name") {
  ServiceWorld world;
  world.start();
  auto const result =
      world.sign_in.authorize({{"platform", "tiny"}, {"kind", "apiKey"}, {"apiKey", "key-of-a-test"}}, world.request());
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::invalid_params);
  CHECK(result.error().field == "hostname");
}

TEST_CASE("a key goes to the host name that was pasted, when it is an allowed one") {
  ServiceWorld world;
  world.tiny.answer("user.get", [](json::object const&, MemoryAdapter::Get const& get) -> Result<json::value> {
    if (auto const answer = get("/me"); !answer) return answer.error();
    return json::value{{"id", "1"}};
  });
  world.start();
  json::object params{{"platform", "tiny"}, {"kind", "apiKey"}, {"apiKey", "key-of-a-test"}};
  params["hostname"] = "https://evil.example";
  auto const refused = world.sign_in.authorize(params, world.request());
  CHECK(refused.error().field == "hostname");
  CHECK(refused.error().message == "Parameter 'hostname' must be a name like tiny.example, *.tiny.example.");
  CHECK(world.engine.sent().empty());
  params["hostname"] = " https://North.Tiny.example/some/path ";
  world.engine.expect("GET", "https://north.tiny.example/api/me", response(200));
  REQUIRE(world.sign_in.authorize(params, world.request()));
  CHECK(world.connection("tiny", "1").hostname == "north.tiny.example");
}

TEST_CASE("a host name that nobody asked for is not kept") {
  ServiceWorld world;
  world.start();
  world.engine.expect("GET", "https://api.acme.com/me", response(200, me));
  auto params = with_key("key-of-a-test");
  params["hostname"] = "evil.example";
  REQUIRE(world.sign_in.authorize(params, world.request()));
  CHECK(world.connection("acme").hostname.empty());
}

TEST_CASE("a CRM that does not say who is signed in is bad_reply") {
  ServiceWorld world;
  world.start();
  world.engine.expect("GET", "https://api.acme.com/me", response(200, R"({"name": "Nobody"})"));
  CHECK(name_of_error(world.sign_in.authorize(with_key("key-of-a-test"), world.request())) == "bad_reply");
}

TEST_CASE("signing in again to the same account keeps one connection and lets its logs go on") {
  ServiceWorld world;
  world.start();
  world.engine.otherwise([](HttpRequest const&) { return response(200, me); });
  REQUIRE(world.sign_in.authorize(with_key("key-of-a-test"), world.request()));
  REQUIRE(world.sign_in.authorize(with_key("key-of-a-test-2"), world.request()));
  CHECK(Connections(world.database).list()->size() == 1);
}

TEST_CASE("signing out removes what is stored, and the token is dead") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  auto const result = world.sign_in.sign_out({{"jwtToken", token}}, world.request());
  REQUIRE(result);
  CHECK(message_type(result) == "success");
  CHECK(Connections(world.database).list()->empty());
  CHECK(name_of_error(world.sign_in.user_info({{"jwtToken", token}}, world.request())) == "auth_required");
  CHECK(name_of_error(world.sign_in.sign_out({{"jwtToken", token}}, world.request())) == "auth_required");
  CHECK(world.notified().back().second.at("state") == "signedOut");
}

TEST_CASE("signing out tells the CRM, where it can be told") {
  ServiceWorld world;
  world.start();
  auto const token = connect_by_oauth(world);
  world.engine.expect("POST", "https://login.acme.example/r", response(200));
  CHECK(message_type(world.sign_in.sign_out({{"jwtToken", token}}, world.request())) == "success");
  CHECK(world.engine.left() == 0);
}

TEST_CASE("signing out removes what is stored in any case, and says that the CRM was not told") {
  ServiceWorld world;
  world.start();
  auto const token = connect_by_oauth(world);
  SECTION("the CRM refuses") { world.engine.otherwise([](HttpRequest const&) { return response(503); }); }
  SECTION("the CRM is silent") {
    world.engine.otherwise([](HttpRequest const&) { return fail(ErrorCode::timeout, "as the test said"); });
  }
  SECTION("the organisation's secret is gone") {
    world.settings.client_secret = [](std::string_view) -> Result<std::optional<Secret>> { return std::optional<Secret>(); };
  }
  auto const result = world.sign_in.sign_out({{"jwtToken", token}}, world.request());
  REQUIRE(result);
  CHECK(message_type(result) == "warning");
  CHECK(Connections(world.database).list()->empty());
}

TEST_CASE("signing out works without the adapter") {
  ServiceWorld world;  // no adapter is loaded
  auto const token = world.connect("acme");
  REQUIRE(world.sign_in.sign_out({{"jwtToken", token}}, world.request()));
  CHECK(Connections(world.database).list()->empty());
}

TEST_CASE("the list of connections has a fresh token for each, and says whose adapter is gone") {
  ServiceWorld world;
  world.start();
  auto const old = world.connect("acme");
  world.connect("tiny");
  auto row = world.connection("tiny");
  row.platform = "gone";
  REQUIRE(Connections(world.database).upsert(row));
  world.clock.advance(24h * 91);
  CHECK_FALSE(world.live.by_token(old));
  auto const result = world.sign_in.list({}, world.request());
  REQUIRE(result);
  auto const& connections = result->at("connections").as_array();
  REQUIRE(connections.size() == 3);
  CHECK(connections[0].at("state") == "active");
  CHECK(connections[0].at("lastUsed") == "2026-11-21T09:00:00Z");
  CHECK(connections[0].at("user").at("timezoneName") == "America/Los_Angeles");
  CHECK(world.live.by_token(connections[0].at("jwtToken").as_string()));
  CHECK(connections[2].at("platform") == "gone");
  CHECK(connections[2].at("state") == "error");
  CHECK(connections[2].at("reason") == "The adapter 'gone' is not installed or is switched off.");
}

TEST_CASE("who the user is, is asked of the CRM") {
  ServiceWorld world;
  world.start();
  world.engine.expect("GET", "https://api.acme.eu/me", response(200, me));
  auto const result = world.sign_in.user_info({{"jwtToken", world.connect("acme")}}, world.request());
  REQUIRE(result);
  CHECK(result->at("user").at("timezoneName") == "Europe/Berlin");
  CHECK(result->at("user").at("email") == "robin@acme.example");
}

}  // namespace patchbay::test
