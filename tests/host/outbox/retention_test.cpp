#include "outbox/retention.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "outbox/attachments.hpp"
#include "outbox/ledger.hpp"
#include "support/fake_clock.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::outbox {

using namespace std::chrono_literals;

namespace {

// A ledger with entries that somebody delivered.
class Archive {
 public:
  Entry keep(Key const& key, State state, WallTime when) {
    REQUIRE(ledger.want(key, {{"subject", std::to_string(when.time_since_epoch().count())}}, true, when));
    auto const id = ledger.find(key).value()->id;
    auto entry = ledger.claim(id, "one", false, when, when + 90s).value();
    REQUIRE(entry);
    entry->state = state;
    if (state == State::logged) entry->delivered = entry->wanted;
    REQUIRE(ledger.settle(*entry, "one"));
    return ledger.get(id).value();
  }
  bool knows(Key const& key) { return ledger.find(key).value().has_value(); }

  test::TempDir dir;
  test::FakeClock clock;
  Database database{dir / "patchbay.sqlite"};
  Ledger ledger{database};
};

}  // namespace

TEST_CASE("what the CRM has for long is forgotten, and what it has since then is not") {
  Archive archive;
  auto const now = archive.clock.wall_now();
  Key const old{"crm/1", Kind::call, "old"};
  Key const fresh{"crm/1", Kind::call, "fresh"};
  archive.keep(old, State::logged, now - 100h);
  archive.keep(fresh, State::logged, now - 1h);
  CHECK(forget_settled(archive.database, now - 24h).value() == 1);
  CHECK_FALSE(archive.knows(old));
  CHECK(archive.knows(fresh));
  CHECK(forget_settled(archive.database, now - 24h).value() == 0);
}

TEST_CASE("what still waits is never forgotten, however old it is") {
  Archive archive;
  auto const now = archive.clock.wall_now();
  auto const state = GENERATE(State::failed, State::blocked, State::pending);
  Key const key{"crm/1", Kind::call, "waits"};
  archive.keep(key, state, now - 1000h);
  CHECK(forget_settled(archive.database, now - 24h).value() == 0);
  CHECK(archive.knows(key));
}

TEST_CASE("an old log that was changed a moment ago is kept") {
  Archive archive;
  auto const now = archive.clock.wall_now();
  Key const key{"crm/1", Kind::call, "changed"};
  archive.keep(key, State::logged, now - 100h);
  archive.keep(key, State::logged, now - 1h);
  CHECK(forget_settled(archive.database, now - 24h).value() == 0);
}

TEST_CASE("the messages that a file on its way belongs to are kept with it") {
  Archive archive;
  auto const now = archive.clock.wall_now();
  Key const messages{"crm/1", Kind::message, "conversation/day/7"};
  Key const others{"crm/2", Kind::message, "conversation/day/7"};
  archive.keep(messages, State::logged, now - 100h);
  archive.keep(others, State::logged, now - 100h);
  Attachments attachments(archive.database);
  REQUIRE(attachments.keep({"crm/1", Kind::attachment, "fax"}, "aGVsbG8="));
  CHECK(forget_settled(archive.database, now - 24h).value() == 1);
  CHECK(archive.knows(messages));
  CHECK_FALSE(archive.knows(others));
}

TEST_CASE("more than one batch goes at once") {
  Archive archive;
  auto const now = archive.clock.wall_now();
  for (int n = 0; n < 250; ++n) archive.keep({"crm/1", Kind::call, std::to_string(n)}, State::logged, now - 100h);
  CHECK(forget_settled(archive.database, now - 24h).value() == 250);
}

}  // namespace patchbay::outbox
