#include "store/creations.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "support/fake_clock.hpp"
#include "support/temp_dir.hpp"

namespace patchbay {
namespace {

using namespace std::chrono_literals;

struct Shelf {
  test::TempDir folder;
  Database database{folder / "patchbay.db"};
  Creations creations{database};
  Creations::Key key = Creations::key_of("crm/1", R"({"name":"Ann Example"})");
  WallTime now = test::FakeClock::start_of_wall_time;

  Creations::Claim claim(std::string const& holder) {
    return creations.claim(key, holder, now, now + 1min).value();
  }
  std::string rows() {
    return database
        .read([](SQLite::Database& db) -> Result<std::string> {
          return db.execAndGet("SELECT group_concat(account || wish || holder || contact_id) FROM creations")
              .getString();
        })
        .value();
  }
};

}  // namespace

TEST_CASE("one makes a contact, and others learn who until it is made or the claim has run out") {
  Shelf shelf;
  CHECK(shelf.claim("a").other.empty());
  CHECK(shelf.claim("b").other == "a");
  CHECK(shelf.claim("a").other == "a");  // another request of the same process
  shelf.now += 1min;
  CHECK(shelf.claim("b").other.empty());
  auto const late = shelf.creations.mark_sent(shelf.key, "a", shelf.now);
  REQUIRE(late.has_error());
  CHECK(late.error().code == ErrorCode::conflict);
  CHECK(shelf.creations.mark_sent(shelf.key, "b", shelf.now));
}

TEST_CASE("who was just made is told to the second click, and no longer than that") {
  Shelf shelf;
  shelf.claim("a");
  REQUIRE(shelf.creations.mark_sent(shelf.key, "a", shelf.now));
  REQUIRE(shelf.creations.made(shelf.key, "a", {"7", "person"}, shelf.now));
  shelf.now += Creations::remembered;
  auto const second = shelf.claim("b");
  REQUIRE(second.made);
  CHECK(second.made->id == "7");
  CHECK(second.made->type == "person");
  bool const back = GENERATE(false, true);
  shelf.now += back ? -1h : 1ms;  // a clock that was set back has no "just now"
  auto const later = shelf.claim("b");
  CHECK_FALSE(later.made);
  CHECK_FALSE(later.sent);
  CHECK(later.other.empty());
}

TEST_CASE("what was sent without an answer is known to the next, for a day, and what was refused is not") {
  Shelf shelf;
  shelf.claim("a");
  auto const sent = shelf.now;
  REQUIRE(shelf.creations.mark_sent(shelf.key, "a", sent));
  REQUIRE(shelf.creations.release(shelf.key, "a"));
  shelf.now += 23h;
  CHECK(shelf.claim("b").sent == sent);
  bool const refused = GENERATE(false, true);
  if (refused)
    REQUIRE(shelf.creations.refused(shelf.key, "b"));
  else
    shelf.now += 1h;
  CHECK_FALSE(shelf.claim("c").sent);
}

TEST_CASE("another wish, and the same at another account, is another contact") {
  Shelf shelf;
  shelf.claim("a");
  auto const claim = [&](Creations::Key const& key) {
    return shelf.creations.claim(key, "b", shelf.now, shelf.now + 1min).value().other;
  };
  CHECK(claim(Creations::key_of("crm/1", R"({"name":"Ben Example"})")).empty());
  CHECK(claim(Creations::key_of("crm/2", R"({"name":"Ann Example"})")).empty());
  CHECK(claim(Creations::key_of("crm/1", R"({"name":"Ann Example"})")) == "a");
}

TEST_CASE("what is kept of a contact names nobody, and what is over is not kept") {
  Shelf shelf;
  shelf.claim("a");
  CHECK(shelf.rows().find("Ann") == std::string::npos);
  REQUIRE(shelf.creations.made(shelf.key, "a", {"7", "person"}, shelf.now));
  shelf.now += 1h;
  REQUIRE(shelf.creations.claim(Creations::key_of("crm/1", "another"), "b", shelf.now, shelf.now + 1min));
  CHECK(shelf.rows().find(shelf.key.wish) == std::string::npos);
}

}  // namespace patchbay
