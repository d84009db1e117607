#include "directory/index.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>
#include <fstream>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/json_read.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::directory {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

json::array contacts(std::string_view text) { return json::parse(text).as_array(); }

constexpr char two[] = R"([
  {"id": "1", "type": "person", "name": "Maya Okafor", "organization": "", "phones": [{"number": "+1 415 555 0132", "label": "work"},
    {"number": "415.555.0133", "label": ""}], "related": [{"kind": "deal", "id": "7", "title": "Press"}]},
  {"id": "2", "type": "person", "name": "Ann Le\u00e8vre", "phones": [{"number": "(415) 555-0132"}], "related": []}])";

struct World {
  test::TempDir folder;
  fs::path file = folder / "directory" / "1.sqlite";
  Index index{file, "US"};

  std::string ids(Result<json::array> const& found) {
    if (!found) return "error: " + found.error().message;
    std::string all;
    for (auto const& contact : *found) all += text_in(contact.as_object(), "id") + " ";
    return all;
  }
  std::string with(std::string_view number) {
    return ids(index.by_number(parse_phone_number(number, "US").value()));
  }
  std::string called(std::string_view name) { return ids(index.by_name(name)); }
  json::object one(std::string_view number) {
    return index.by_number(parse_phone_number(number, "US").value()).value().at(0).as_object();
  }
};

Progress filling(std::int64_t fills) {
  Progress progress;
  progress.fills = fills;
  return progress;
}

}  // namespace

TEST_CASE("before anything is put in, nobody is known and no file is made") {
  World world;
  CHECK(world.with("+14155550132").empty());
  CHECK(world.called("Maya").empty());
  CHECK(world.index.status()->contacts == 0);
  CHECK_FALSE(fs::exists(world.file));
}

TEST_CASE("who was put in is found by each number, and by the beginnings of a name") {
  World world;
  REQUIRE(world.index.take_answer(contacts(two), {}));
  CHECK(world.with("+14155550132") == "1 2 ");
  CHECK(world.with("+14155550133") == "1 ");
  CHECK(world.with("+14155550134").empty());
  CHECK(world.called("okaf may") == "1 ");
  CHECK(world.called("ANN leev") == "2 ");
  CHECK(world.called("nobody").empty());
  CHECK(world.called("\"*' OR").empty());
  CHECK(world.called("").empty());
  CHECK(world.index.status()->contacts == 2);
}

TEST_CASE("a contact comes back as the adapter gave it, without what was empty") {
  World world;
  REQUIRE(world.index.take_answer(contacts(two), {}));
  CHECK(
      json::serialize(world.one("+14155550133")) ==
      R"({"id":"1","type":"person","name":"Maya Okafor","phones":[{"number":"+1 415 555 0132","label":"work"},)"
      R"({"number":"415.555.0133","label":""}],"related":[{"kind":"deal","id":"7","title":"Press"}]})");
}

TEST_CASE("a contact that changed is found by what it has now, and by nothing that it had") {
  World world;
  REQUIRE(world.index.take_answer(contacts(two), {}));
  REQUIRE(world.index.take_answer(
      contacts(
          R"([{"id": "1", "type": "person", "name": "Maya Smith", "phones": [{"number": "+14155550199"}]}])"),
      {}));
  CHECK(world.with("+14155550132") == "2 ");
  CHECK(world.with("+14155550133").empty());
  CHECK(world.with("+14155550199") == "1 ");
  CHECK(world.called("okafor").empty());
  CHECK(world.called("smith") == "1 ");
  CHECK(world.index.status()->contacts == 2);
}

TEST_CASE("a page of a list keeps an organization's name as long as it is the same organization") {
  World world;
  auto const page = [&](std::string const& more) {
    auto const text = R"([{"id": "1", "phones": [{"number": "+14155550132"}], )" + more + "}]";
    REQUIRE(world.index.take_page(contacts(text), {}, filling(1)));
    return text_in(world.one("+14155550132"), "organization");
  };
  CHECK(page(R"("organizationId": "4", "organization": "Northwind")") == "Northwind");
  CHECK(page(R"("organizationId": "4")") == "Northwind");
  CHECK(page(R"("organizationId": "5")").empty());
}

TEST_CASE(
    "a page of a list keeps the related records that it does not bring; an answer says which there are") {
  World world;
  REQUIRE(world.index.take_answer(contacts(two), {}));
  auto const plain =
      contacts(R"([{"id": "1", "type": "person", "name": "Maya", "phones": [{"number": "+14155550132"}]}])");
  REQUIRE(world.index.take_page(plain, {}, filling(1)));
  CHECK(world.one("+14155550132").contains("related"));
  REQUIRE(world.index.take_answer(plain, {}));
  CHECK_FALSE(world.one("+14155550132").contains("related"));
}

TEST_CASE("the same id of two types is two contacts, and who is gone goes by its type or by its id") {
  World world;
  auto const both = contacts(R"([{"id": "1", "type": "person", "phones": [{"number": "+14155550132"}]},
    {"id": "1", "type": "firm", "phones": [{"number": "+14155550132"}]},
    {"id": "12", "type": "firm", "phones": [{"number": "+14155550132"}]}])");
  REQUIRE(world.index.take_answer(both, {}));
  CHECK(world.with("+14155550132") == "1 1 12 ");
  REQUIRE(world.index.take_page({}, contacts(R"([{"id": "1", "type": "firm"}])"), filling(1)));
  CHECK(world.with("+14155550132") == "1 12 ");
  REQUIRE(world.index.take_answer({}, contacts(R"([{"id": "1"}])")));
  CHECK(world.with("+14155550132") == "12 ");
  CHECK(world.index.status()->contacts == 1);
}

TEST_CASE("what a fill has not seen is swept, and what an answer brought meanwhile stays") {
  World world;
  json::array many;
  for (int i = 0; i < 5000; ++i) many.push_back({{"id", std::to_string(i)}, {"name", "Old"}});
  REQUIRE(world.index.take_page(many, {}, filling(1)));
  many.resize(2);
  REQUIRE(world.index.take_page(many, {}, filling(2)));
  REQUIRE(world.index.take_answer(
      contacts(R"([{"id": "4000", "name": "Old"}, {"id": "new", "name": "Old"}])"), {}));
  std::int64_t from = 0;
  do {
    auto const next = world.index.sweep(2, from);
    REQUIRE(next);
    from = *next;
  } while (from != 0);
  CHECK(world.index.status()->contacts == 4);
  CHECK(world.called("old") == "0 1 4000 new ");
}

TEST_CASE("how far it has come is kept with the page, and survives the process") {
  World world;
  Progress progress = filling(3);
  progress.run = {*from_iso("2026-11-21T09:00:00Z"), std::nullopt, "cursor \"7\"", false};
  progress.synced = from_iso("2026-11-20T09:00:00Z");
  REQUIRE(world.index.take_page(contacts(two), {}, progress));
  auto const status = Index(world.file, "US").status();
  REQUIRE(status);
  CHECK(status->progress.fills == 3);
  REQUIRE(status->progress.run);
  CHECK(status->progress.run->cursor == "cursor \"7\"");
  CHECK_FALSE(status->progress.run->changed_since);
  CHECK(status->progress.synced == progress.synced);
  CHECK_FALSE(status->progress.filled);
  CHECK(status->contacts == 2);
}

TEST_CASE("a directory that is full keeps whom it knows up to date and says that it is full") {
  World world;
  Index small(world.file, "US", 1);
  REQUIRE(small.take_answer(contacts(two), {}));
  CHECK(world.with("+14155550132") == "1 ");
  CHECK(small.status()->full);
  REQUIRE(small.take_answer(
      contacts(R"([{"id": "1", "type": "person", "phones": [{"number": "+14155550199"}]}])"), {}));
  CHECK(world.with("+14155550199") == "1 ");
}

TEST_CASE("a damaged file is an error once, then a new directory") {
  World world;
  REQUIRE(world.index.take_answer(contacts(two), {}));
  Index other(world.file, "US");
  world.index.discard();
  std::ofstream(world.file) << std::string(20'000, 'x');
  CHECK_FALSE(other.by_number(parse_phone_number("+14155550132", "US").value()));
  CHECK(other.by_number(parse_phone_number("+14155550132", "US").value())->empty());
  REQUIRE(other.take_answer(contacts(two), {}));
  CHECK(other.status()->contacts == 2);
}

TEST_CASE("a file of another version is begun anew with the first contact") {
  World world;
  REQUIRE(world.index.take_answer(contacts(two), {}));
  {
    SQLite::Database database(world.file.string(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA user_version = 99");
  }
  Index other(world.file, "US");
  REQUIRE(other.take_answer(contacts(R"([{"id": "9", "phones": [{"number": "+14155550132"}]}])"), {}));
  CHECK(world.ids(other.by_number(parse_phone_number("+14155550132", "US").value())) == "9 ");
}

TEST_CASE("its file is for this user only", "[posix]") {  // its mode says so
  World world;
  REQUIRE(world.index.take_answer(contacts(two), {}));
  for (auto const& entry : fs::directory_iterator(world.file.parent_path())) {
    CHECK((entry.status().permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
  }
}

TEST_CASE("nothing is left of a file that is discarded") {
  World world;
  REQUIRE(world.index.take_answer(contacts(two), {}));
  world.index.discard();
  CHECK(fs::is_empty(world.file.parent_path()));
  REQUIRE(world.index.take_answer(contacts(two), {}));  // who has not heard of it yet
  CHECK(fs::is_empty(world.file.parent_path()));
  CHECK(world.with("+14155550132").empty());
}

TEST_CASE("a disk that refuses is an error, and a contact that is nonsense does no harm") {
  test::TempDir folder;
  std::ofstream(folder / "no_folder") << "a file";
  Index nowhere(folder / "no_folder" / "1.sqlite", "US");
  CHECK_FALSE(nowhere.take_answer(contacts(two), {}));
  World world;
  REQUIRE(world.index.take_answer(
      contacts(R"([7, {}, {"id": "1", "phones": 3}, {"id": "2", "phones": [7, {"number": 4}]}])"),
      contacts("[7, {}]")));
  CHECK(world.index.status()->contacts >= 2);
}

}  // namespace patchbay::directory
