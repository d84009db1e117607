#include "store/connections.hpp"

#include <catch2/catch.hpp>

#include <fstream>

#include "store/credentials.hpp"
#include "store/leases.hpp"
#include "support/fake_clock.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay {
namespace {

auto const morning = test::FakeClock::start_of_wall_time;

struct Fixture {
  test::TempDir folder;
  Database database{folder / "patchbay.db"};
  Connections connections{database};
  CredentialStore credentials{database};
  SealingKey key{Secret(std::string(32, 'k'))};
};

Connection ann() {
  Connection connection;
  connection.platform = "sandbox";
  connection.user_id = "17";
  connection.user = {{"id", "17"}, {"name", "Ann \"A\" Example"}};
  connection.variables = {{"token.api_domain", "https://one.example"}, {"user.company", "one"}};
  connection.sign_in = "oauth";
  connection.base_url = "https://one.example/api";
  connection.region = "eu";
  connection.hostname = "one";
  connection.created_at = connection.last_used_at = morning;
  return connection;
}

Credentials some_credentials() {
  Credentials credentials;
  credentials.access_token = Secret("access words");
  credentials.refresh_token = Secret("refresh words");
  credentials.refresh_at = morning + std::chrono::hours(1);
  credentials.client = {{"server", "https://accounts.example"}};
  return credentials;
}

}  // namespace

TEST_CASE("a connection reads back as it was written") {
  Fixture f;
  auto const id = f.connections.upsert(ann()).value();
  auto const found = f.connections.find(id).value();
  REQUIRE(found);
  CHECK(found->id == id);
  CHECK(found->platform == "sandbox");
  CHECK(found->user == ann().user);
  CHECK(found->variables == ann().variables);
  CHECK(found->sign_in == "oauth");
  CHECK(found->base_url == "https://one.example/api");
  CHECK(found->region == "eu");
  CHECK(found->hostname == "one");
  CHECK(found->state == ConnectionState::active);
  CHECK(found->created_at == morning);
  CHECK(f.connections.find("sandbox", "17").value()->id == id);
  CHECK_FALSE(f.connections.find("sandbox", "18").value());
  CHECK_FALSE(f.connections.find("other", "17").value());
}

TEST_CASE("signing in again keeps the row and when it was made, and makes it active") {
  Fixture f;
  auto const id = f.connections.upsert(ann()).value();
  REQUIRE(f.connections.set_state(id, ConnectionState::expired, "Sign in again."));
  auto again = ann();
  again.hostname = "two";
  again.created_at = again.last_used_at = morning + std::chrono::hours(24);
  CHECK(f.connections.upsert(again).value() == id);
  auto const found = f.connections.find(id).value();
  CHECK(found->hostname == "two");
  CHECK(found->state == ConnectionState::active);
  CHECK(found->reason.empty());
  CHECK(found->created_at == morning);
  CHECK(found->last_used_at == again.last_used_at);
  CHECK(f.connections.list().value().size() == 1);
}

TEST_CASE("several accounts live side by side, oldest first") {
  Fixture f;
  auto other = ann();
  other.user_id = "18";
  auto elsewhere = ann();
  elsewhere.platform = "other";
  REQUIRE(f.connections.upsert(ann()));
  REQUIRE(f.connections.upsert(other));
  REQUIRE(f.connections.upsert(elsewhere));
  auto const all = f.connections.list().value();
  REQUIRE(all.size() == 3);
  CHECK(all[0].user_id == "17");
  CHECK(all[1].user_id == "18");
  CHECK(all[2].platform == "other");
}

TEST_CASE("an account is looked for again and again, and what another process wrote is seen") {
  Fixture here;
  auto const id = here.connections.upsert(ann()).value();
  CHECK(here.connections.find("sandbox", "17").value());
  CHECK_FALSE(here.connections.find("sandbox", "18").value());
  Database elsewhere(here.database.file());
  Connections others(elsewhere);
  others.set_state(id, ConnectionState::expired, "It ran out.").value();
  CHECK(here.connections.find("sandbox", "17").value()->state == ConnectionState::expired);
  others.remove(id).value();
  CHECK_FALSE(here.connections.find("sandbox", "17").value());
}

TEST_CASE("state, last use and variables change alone") {
  Fixture f;
  auto const id = f.connections.upsert(ann()).value();
  REQUIRE(f.connections.set_state(id, ConnectionState::error, "The CRM refuses."));
  REQUIRE(f.connections.set_used(id, morning + std::chrono::minutes(5)));
  CHECK(f.connections.add_variables(id, {{"token.api_domain", "https://two.example"}, {"token.new", "x"}})
            .value());
  CHECK_FALSE(f.connections.add_variables(id, {{"token.new", "x"}}).value());
  auto const found = f.connections.find(id).value();
  CHECK(found->state == ConnectionState::error);
  CHECK(found->reason == "The CRM refuses.");
  CHECK(found->last_used_at == morning + std::chrono::minutes(5));
  CHECK(found->variables == std::map<std::string, std::string>{{"token.api_domain", "https://two.example"},
                                                               {"token.new", "x"},
                                                               {"user.company", "one"}});
}

TEST_CASE("a removed connection takes its credentials along, and its id is never used again") {
  Fixture f;
  auto const id = f.connections.upsert(ann()).value();
  REQUIRE(f.credentials.save(id, some_credentials(), f.key));
  REQUIRE(f.connections.remove(id));
  REQUIRE(f.connections.remove(id));
  CHECK_FALSE(f.connections.find(id).value());
  CHECK_FALSE(f.credentials.load(id, f.key).value());
  CHECK(f.connections.upsert(ann()).value() != id);
}

TEST_CASE("credentials read back as they were written") {
  Fixture f;
  auto const id = f.connections.upsert(ann()).value();
  CHECK_FALSE(f.credentials.load(id, f.key).value());
  REQUIRE(f.credentials.save(id, some_credentials(), f.key));
  auto const found = f.credentials.load(id, f.key).value();
  REQUIRE(found);
  CHECK(found->access_token.view() == "access words");
  CHECK(found->refresh_token.view() == "refresh words");
  CHECK(found->refresh_at == some_credentials().refresh_at);
  CHECK(found->api_key.empty());
  CHECK(found->client == some_credentials().client);
}

TEST_CASE("every save raises the generation") {
  Fixture f;
  auto const id = f.connections.upsert(ann()).value();
  CHECK(f.credentials.save(id, some_credentials(), f.key).value() == 1);
  CHECK(f.credentials.save(id, some_credentials(), f.key).value() == 2);
  CHECK(f.credentials.load(id, f.key).value()->generation == 2);
}

TEST_CASE("credentials without a connection are not kept") {
  Fixture f;
  CHECK(f.credentials.save(4711, some_credentials(), f.key).error().code == ErrorCode::not_found);
}

TEST_CASE("credentials do not open with another key or in another row") {
  Fixture f;
  auto const id = f.connections.upsert(ann()).value();
  auto other = ann();
  other.user_id = "18";
  auto const other_id = f.connections.upsert(other).value();
  REQUIRE(f.credentials.save(id, some_credentials(), f.key));
  SealingKey const wrong{Secret(std::string(32, 'x'))};
  CHECK(f.credentials.load(id, wrong).error().code == ErrorCode::auth_required);
  REQUIRE(f.database.write([&](SQLite::Database& db) -> Result<void> {
    db.exec("UPDATE credentials SET connection_id = " + std::to_string(other_id));
    return {};
  }));
  CHECK(f.credentials.load(other_id, f.key).error().code == ErrorCode::auth_required);
}

TEST_CASE("no token stands in the database files") {
  Fixture f;
  auto const id = f.connections.upsert(ann()).value();
  REQUIRE(f.credentials.save(id, some_credentials(), f.key));
  for (auto const& entry : std::filesystem::directory_iterator(f.folder.path())) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::string const bytes{std::istreambuf_iterator<char>(file), {}};
    CHECK(bytes.find("access words") == std::string::npos);
  }
}

TEST_CASE("a lease from before the clock was set back holds nobody up") {
  Fixture f;
  std::chrono::seconds const minute(60);
  CHECK(take_lease(f.database, "refresh", "dead", morning, minute).value());
  CHECK_FALSE(take_lease(f.database, "refresh", "two", morning - minute, minute).value());
  CHECK(take_lease(f.database, "refresh", "two", morning - 365 * 24 * 60 * minute, minute).value());
}

TEST_CASE("a lease has one holder until it is given back or runs out") {
  Fixture f;
  std::chrono::seconds const minute(60);
  CHECK(take_lease(f.database, "refresh", "one", morning, minute).value());
  CHECK_FALSE(take_lease(f.database, "refresh", "two", morning + minute / 2, minute).value());
  CHECK(take_lease(f.database, "other", "two", morning, minute).value());
  CHECK(take_lease(f.database, "refresh", "one", morning + minute / 2, minute).value());
  CHECK_FALSE(take_lease(f.database, "refresh", "two", morning + minute, minute).value());
  REQUIRE(release_lease(f.database, "refresh", "two"));
  CHECK_FALSE(take_lease(f.database, "refresh", "two", morning + minute, minute).value());
  REQUIRE(release_lease(f.database, "refresh", "one"));
  CHECK(take_lease(f.database, "refresh", "two", morning + minute, minute).value());
  CHECK(take_lease(f.database, "refresh", "one", morning + 2 * minute, minute).value());
}

}  // namespace patchbay
