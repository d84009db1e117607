#include "auth/oauth_source.hpp"  // when there is no new token

#include <catch2/catch.hpp>

#include <thread>

#include "host/auth/oauth_world.hpp"

namespace patchbay {
namespace {

using std::chrono::seconds;
using test::credentials;
using test::response;
using World = test::OAuthWorld;

}  // namespace

TEST_CASE("a refresh token that is no longer good ends in one sentence and is never sent again") {
  World world;
  world.expect_refresh(response(400, R"({"error":"invalid_grant","error_description":"revoked"})"));
  auto const refused = world.source.refreshed("1", world.context());
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::auth_required);
  CHECK(refused.error().remote == "revoked");
  CHECK(world.connection().state == ConnectionState::expired);
  CHECK(world.connection().reason == refused.error().message);
  CHECK(world.changes == 1);
  for (int again = 0; again < 3; ++again)
    CHECK(world.source.refreshed("1", world.context()).error().code == ErrorCode::auth_required);
  CHECK(world.refreshes() == 1);
}

TEST_CASE("eight threads hear of a revoked refresh token from one refresh") {
  World world;
  world.http.otherwise([](HttpRequest const&) -> Result<HttpResponse> {
    return response(400, R"({"error":"invalid_grant"})");
  });
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (int count = 0; count < 8; ++count)
    threads.emplace_back([&] {
      auto const outcome = world.source.refreshed("1", world.context());
      if (!outcome && outcome.error().code == ErrorCode::auth_required) ++refused;
    });
  for (auto& thread : threads) thread.join();
  CHECK(refused == 8);
  CHECK(world.refreshes() == 1);
}

TEST_CASE("signing in again revives an expired connection") {
  World world;
  world.expect_refresh(response(400, R"({"error":"invalid_grant"})"));
  REQUIRE(world.source.refreshed("1", world.context()).has_error());
  auto again = world.connection();
  again.state = ConnectionState::active;
  again.reason.clear();
  REQUIRE(Connections(world.database).upsert(again));
  world.store(credentials("a5", "r5"));
  CHECK(world.source.refreshed("1", world.context())->value.view() == "Bearer a5");
}

TEST_CASE("a refresh token that another process has used up meanwhile is no reason to sign in again") {
  World world;
  world.http.otherwise([&](HttpRequest const&) -> Result<HttpResponse> {
    world.store(credentials("a7", "r7"));
    return response(400, R"({"error":"invalid_grant"})");
  });
  CHECK(world.source.refreshed("1", world.context())->value.view() == "Bearer a7");
  CHECK(world.connection().state == ConnectionState::active);
}

TEST_CASE("a token that is due still serves while the sign-in service is down") {
  World world;
  world.clock.advance(seconds(600));
  world.expect_refresh(fail(ErrorCode::unavailable, "Down."));
  CHECK(world.now_carried() == "Bearer a1");
  world.expect_refresh(test::second_tokens);
  CHECK(world.now_carried() == "Bearer a2");
}

TEST_CASE("a sign-in service that wants to be left alone is, while the old token still serves") {
  World world;
  world.clock.advance(seconds(600));
  world.expect_refresh(response(429, "", {{"Retry-After", "120"}}));
  CHECK(world.now_carried() == "Bearer a1");
  CHECK(world.now_carried() == "Bearer a1");
  CHECK(world.source.refreshed("1", world.context()).error().code == ErrorCode::rate_limited);
  CHECK(world.refreshes() == 1);
  world.clock.advance(seconds(120));
  world.expect_refresh(test::second_tokens);
  CHECK(world.now_carried() == "Bearer a2");
}

TEST_CASE("a sign-in service that is down leaves the connection active") {
  World world;
  for (auto const& reply : {Result<HttpResponse>(fail(ErrorCode::unavailable, "Down.")),
                            Result<HttpResponse>(response(503)), Result<HttpResponse>(response(429))}) {
    world.expect_refresh(reply);
    CHECK(world.source.refreshed("1", world.context()).has_error());
    CHECK(world.connection().state == ConnectionState::active);
  }
  CHECK(world.http.left() == 0);
}

TEST_CASE("a connection without a refresh token expires when its access token does") {
  World world;
  world.store(credentials("a1", ""));
  CHECK(world.source.refreshed("2", world.context()).error().code == ErrorCode::auth_required);
  CHECK(world.connection().state == ConnectionState::expired);
  CHECK(world.refreshes() == 0);
}

TEST_CASE("a connection that was signed out is auth_required and asks nobody") {
  World world;
  REQUIRE(Connections(world.database).remove(world.id));
  CHECK(world.source.current(world.context()).error().code == ErrorCode::auth_required);
  CHECK(world.source.refreshed("1", world.context()).error().code == ErrorCode::auth_required);
  CHECK(world.refreshes() == 0);
}

}  // namespace patchbay
