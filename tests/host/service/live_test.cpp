#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"

namespace patchbay::test {

using namespace std::chrono_literals;

TEST_CASE("a connection in a region that the organisation no longer allows waits until it does") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  world.settings.platforms["acme"].regions = {"us"};
  auto const refused = world.live.by_token(token);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::unavailable);
  CHECK(refused.error().message == "Your organisation does not allow this region of Acme any more.");
  world.settings.platforms["acme"].regions = {"us", "eu"};
  CHECK(world.live.by_token(token));
}

TEST_CASE("a token leads to its connection, and to nothing once it was removed") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  auto const found = world.live.by_token(token);
  REQUIRE(found);
  CHECK((*found)->account() == "acme/7");
  CHECK(&(*found)->adapter == world.registry.find("acme"));
  REQUIRE(Connections(world.database).remove((*found)->row.id));
  auto const gone = world.live.by_token(token);
  REQUIRE_FALSE(gone);
  CHECK(gone.error().code == ErrorCode::auth_required);
}

TEST_CASE("a token that is nonsense, old or another key's is auth_required") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  CHECK(world.live.by_token("nonsense").error().code == ErrorCode::auth_required);
  ServiceWorld stranger;
  stranger.start();
  CHECK(world.live.by_token(stranger.connect("acme")).error().code == ErrorCode::auth_required);
  world.clock.advance(24h * 91);
  CHECK(world.live.by_token(token).error().code == ErrorCode::auth_required);
}

TEST_CASE("requests of one connection share what was built for it") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  auto const first = world.live.by_token(token).value();
  CHECK(world.live.by_token(token).value() == first);
  world.live.forget(first->row.id);
  CHECK(world.live.by_token(token).value() != first);
  CHECK(first->row.platform == "acme");  // who still uses the old one keeps it
}

TEST_CASE("every operation carries who is signed in and how the adapter is set") {
  ServiceWorld world;
  world.start();
  world.connect("acme");
  world.engine.expect("GET", "https://api.acme.eu/me", response(200, R"({"id": "7"})"));
  REQUIRE(world.live.call("acme/7", "user.get", {}, world.request().context));
  auto const scope = world.acme.asked("user.get").at(0).at("scope").as_object();
  CHECK(scope.at("userId") == "7");
  CHECK(scope.at("userName") == "Robin Ashby");
  CHECK(scope.at("timeZone") == "America/Los_Angeles");
  CHECK(scope.at("signIn") == "apiKey");
  CHECK(scope.at("settings") == json::value({{"tone", "calm"}, {"quick", false}, {"sign", ""}}));
  CHECK(world.engine.left() == 0);
}

TEST_CASE("what the configuration sets counts, and the manifest's defaults for the rest") {
  ServiceWorld world;
  world.settings.platforms["acme"].settings = {{"tone", "loud"}, {"quick", true}};
  world.start();
  world.connect("acme");
  world.engine.expect("GET", "https://api.acme.eu/me", response(200, R"({"id": "7"})"));
  REQUIRE(world.live.call("acme/7", "user.get", {}, world.request().context));
  CHECK(world.acme.asked("user.get").at(0).at("scope").at("settings") ==
        json::value({{"tone", "loud"}, {"quick", true}, {"sign", ""}}));
}

TEST_CASE("an operation that the adapter does not offer is unsupported") {
  ServiceWorld world;
  world.start();
  world.connect("tiny");
  auto const answer = world.live.call("tiny/7", "callLog.create", {}, world.request().context);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == ErrorCode::unsupported);
  CHECK_FALSE(world.live.offers("tiny/7", "callLog.create").value());
  CHECK(world.live.offers("nobody/1", "callLog.create").error().code == ErrorCode::auth_required);
}

TEST_CASE("a log's rules are the manifest's, in the time zone of the user") {
  ServiceWorld world;
  world.start();
  world.connect("acme");
  auto const rules = world.live.log_rules("acme/7").value();
  CHECK(rules.format == "text/plain");
  CHECK(rules.max_body_bytes == 1000);
  CHECK(rules.mark_in_text);
  CHECK_FALSE(rules.conditional_update);
  CHECK(rules.time_zone == "America/Los_Angeles");
}

TEST_CASE("the URLs of records are filled in, percent-encoded") {
  ServiceWorld world;
  world.start();
  auto const live = world.live.by_token(world.connect("acme")).value();
  CHECK(service::contact_url(*live, "a/b", "person") == "https://acme.example/person/a%2Fb");
  CHECK(service::log_url(*live, "9", {}) == "https://acme.example/log/9");
}

TEST_CASE("the URL of a log or a task may name whom it is with, and there is none of what is with nobody") {
  auto manifest = with_logs_of_nobody();
  for (auto const* kind : {"log", "task"}) {
    auto const plain = "/" + std::string(kind) + "/{";
    manifest.replace(manifest.find(plain), plain.size(), "/{contactType}/{contactId}" + plain);
  }
  ServiceWorld world(manifest);
  world.start();
  auto const live = world.live.by_token(world.connect("acme")).value();
  json::object const maya{{"id", "a/b"}, {"type", "person"}};
  CHECK(service::log_url(*live, "9", maya) == "https://acme.example/person/a%2Fb/log/9");
  CHECK(service::task_url(*live, "9", maya) == "https://acme.example/person/a%2Fb/task/9");
  CHECK(service::log_url(*live, "9", {{"id", ""}, {"type", ""}}) == "");
}

TEST_CASE("a connection whose adapter is missing or switched off waits for it, whatever asks") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  world.settings.platforms["acme"].enabled = false;
  auto const answer = world.live.by_token(token);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == ErrorCode::unavailable);  // not unsupported: a log that waits must not be given up
  world.settings.platforms["acme"].enabled = true;
  CHECK(world.live.by_token(token));
}

TEST_CASE("what another process changed in a connection is used by the next request") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  auto const before = world.live.by_token(token).value();
  auto row = world.connection("acme");
  row.region = "us";
  REQUIRE(Connections(world.database).upsert(row));
  auto const after = world.live.by_token(token).value();
  CHECK(after != before);
  CHECK(after->row.region == "us");
  REQUIRE(Connections(world.database).set_used(row.id, world.clock.wall_now() + 1h));
  CHECK(world.live.by_token(token).value() == after);
}

TEST_CASE("when a connection was last used is kept, to the hour") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  auto const at_first = world.connection("acme").last_used_at;
  world.clock.advance(59min);
  REQUIRE(world.live.by_token(token));
  CHECK(world.connection("acme").last_used_at == at_first);
  world.clock.advance(2min);
  REQUIRE(world.live.by_token(token));
  CHECK(world.connection("acme").last_used_at == at_first + 61min);
}

}  // namespace patchbay::test
