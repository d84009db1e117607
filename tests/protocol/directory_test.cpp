// The real host, its directory, and the sandbox CRM: filled after a sign-in, answered from while the CRM is away, corrected behind an
// answer, and gone with the sign-out.
#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "protocol/crm_world.hpp"

namespace patchbay::test {
namespace {

constexpr char maya[] = "+14155550132";

struct Office {
  TempDir dir;
  CrmProcess crm = CrmProcess::sandbox(dir / "crm.sqlite");
  CrmWorld world{{{"sandbox", json::object{{"base_url", crm.url()}}}}, {{"enabled", true}}};
  std::string token = world.sign_in("sandbox", "sandbox");

  json::object find(std::string_view number, json::object more = {}) {
    more["jwtToken"] = token;
    more["phoneNumber"] = number;
    return world.result("contact.find", std::move(more));
  }
  // Until the directory is as the CRM is now.
  json::object synced() {
    world.result("directory.sync", {});
    for (;;) {
      auto progress = world.notification("directory.progress");
      if (progress.at("state") == "ready") return progress;
    }
  }
  void change(std::string const& method, std::string const& path, std::string const& body = {}) {
    auto const answer =
        http(method, crm.url() + "/api/v1/" + path, body, {"X-Api-Key: sandbox", "Content-Type: application/json"});
    REQUIRE(answer.status / 100 == 2);
  }
  std::filesystem::path files() const { return world.folder() / "data" / "directory"; }
};

std::string names(json::object const& result) {
  std::string all;
  for (auto const& contact : result.at("contact").as_array()) all += std::string(contact.at("name").as_string()) + ";";
  return all;
}

}  // namespace

TEST_CASE("after a sign-in the directory fills, and answers while the CRM is away") {
  Office office;
  auto const progress = office.synced();
  CHECK(progress.at("platform") == "sandbox");
  CHECK(progress.at("contacts") == 13);
  auto const listed = office.world.result("connection.list", {}).at("connections").at(0).as_object();
  CHECK(listed.at("contacts") == 13);
  CHECK(listed.contains("lastSync"));
  office.crm.kill();
  auto const found = office.find("+14155550175");
  CHECK(found.at("from") == "directory");
  CHECK(names(found) == "Sam Whitfield;Grace Whitfield;");
  CHECK(found.at("contact").at(0).at("additionalInfo").at("deal").as_array().size() == 1);
  auto const by_name = office.world.result("contact.search", {{"jwtToken", office.token}, {"name", "whit gra"}});
  CHECK(by_name.at("from") == "directory");
  CHECK(names(by_name) == "Grace Whitfield;");
  CHECK(by_name.at("failures").as_array().size() == 1);
}

TEST_CASE("the directory is there in the next process, before its CRM is") {
  Office office;
  office.synced();
  office.crm.kill();
  office.world.restart();
  auto const found = office.find("+442079460018");
  CHECK(found.at("from") == "directory");
  CHECK(names(found) == "Tom Halden;");
}

TEST_CASE("what the CRM says otherwise comes behind the answer; what changed there comes with the next run") {
  Office office;
  office.synced();
  office.change("PATCH", "contacts/1", R"({"name": "Maya Smith"})");
  CHECK(names(office.find(maya)) == "Maya Okafor;");
  auto const changed = office.world.notification("contact.changed");
  CHECK(changed.at("phoneNumber") == maya);
  CHECK(changed.at("contact").at(0).at("name") == "Maya Smith");
  CHECK(names(office.find(maya)) == "Maya Smith;");
  office.change("PATCH", "contacts/3", R"({"phones": [{"number": "+14155550103"}]})");
  office.change("DELETE", "contacts/5");
  CHECK(office.synced().at("contacts") == 12);
  office.crm.kill();
  CHECK(names(office.find("+14155550103")) == "Priya Raman;");
  CHECK(office.world.ask("contact.find", {{"jwtToken", office.token}, {"phoneNumber", "+14155550161"}}).contains("error"));
}

TEST_CASE("a contact that was created is found at once, though the CRM is away") {
  Office office;
  office.world.result("contact.create",
                      {{"jwtToken", office.token}, {"phoneNumber", "+14155550101"}, {"newContactName", "Noor Haddad"}});
  office.crm.kill();
  CHECK(names(office.find("+14155550101")) == "Noor Haddad;");
}

TEST_CASE("what is known of a connection is for this user alone, is in no log, and goes with the sign-out") {
  Office office;
  office.synced();
  office.find(maya);
  auto const status = office.world.result("directory.status", {{"platform", "sandbox"}});
  CHECK(status.at("enabled") == true);
  CHECK(status.at("connections").at(0).at("state") == "ready");
  CHECK(status.at("connections").at(0).at("full") == false);
  using std::filesystem::perms;
  CHECK_FALSE(std::filesystem::is_empty(office.files()));
  for (auto const& file : std::filesystem::directory_iterator(office.files())) {
    CHECK((file.status().permissions() & (perms::group_all | perms::others_all)) == perms::none);
  }
  office.world.result("unAuthorize", {{"jwtToken", office.token}});
  CHECK(std::filesystem::is_empty(office.files()));
  CHECK(office.world.result("directory.status", {}).at("connections").as_array().empty());
  CHECK(office.world.ask("directory.sync", {}).at("error").at("data").at("name") == "auth_required");
  auto const log = office.world.host().process().errors();
  CHECK(log.find("5550132") == std::string::npos);
  CHECK(log.find("Maya") == std::string::npos);
}

TEST_CASE("a directory that the configuration switches off keeps nothing, and says so") {
  TempDir dir;
  auto const crm = CrmProcess::sandbox(dir / "crm.sqlite");
  CrmWorld world({{"sandbox", json::object{{"base_url", crm.url()}}}});
  auto const token = world.sign_in("sandbox", "sandbox");
  CHECK(world.result("contact.find", {{"jwtToken", token}, {"phoneNumber", maya}}).at("from") == "crm");
  CHECK(world.result("contact.find", {{"jwtToken", token}, {"phoneNumber", maya}}).at("from") == "crm");
  CHECK(world.ask("directory.sync", {}).at("error").at("data").at("name") == "unsupported");
  CHECK(world.result("directory.status", {}).at("enabled") == false);
  CHECK_FALSE(std::filesystem::exists(world.folder() / "data" / "directory"));
}

TEST_CASE("two hosts of one user share a directory: one fills it, both answer from it") {
  Office office;
  HostProcess other({"--config", (office.world.folder() / "config.json").string(), "--data",
                     (office.world.folder() / "data").string(), "--adapters", PATCHBAY_ADAPTERS});
  other.greeted();
  office.synced();
  office.crm.kill();
  json::object const params{{"jwtToken", office.token}, {"phoneNumber", maya}};
  auto answer = other.ask(R"("id":1,"method":"contact.find","params":)" + json::serialize(params)).as_object();
  while (!answer.contains("id")) answer = other.read().as_object();
  CHECK(answer.at("result").at("from") == "directory");
}

}  // namespace patchbay::test
