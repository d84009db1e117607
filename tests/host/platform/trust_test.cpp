#include "platform/trust.hpp"

#include <catch2/catch.hpp>

#include <fstream>

#include <unistd.h>

#include "platform/library.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::platform {
namespace {

namespace fs = std::filesystem;
using fs::perms;
using test::TempDir;

// A folder with a file in it, both for their owner only.
struct Place {
  Place() {
    fs::create_directory(folder);
    std::ofstream(file) << "text";
    fs::permissions(folder, perms::owner_all);
    fs::permissions(file, perms::owner_read | perms::owner_write);
  }
  TempDir above;
  fs::path folder = above / "adapters";
  fs::path file = folder / "a.so";
};

std::string reason(fs::path const& path, Owner owner = Owner::user) {
  return reason_to_distrust(path, owner).value_or("none");
}
std::string said(fs::path const& path, char const* what) { return "'" + path.string() + "' " + what; }

}  // namespace

TEST_CASE_METHOD(Place, "what only this user may write is trusted, below a folder like /tmp too") {
  CHECK(reason(file) == "none");
  CHECK(reason(folder) == "none");
  CHECK(reason(folder / "") == "none");
}

TEST_CASE_METHOD(Place, "what others may write is not trusted: the file, its folder, and what lies above") {
  for (auto const& path : {file, folder, above.path()}) {
    INFO(path);
    fs::permissions(path, perms::others_write, fs::perm_options::add);
    CHECK(reason(file) == said(path, "may be written by everybody."));
    fs::permissions(path, perms::others_write, fs::perm_options::remove);
    fs::permissions(path, perms::group_write, fs::perm_options::add);
    CHECK(reason(file) == said(path, "may be written by its group."));
    fs::permissions(path, perms::group_write, fs::perm_options::remove);
  }
  CHECK(reason(file) == "none");
}

TEST_CASE_METHOD(Place, "the sticky bit excuses no folder that holds the libraries itself") {
  fs::permissions(folder, perms::all | perms::sticky_bit);
  CHECK(reason(folder) == said(folder, "may be written by everybody."));
}

TEST_CASE_METHOD(Place, "a symbolic link is not trusted, wherever it leads") {
  fs::path const link = folder / "link.so", other = above / "other";
  fs::create_symlink(file, link);
  fs::create_symlink(folder, other);
  CHECK(reason(link) == said(link, "is a symbolic link."));
  CHECK(reason(other) == said(other, "is a symbolic link."));
  CHECK(reason(other / "") == said(other, "is a symbolic link."));
}

TEST_CASE_METHOD(Place, "what is not there is not trusted") {
  CHECK(reason(folder / "b.so") == said(folder / "b.so", "cannot be looked at: No such file or directory."));
  CHECK(reason(folder / "none" / "b.so") ==
        said(folder / "none", "cannot be looked at: No such file or directory."));
}

TEST_CASE_METHOD(Place, "what another user owns is not trusted") {
  if (geteuid() != 0) return;  // only root can give a file away
  REQUIRE(chown(file.c_str(), 65534, 65534) == 0);
  CHECK(reason(file) == said(file, "belongs to another user."));
  CHECK(reason(file, Owner::administrator) == said(file, "does not belong to the administrator."));
}

TEST_CASE_METHOD(Place, "a user's own file is none of an administrator's") {
  if (geteuid() == 0) return;  // here the user is the administrator
  CHECK(reason(file, Owner::administrator) == said(above.path(), "does not belong to the administrator."));
}

TEST_CASE("what came with the operating system is trusted as an administrator's") {
  CHECK(reason("/etc/passwd", Owner::administrator) == "none");
}

TEST_CASE_METHOD(Place, "a file that is no library exports nothing, whatever its bytes claim") {
  CHECK(exported_symbols(file).has_error());
  CHECK(exported_symbols(folder / "missing.so").has_error());
  CHECK(exported_symbols(folder).has_error());
  std::string claim =
      "\x7f"
      "ELF\x02\x01\x01";
  claim.resize(64, '\xFF');
  std::ofstream(file, std::ios::trunc) << claim;
  CHECK(exported_symbols(file).has_error());
}

TEST_CASE("a library is loaded once and gives the address of its symbol, or the loader's reason") {
  auto const missing = load_symbol("/nowhere/a.so", "x");
  REQUIRE(missing.has_error());
  CHECK(missing.error().message.find("/nowhere/a.so") != std::string::npos);
}

}  // namespace patchbay::platform
