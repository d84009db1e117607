#include "platform/os.hpp"

#include <catch2/catch.hpp>

#include <fstream>

#include <unistd.h>

#include "support/temp_dir.hpp"

namespace patchbay::platform {

namespace fs = std::filesystem;

TEST_CASE("files can be added to a folder that is this user's, not to a file or to nothing") {
  test::TempDir const folder;
  std::ofstream(folder / "file") << "x";
  CHECK(may_add_to(folder / "."));
  CHECK_FALSE(may_add_to(folder / "file"));
  CHECK_FALSE(may_add_to(folder / "none"));
  fs::create_directory(folder / "closed");
  fs::permissions(folder / "closed", fs::perms::owner_read | fs::perms::owner_exec);
  CHECK(may_add_to(folder / "closed") == (::geteuid() == 0));  // whom no permission holds up
}

}  // namespace patchbay::platform
