#include "directory/sync.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "directory/sync_run.hpp"
#include "store/leases.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_list_crm.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::directory {
namespace {

using namespace std::chrono_literals;

struct World {
  World() {
    Connection row;
    row.platform = "acme";
    row.user_id = "7";
    row.created_at = row.last_used_at = clock.wall_now();
    id = Connections(database).upsert(row).value();
  }
  void round() { sync.round({}); }
  // Rounds until nothing is due.
  void settle() {
    while (sync.round({}) <= clock.steady_now()) continue;
  }
  Connection row() { return *Connections(database).find(id).value(); }
  Sync::Description now() { return sync.describe(row()); }
  std::string names(std::string_view name) {
    std::string all;
    for (auto const& contact : directory.of(id)->by_name(name).value())
      all += text_in(contact.as_object(), "id") + " ";
    return all;
  }

  test::TempDir folder;
  test::FakeClock clock;
  Database database{folder / "patchbay.sqlite"};
  test::FakeListCrm crm;
  Directory directory{folder / "directory", "US", true};
  std::vector<Sync::Description> told;
  Sync sync{
      directory,    database,
      crm,          clock,
      silent_log(), [this](Connection const&, Sync::Description const& state) { told.push_back(state); }};
  ConnectionId id = 0;
};

}  // namespace

TEST_CASE("a new connection is filled page by page, and who follows it is told") {
  World world;
  for (auto const* id : {"1", "2", "3", "4", "5"}) world.crm.put(id, "Ann");
  CHECK(world.now().state == Sync::State::waiting);
  world.settle();
  CHECK(world.names("ann") == "1 2 3 4 5 ");
  auto const asked = world.crm.asked();
  REQUIRE(asked.size() == 3);
  CHECK(asked[0].at("cursor") == "");
  CHECK(asked[1].at("cursor") == "2");
  CHECK(asked[2].at("changedSince").is_null());
  REQUIRE_FALSE(world.told.empty());
  CHECK(world.told.back().state == Sync::State::ready);
  CHECK(world.told.back().status.contacts == 5);
  CHECK(world.now().status.progress.synced == from_iso("2026-11-21T09:00:00Z"));
}

TEST_CASE("what changes and what goes is learnt every ten minutes, from a little before the last run") {
  World world;
  for (auto const* id : {"1", "2", "3"}) world.crm.put(id, "Ann");
  world.settle();
  auto const before = world.crm.asked().size();
  world.clock.advance(9min);
  world.settle();
  CHECK(world.crm.asked().size() == before);
  world.crm.put("2", "Bea");
  world.crm.put("9", "Ann");
  world.crm.remove("3");
  world.clock.advance(2min);
  world.settle();
  CHECK(world.names("ann") == "1 9 ");
  CHECK(world.names("bea") == "2 ");
  CHECK(world.crm.asked().at(before).at("changedSince") == "2026-11-21T08:50:00Z");
}

TEST_CASE("where a CRM tells no deletions, a fill drops what it no longer brings") {
  World world;
  world.crm.tells_deletions = false;
  for (auto const* id : {"1", "2", "3"}) world.crm.put(id, "Ann");
  world.settle();
  world.crm.remove("2");
  world.clock.advance(24h);
  world.settle();
  CHECK(world.names("ann") == "1 2 3 ");
  world.clock.advance(7 * 24h);
  world.settle();
  CHECK(world.names("ann") == "1 3 ");
  CHECK(world.now().status.contacts == 2);
}

TEST_CASE("another process goes on where one was interrupted") {
  World world;
  for (auto const* id : {"1", "2", "3", "4", "5"}) world.crm.put(id, "Ann");
  std::stop_source stop;
  int pages = 0;
  world.crm.before_page = [&] {
    if (++pages == 2) stop.request_stop();
  };
  world.sync.round(stop.get_token());
  CHECK(world.names("ann") == "1 2 ");
  CHECK(world.now().state == Sync::State::filling);
  CHECK_FALSE(world.now().problem);
  Directory directory(world.folder / "directory", "US", true);
  Sync other(directory, world.database, world.crm, world.clock, silent_log(),
             [](auto const&, auto const&) {});
  other.round({});
  CHECK(world.names("ann") == "1 2 3 4 5 ");
  CHECK(world.crm.asked().at(1).at("cursor") == "2");
}

TEST_CASE("while one process does a connection, another leaves it alone") {
  World world;
  world.crm.put("1", "Ann");
  auto const lease = "directory." + std::to_string(world.id);
  REQUIRE(take_lease(world.database, lease, "somebody else", world.clock.wall_now(), 3min).value());
  world.round();
  CHECK(world.crm.asked().empty());
  world.clock.advance(4min);
  world.round();
  CHECK(world.crm.asked().size() == 1);
}

TEST_CASE("a CRM that wants to be left alone is left alone as long as it says") {
  World world;
  world.crm.put("1", "Ann");
  auto error = fail(ErrorCode::rate_limited, "wait");
  error.retry_after = 90s;
  world.crm.fail_next(error);
  auto const next = world.sync.round({});
  CHECK(next > world.clock.steady_now());
  REQUIRE(world.now().problem);
  CHECK(world.now().problem->code == ErrorCode::rate_limited);
  world.clock.advance(89s);
  world.round();
  CHECK(world.crm.asked().size() == 1);
  world.clock.advance(2s);
  world.round();
  CHECK(world.crm.asked().size() == 2);
  CHECK_FALSE(world.now().problem);
}

TEST_CASE("a CRM that fails again and again is asked more and more seldom, and at once after a sign-in") {
  World world;
  world.crm.put("1", "Ann");
  for (int i = 0; i < 3; ++i) world.crm.fail_next(fail(ErrorCode::unavailable, "down"));
  world.round();
  world.clock.advance(61s);
  world.round();
  CHECK(world.crm.asked().size() == 2);
  world.clock.advance(61s);
  world.round();
  CHECK(world.crm.asked().size() == 2);
  world.clock.advance(60s);
  world.round();
  CHECK(world.crm.asked().size() == 3);
  world.sync.wake();
  world.round();
  CHECK(world.names("ann") == "1 ");
}

TEST_CASE("after a cursor that the CRM no longer takes the run begins anew") {
  World world;
  for (auto const* id : {"1", "2", "3"}) world.crm.put(id, "Ann");
  int pages = 0;
  world.crm.before_page = [&] {
    if (++pages == 2) world.crm.fail_next(fail(ErrorCode::invalid_params, "too old"));
  };
  world.round();
  world.clock.advance(2min);
  world.settle();
  CHECK(world.crm.asked().at(1).at("cursor") == "2");
  CHECK(world.crm.asked().at(2).at("cursor") == "");
  CHECK(world.names("ann") == "1 2 3 ");
}

TEST_CASE("what was asked for is brought up to date though it is fresh") {
  World world;
  world.crm.put("1", "Ann");
  world.settle();
  world.crm.put("2", "Ann");
  world.settle();
  CHECK(world.names("ann") == "1 ");
  world.sync.ask_for({world.id});
  world.settle();
  CHECK(world.names("ann") == "1 2 ");
  world.settle();
  CHECK(world.crm.asked().size() == 2);
}

TEST_CASE(
    "a connection that is signed out in the middle of a fill is forgotten, and the fill writes no more") {
  World world;
  for (auto const* id : {"1", "2", "3", "4"}) world.crm.put(id, "Ann");
  int pages = 0;
  world.crm.before_page = [&] {
    if (++pages != 2) return;
    REQUIRE(Connections(world.database).remove(world.id));
    world.sync.forget(world.id);
  };
  world.settle();
  CHECK(pages == 2);
  CHECK(std::filesystem::is_empty(world.folder / "directory"));
}

TEST_CASE("what is left of a connection that another process signed out is tidied away") {
  World world;
  world.crm.put("1", "Ann");
  world.settle();
  REQUIRE(Connections(world.database).remove(world.id));
  world.sync.tidy();
  CHECK(std::filesystem::is_empty(world.folder / "directory"));
}

TEST_CASE("a CRM whose adapter cannot list contacts is not asked, and a directory that is off neither") {
  World world;
  world.crm.lists = false;
  world.settle();
  CHECK(world.now().state == Sync::State::unsupported);
  world.crm.lists = true;
  Directory off(world.folder / "off", "US", false);
  Sync sync(off, world.database, world.crm, world.clock, silent_log(), [](auto const&, auto const&) {});
  sync.round({});
  CHECK(sync.describe(world.row()).state == Sync::State::off);
  CHECK(world.crm.asked().empty());
}

TEST_CASE("a clock that was set back does not stop the runs") {
  auto const now = *from_iso("2026-11-21T09:00:00Z");
  Progress progress;
  progress.filled = progress.synced = now + 24h;
  CHECK(run_is_due(progress, now));
  progress.filled = progress.synced = now;
  CHECK_FALSE(run_is_due(progress, now));
}

TEST_CASE("the thread fills by itself, and ends when it is told to") {
  World world;
  for (auto const* id : {"1", "2", "3"}) world.crm.put(id, "Ann");
  world.sync.start();
  while (world.now().state != Sync::State::ready) std::this_thread::yield();
  world.sync.stop();
  CHECK(world.names("ann") == "1 2 3 ");
}

}  // namespace patchbay::directory
