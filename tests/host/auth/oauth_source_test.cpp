#include "auth/oauth_source.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <thread>

#include "host/auth/oauth_world.hpp"
#include "store/leases.hpp"

namespace patchbay {
namespace {

using std::chrono::seconds;
using test::credentials;
using test::response;
using World = test::OAuthWorld;

// A clock that stands still, also while somebody waits; something else happens meanwhile.
class BusyClock final : public Clock {
 public:
  BusyClock(test::FakeClock const& clock, std::function<void()> meanwhile)
      : clock_(clock), meanwhile_(std::move(meanwhile)) {}
  SteadyTime steady_now() const override { return clock_.steady_now(); }
  WallTime wall_now() const override { return clock_.wall_now(); }
  bool wait_until(SteadyTime, std::stop_token stop) const override {
    meanwhile_();
    return !stop.stop_requested();
  }

 private:
  test::FakeClock const& clock_;
  std::function<void()> const meanwhile_;
};

}  // namespace

TEST_CASE("a token that is good is carried as it is") {
  World world;
  auto const credential = world.source.current(world.context());
  REQUIRE(credential);
  CHECK(credential->header == "Authorization");
  CHECK(credential->value.view() == "Bearer a1");
  CHECK(world.refreshes() == 0);
}

TEST_CASE("a token is refreshed when it is due, and the new one kept") {
  World world;
  CHECK(world.now_carried() == "Bearer a1");
  world.clock.advance(seconds(600));
  world.expect_refresh(test::second_tokens);
  CHECK(world.now_carried() == "Bearer a2");
  CHECK(world.http.sent().at(0).body == "grant_type=refresh_token&refresh_token=r1&client_id=app");
  CHECK(world.stored().access_token.view() == "a2");
  CHECK(world.stored().refresh_token.view() == "r2");
  CHECK(world.stored().refresh_at == world.clock.wall_now() + seconds(3480));
  CHECK(world.now_carried() == "Bearer a2");
  CHECK(world.refreshes() == 1);
}

TEST_CASE("a refresh token that does not rotate stays") {
  World world;
  world.expect_refresh(response(200, R"({"access_token":"a2"})"));
  REQUIRE(world.source.refreshed(world.source.current(world.context())->generation, world.context()));
  CHECK(world.stored().refresh_token.view() == "r1");
  CHECK_FALSE(world.stored().refresh_at);
}

TEST_CASE("after a 401 for an old token the newer one is carried without a refresh") {
  World world;
  auto const old = world.source.current(world.context())->generation;
  world.expect_refresh(test::second_tokens);
  REQUIRE(world.source.refreshed(old, world.context()));
  auto const credential = world.source.refreshed(old, world.context());
  CHECK(credential->value.view() == "Bearer a2");
  CHECK(credential->generation != old);
  CHECK(world.refreshes() == 1);
}

TEST_CASE("eight threads that see a token refused cause one refresh") {
  World world;
  auto const old = world.source.current(world.context())->generation;
  world.http.otherwise([&](HttpRequest const&) -> Result<HttpResponse> { return test::second_tokens; });
  std::atomic<int> carried = 0;
  std::vector<std::thread> threads;
  for (int count = 0; count < 8; ++count)
    threads.emplace_back([&] {
      auto const credential = world.source.refreshed(old, world.context());
      if (credential && credential->value.view() == "Bearer a2") ++carried;
    });
  for (auto& thread : threads) thread.join();
  CHECK(carried == 8);
  CHECK(world.refreshes() == 1);
}

TEST_CASE("eight host processes that see a token refused cause one refresh") {
  World world;
  auto const old = world.source.current(world.context())->generation;
  world.http.otherwise([&](HttpRequest const&) -> Result<HttpResponse> { return test::second_tokens; });
  std::atomic<int> carried = 0;
  std::vector<std::thread> hosts;
  BusyClock const clock{world.clock, [] { std::this_thread::yield(); }};
  for (int count = 0; count < 8; ++count)
    hosts.emplace_back([&] {
      Database database(world.folder / "patchbay.db");
      Keys keys(world.keyring, world.folder.path());
      OAuthSource source({database, keys, world.http, clock, {}}, world.id, test::some_client(), {});
      auto const credential = source.refreshed(old, world.context());
      if (credential && credential->value.view() == "Bearer a2") ++carried;
    });
  for (auto& host : hosts) host.join();
  CHECK(carried == 8);
  CHECK(world.refreshes() == 1);
}

TEST_CASE("a new refresh token is on disk before the new access token is used") {
  World world;
  world.http.otherwise([&](HttpRequest const&) -> Result<HttpResponse> { return test::second_tokens; });
  // From here on the store takes no credentials: what cannot be kept must not be used.
  REQUIRE(world.database.write([](SQLite::Database& db) -> Result<void> {
    db.exec("CREATE TRIGGER full BEFORE UPDATE ON credentials BEGIN SELECT RAISE(ABORT, 'full'); END");
    return {};
  }));
  auto const refused = world.source.refreshed("1", world.context());
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == ErrorCode::internal);
  CHECK(world.now_carried() == "Bearer a1");
}

TEST_CASE("who waits for another process takes its token") {
  World world;
  auto const old = world.source.current(world.context())->generation;
  REQUIRE(take_lease(world.database, "refresh " + std::to_string(world.id), "another", world.clock.wall_now(),
                     seconds(60))
              .value());
  // The other process is done by the time that we have waited once.
  BusyClock const clock{world.clock, [&] { world.store(credentials("a9", "r9")); }};
  OAuthSource source({world.database, world.keys, world.http, clock, {}}, world.id, test::some_client(), {});
  CHECK(source.refreshed(old, world.context())->value.view() == "Bearer a9");
  CHECK(world.refreshes() == 0);
}

TEST_CASE("a process that died while it refreshed delays the others by its lease only") {
  World world;
  auto const old = world.source.current(world.context())->generation;
  REQUIRE(take_lease(world.database, "refresh " + std::to_string(world.id), "dead", world.clock.wall_now(),
                     seconds(60))
              .value());
  world.expect_refresh(test::second_tokens);
  auto const before = world.clock.wall_now();
  REQUIRE(world.source.refreshed(old, {world.clock.steady_now() + seconds(120), {}}));
  CHECK(world.clock.wall_now() - before == seconds(60));
}

TEST_CASE("who waits for another process waits no longer than its own request may take") {
  World world;
  REQUIRE(take_lease(world.database, "refresh " + std::to_string(world.id), "another", world.clock.wall_now(),
                     seconds(60))
              .value());
  CHECK(world.source.refreshed("1", world.context()).error().code == ErrorCode::timeout);
  std::stop_source stop;
  stop.request_stop();
  CHECK(
      world.source.refreshed("1", {world.clock.steady_now() + seconds(30), stop.get_token()}).error().code ==
      ErrorCode::cancelled);
  CHECK(world.refreshes() == 0);
}

TEST_CASE("variables that a refresh brings are kept, and who cares hears of a change") {
  World world;
  auto const reply = response(200, R"({"access_token":"a2","instance_url":"https://two.example"})");
  world.expect_refresh(reply);
  REQUIRE(world.source.refreshed("1", world.context()));
  CHECK(world.connection().variables.at("token.instance_url") == "https://two.example");
  CHECK(world.changes == 1);
  world.expect_refresh(reply);
  REQUIRE(world.source.refreshed("2", world.context()));
  CHECK(world.changes == 1);
}

TEST_CASE("a refresh goes to the server that the redirect named, as long as it is an allowed one") {
  World world;
  auto signed_in = credentials("a1", "r1");
  signed_in.client["server"] = "https://login.example.eu";
  world.store(signed_in);
  CHECK(world.source.refreshed("2", world.context()).error().code == ErrorCode::forbidden);
  auto client = test::some_client();
  client.server_hosts = {"login.example.eu"};
  OAuthSource source(world.parts(), world.id, std::move(client), {});
  world.http.expect("POST", "https://login.example.eu/token", test::second_tokens);
  CHECK(source.refreshed("2", world.context())->value.view() == "Bearer a2");
  CHECK(world.stored().client.at("server") == "https://login.example.eu");
}

TEST_CASE("a refresh is not given up when the request that caused it is cancelled") {
  World world;
  std::stop_source stop;
  world.http.otherwise([&](HttpRequest const&) -> Result<HttpResponse> {
    stop.request_stop();
    return test::second_tokens;
  });
  CHECK(world.source.refreshed("1", {world.clock.steady_now() + seconds(30), stop.get_token()}));
  CHECK(world.stored().refresh_token.view() == "r2");
}

}  // namespace patchbay
