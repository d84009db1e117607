#include "service/directory_methods.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

struct World : ServiceWorld {
  World() {
    acme.reply("contact.list",
               object(R"({"contacts": [{"id": "1", "name": "Maya", "phones": [{"number": "+14155550132"}]}],
        "deleted": [], "cursor": ""})"));
    start();
    token = connect("acme");
    connect("tiny");
  }
  json::object directory_of(std::string_view platform) {
    auto const status = directory_methods.status({{"platform", platform}}, request());
    REQUIRE(status);
    REQUIRE(status->at("connections").as_array().size() == 1);
    return status->at("connections").at(0).as_object();
  }
  void settle() {
    while (sync.round({}) <= clock.steady_now()) continue;
  }

  std::string token;
};

}  // namespace

TEST_CASE("the status says of each connection how far its directory is") {
  World world;
  CHECK(world.directory_of("acme").at("state") == "waiting");
  CHECK(world.directory_of("tiny").at("state") == "unsupported");
  world.settle();
  auto const filled = world.directory_of("acme");
  CHECK(filled.at("state") == "ready");
  CHECK(filled.at("contacts") == 1);
  CHECK(filled.at("full") == false);
  CHECK(filled.at("lastSync") == "2026-11-21T09:00:00Z");
  CHECK(filled.at("lastFill") == filled.at("lastSync"));
  auto told = world.next("directory.progress");
  while (told.at("state") != "ready") told = world.next("directory.progress");
  CHECK(told == filled);
  auto const all = world.directory_methods.status({}, world.request());
  CHECK(all->at("connections").as_array().size() == 2);
  CHECK(all->at("limit") == directory::Index::most_contacts);
}

TEST_CASE("a sync that is asked for is done though the directory is fresh") {
  World world;
  world.settle();
  auto const answer = world.directory_methods.sync({{"platform", "acme"}}, world.request());
  REQUIRE(answer);
  CHECK(answer->at("successful") == true);
  CHECK(answer->at("connections").as_array().size() == 1);
  world.settle();
  CHECK(world.acme.asked("contact.list").size() == 2);
  CHECK(world.acme.asked("contact.list").at(1).at("changedSince") == "2026-11-21T08:50:00Z");
  CHECK(name_of_error(world.directory_methods.sync({{"platform", "nobody"}}, world.request())) ==
        "auth_required");
  CHECK(name_of_error(world.directory_methods.sync({{"platform", true}}, world.request())) ==
        "invalid_params");
}

TEST_CASE("a connection is listed with its contacts, and its directory is forgotten with the sign-out") {
  World world;
  world.settle();
  auto const listed = world.sign_in.list({}, world.request())->at("connections").at(0).as_object();
  CHECK(listed.at("contacts") == 1);
  CHECK(listed.at("lastSync") == "2026-11-21T09:00:00Z");
  REQUIRE(world.sign_in.sign_out({{"jwtToken", world.token}}, world.request()));
  CHECK(std::filesystem::is_empty(world.folder / "directory"));
}

TEST_CASE("why a directory does not come further stands in its status") {
  ServiceWorld world;
  world.acme.refuse("contact.list", ErrorCode::forbidden);
  world.start();
  world.connect("acme");
  world.sync.round({});
  auto const status = world.directory_methods.status({}, world.request());
  REQUIRE(status);
  CHECK(status->at("connections").at(0).at("problem") ==
        json::parse(R"({"code": 6, "name": "forbidden", "message": "as the test said"})"));
}

TEST_CASE("a directory that is off cannot be synced, and says so") {
  World world;
  directory::Directory off(world.folder / "off", "US", false);
  directory::Sync sync(off, world.database, world.live, world.clock, silent_log(),
                       [](auto const&, auto const&) {});
  service::DirectoryMethods methods(world.ground, off, sync);
  CHECK(name_of_error(methods.sync({}, world.request())) == "unsupported");
  auto const status = methods.status({}, world.request());
  REQUIRE(status);
  CHECK(status->at("enabled") == false);
  CHECK(status->at("connections").at(0).at("state") == "off");
}

}  // namespace patchbay::test
