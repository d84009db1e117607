#include "directory/directory.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::directory {
namespace {

namespace fs = std::filesystem;

boost::json::array ann() { return boost::json::parse(R"([{"id": "1", "name": "Ann"}])").as_array(); }

}  // namespace

TEST_CASE("each connection has its own contacts, and to forget one leaves the others") {
  test::TempDir folder;
  Directory directory(folder / "directory", "US", true);
  REQUIRE(directory.of(1)->take_answer(ann(), {}));
  REQUIRE(directory.of(2)->take_answer(ann(), {}));
  auto const held = directory.of(1);
  directory.forget(1);
  CHECK(held->by_name("ann")->empty());
  CHECK(directory.of(2)->by_name("ann")->size() == 1);
  CHECK_FALSE(fs::exists(folder / "directory" / "1.sqlite"));
  REQUIRE(directory.of(1)->take_answer(ann(), {}));
  CHECK_FALSE(fs::exists(folder / "directory" / "1.sqlite"));
}

TEST_CASE("what is left of connections that are gone is removed, and nothing else") {
  test::TempDir folder;
  {
    Directory directory(folder / "directory", "US", true);
    for (ConnectionId const id : {1, 2, 13}) REQUIRE(directory.of(id)->take_answer(ann(), {}));
  }
  Directory directory(folder / "directory", "US", true);
  directory.keep_only({2});
  CHECK_FALSE(fs::exists(folder / "directory" / "1.sqlite"));
  CHECK_FALSE(fs::exists(folder / "directory" / "13.sqlite"));
  CHECK(directory.of(2)->by_name("ann")->size() == 1);
}

TEST_CASE("a directory keeps no more contacts of a connection than it may") {
  test::TempDir folder;
  Directory directory(folder / "directory", "US", true, 1);
  CHECK(directory.most_contacts() == 1);
  auto two = ann();
  two.push_back(boost::json::object{{"id", "2"}, {"name", "Ben"}});
  REQUIRE(directory.of(1)->take_answer(two, {}));
  CHECK(directory.of(1)->by_name("ann")->size() + directory.of(1)->by_name("ben")->size() == 1);
}

TEST_CASE("a directory that is off keeps nothing, and removes what there was") {
  test::TempDir folder;
  REQUIRE(Directory(folder / "directory", "US", true).of(1)->take_answer(ann(), {}));
  Directory off(folder / "directory", "US", false);
  CHECK(off.of(1) == nullptr);
  off.keep_only({});
  CHECK(fs::is_empty(folder / "directory"));
}

}  // namespace patchbay::directory
