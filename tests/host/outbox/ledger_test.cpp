#include "outbox/ledger.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "outbox/backlog.hpp"
#include "support/fake_clock.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::outbox {

using namespace std::chrono_literals;

TEST_CASE("who slept longer than the lease sends nothing and settles nothing") {
  test::TempDir const dir;
  test::FakeClock const clock;
  Database database(dir / "patchbay.sqlite");
  Ledger ledger(database);
  auto const now = clock.wall_now();
  auto const id = ledger.want({"crm/1", Kind::call, "s"}, {{"subject", "a"}}, true, now)->id;
  auto const asleep = ledger.claim(id, "one", false, now, now + 90s).value();
  REQUIRE(asleep);
  Backlog backlog(database);
  REQUIRE(backlog.release("one", now + 89s));
  CHECK_FALSE(ledger.claim(id, "two", false, now + 89s, now + 179s).value());
  CHECK(ledger.mark_sent(id, asleep->wanted, "one", now + 89s));
  CHECK(ledger.mark_sent(id, asleep->wanted, "one", now + 90s).error().code == ErrorCode::conflict);
  REQUIRE(backlog.release("one", now + 90s));
  auto const other = ledger.claim(id, "two", false, now + 90s, now + 180s).value();
  REQUIRE(other);
  CHECK(other->sent);
  CHECK(ledger.mark_sent(id, asleep->wanted, "one", now + 91s).error().code == ErrorCode::conflict);
  CHECK(ledger.settle(*asleep, "one").error().code == ErrorCode::conflict);
  CHECK(ledger.settle(*other, "two"));
}

}  // namespace patchbay::outbox
