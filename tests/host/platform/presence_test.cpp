#include "platform/presence.hpp"

#include <catch2/catch.hpp>

#include <optional>

#include "support/temp_dir.hpp"

namespace patchbay::platform {

TEST_CASE("a process is known to live until its mark goes") {
  test::TempDir const dir;
  Presence const mine(dir / "data");
  std::optional<Presence> other(std::in_place, dir / "data");
  auto const name = other->name();
  CHECK(name != mine.name());
  CHECK(mine.alive(mine.name()) == std::optional(true));
  CHECK(mine.alive(name) == std::optional(true));
  CHECK(other->alive(mine.name()) == std::optional(true));
  other.reset();
  CHECK(mine.alive(name) == std::optional(false));
}

TEST_CASE("where no mark can be made, and of a name that has none, nobody can tell") {
  test::TempDir const dir;
  Presence const mine(dir / "data");
  Presence const without("/proc/patchbay");
  CHECK(mine.alive(without.name()) == std::nullopt);
  CHECK(without.alive(mine.name()) == std::nullopt);
  CHECK(mine.alive("") == std::nullopt);
  CHECK(mine.alive("0123456789abcdef") == std::nullopt);
}

}  // namespace patchbay::platform
