#include "auth/api_key_source.hpp"

#include <catch2/catch.hpp>

#include "host/auth/token_world.hpp"

namespace patchbay {
namespace {

struct World : test::TokenWorld {
  World() : TokenWorld("apiKey") { store_key("first key"); }

  void store_key(std::string key) {
    Credentials credentials;
    credentials.api_key = Secret(std::move(key));
    store(credentials);
  }

  ApiKeySource source{parts(), id, {"x-api-token", "Key "}};
};

}  // namespace

TEST_CASE("an API key travels in the header that the manifest names") {
  World world;
  auto const credential = world.source.current(world.context());
  REQUIRE(credential);
  CHECK(credential->header == "x-api-token");
  CHECK(credential->value.view() == "Key first key");
}

TEST_CASE("an API key that the CRM refuses makes the connection expired, with a sentence") {
  World world;
  auto const generation = world.source.current(world.context())->generation;
  auto const refused = world.source.refreshed(generation, world.context());
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::auth_required);
  CHECK(world.connection().state == ConnectionState::expired);
  CHECK(world.connection().reason == refused.error().message);
  CHECK(world.changes == 1);
}

TEST_CASE("a new API key that was stored since is used") {
  World world;
  auto const generation = world.source.current(world.context())->generation;
  world.store_key("second key");
  CHECK(world.source.refreshed(generation, world.context())->value.view() == "Key second key");
  CHECK(world.source.current(world.context())->value.view() == "Key second key");
  CHECK(world.connection().state == ConnectionState::active);
}

TEST_CASE("an API key whose connection was signed out is auth_required") {
  World world;
  REQUIRE(Connections(world.database).remove(world.id));
  CHECK(world.source.current(world.context()).error().code == ErrorCode::auth_required);
}

}  // namespace patchbay
