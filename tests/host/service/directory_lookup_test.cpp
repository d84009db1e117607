// contact.find and its neighbours on a directory: what is answered from it, and what the CRM is asked for.
#include "service/directory_lookup.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

#include "base/json_read.hpp"
#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

using namespace std::chrono_literals;

constexpr char maya[] = R"({"id": "1", "type": "person", "name": "Maya Okafor",
    "phones": [{"number": "(415) 555-0132", "label": "work"}]})";

// A CRM whose contacts a test changes while the host runs.
class Contacts {
 public:
  explicit Contacts(MemoryAdapter& adapter) {
    auto const answer = [this](json::object const&, MemoryAdapter::Get const&) -> Result<json::value> {
      while (held) std::this_thread::yield();
      Lock lock(mutex_);
      if (fault_) return *fault_;
      return json::object{{"contacts", contacts_}};
    };
    adapter.answer("contact.find", answer);
    adapter.answer("contact.search", answer);
    adapter.reply("contact.create", object(R"({"id": "5"})"));
  }
  void are(std::string const& list) {
    Lock lock(mutex_);
    fault_.reset();
    contacts_ = json::parse("[" + list + "]").as_array();
  }
  void fail_with(ErrorCode code) {
    Lock lock(mutex_);
    fault_ = fail(code, "as the test said");
  }

  std::atomic<bool> held = false;  // answers wait

 private:
  Mutex mutex_;
  json::array contacts_ GUARDED_BY(mutex_);
  std::optional<Error> fault_ GUARDED_BY(mutex_);
};

struct World : ServiceWorld {
  World() {
    start();
    token = connect("acme");
  }
  ~World() { check.stop(); }  // a check behind an answer may be under way, and the contacts go first
  json::object find(json::object params = {}) {
    params.emplace("phoneNumber", "+14155550132");
    if (!token.empty()) params.emplace("jwtToken", token);
    auto const result = contacts.find(params, request());
    REQUIRE(result);
    return result->as_object();
  }
  std::size_t asked() const { return acme.asked("contact.find").size(); }

  Contacts in_acme{acme};
  Contacts in_tiny{tiny};
  std::string token;
};

std::string names(json::value const& contacts) {
  std::string all;
  for (auto const& contact : contacts.as_array()) all += text_in(contact.as_object(), "name") + ";";
  return all;
}

}  // namespace

TEST_CASE("who was found once is found in the directory at once, though the CRM is down") {
  World world;
  world.in_acme.are(maya);
  auto const first = world.find();
  CHECK(first.at("from") == "crm");
  world.clock.advance(2min);
  world.in_acme.fail_with(ErrorCode::unavailable);
  auto const second = world.find();
  CHECK(second.at("from") == "directory");
  CHECK(second.at("contact") == first.at("contact"));
  CHECK(second.at("contact").at(0).at("evidence").at("strength") == "e164");
  CHECK_FALSE(second.contains("failures"));
}

TEST_CASE("behind an answer from the directory the CRM is asked, and what it says otherwise is told") {
  World world;
  world.in_acme.are(maya);
  world.find();
  world.clock.advance(2min);
  world.in_acme.are(
      R"({"id": "1", "type": "person", "name": "Maya Smith", "phones": [{"number": "4155550132"}]})");
  CHECK(names(world.find().at("contact")) == "Maya Okafor;");
  auto const changed = world.next("contact.changed");
  CHECK(changed.at("platform") == "acme");
  CHECK(changed.at("userId") == "7");
  CHECK(changed.at("phoneNumber") == "+14155550132");
  CHECK(names(changed.at("contact")) == "Maya Smith;");
  CHECK(changed.at("contact").at(0).at("jwtToken").is_string());
  CHECK(names(world.find().at("contact")) == "Maya Smith;");
}

TEST_CASE("who is gone from the CRM is told with an empty list, and is not found again") {
  World world;
  world.in_acme.are(maya);
  world.find();
  world.clock.advance(2min);
  world.in_acme.are("");
  CHECK(names(world.find().at("contact")) == "Maya Okafor;");
  CHECK(world.next("contact.changed").at("contact").as_array().empty());
  CHECK(world.find().at("contact").as_array().empty());
}

TEST_CASE("a match by its last digits alone stays, though the CRM's search does not see it") {
  World world;
  world.in_acme.are(R"({"id": "1", "name": "Maya", "phones": [{"number": "555-0132"}]})");
  world.find();
  world.clock.advance(2min);
  world.in_acme.are("");
  CHECK(names(world.find({{"refresh", true}}).at("contact")).empty());
  CHECK(names(world.find().at("contact")) == "Maya;");
}

TEST_CASE("the CRM is not asked again within a minute, unless who asks wants to wait for it") {
  World world;
  world.in_acme.are(maya);
  world.find();
  for (int i = 0; i < 5; ++i) CHECK(world.find().at("from") == "directory");
  world.check.stop();
  CHECK(world.asked() == 1);
  world.in_acme.are(
      R"({"id": "1", "type": "person", "name": "Maya Smith", "phones": [{"number": "4155550132"}]})");
  auto const fresh = world.find({{"refresh", true}});
  CHECK(fresh.at("from") == "crm");
  CHECK(names(fresh.at("contact")) == "Maya Smith;");
}

TEST_CASE("an answer that is still right is not told again") {
  World world;
  world.in_acme.are(maya);
  world.find();
  world.clock.advance(2min);
  world.find();
  while (world.asked() < 2) std::this_thread::yield();
  world.check.stop();
  for (auto const& [method, params] : world.notified()) CHECK(method != "contact.changed");
}

TEST_CASE("a number that nobody has is remembered for a minute") {
  World world;
  CHECK(world.find().at("from") == "crm");
  auto const again = world.find();
  CHECK(again.at("from") == "directory");
  CHECK(again.at("contact").as_array().empty());
  CHECK(again.at("returnMessage").at("message") == "Nobody in the CRM has this number.");
  CHECK(world.asked() == 1);
  world.find({{"overridingFormat", "(***) ***-****"}});  // another question
  CHECK(world.asked() == 2);
  world.find({{"overridingFormat", "(***) ***-****"}, {"refresh", true}});
  CHECK(world.asked() == 3);
  world.clock.advance(61s);
  CHECK(world.find().at("from") == "crm");
}

TEST_CASE(
    "a contact that was created is known at once, and is not taken for gone while the CRM's search is late") {
  World world;
  world.find();
  json::object const params{
      {"jwtToken", world.token}, {"phoneNumber", "+14155550132"}, {"newContactName", "Noor Haddad"}};
  REQUIRE(world.contacts.create(params, world.request()));
  auto const found = world.find();
  CHECK(found.at("from") == "directory");
  CHECK(names(found.at("contact")) == "Noor Haddad;");
  CHECK(found.at("contact").at(0).at("type") == "person");
  world.check.stop();
  CHECK(world.asked() == 1);
}

TEST_CASE("without a directory a number that was unknown is asked again once a contact was created for it") {
  World world;
  directory::Directory off(world.folder / "nothing", "US", false);
  service::DirectoryLookup lookup(world.live, off, world.ground);
  service::ContactCreation creation(world.live, lookup, world.ground);
  service::Contacts contacts(world.live, world.settings, lookup, world.check, creation);
  json::object params{{"jwtToken", world.token}, {"phoneNumber", "+14155550132"}, {"newContactName", "Noor"}};
  REQUIRE(contacts.find(params, world.request()));
  REQUIRE(contacts.create(params, world.request()));
  REQUIRE(contacts.find(params, world.request()));
  CHECK(world.asked() == 2);
  CHECK_FALSE(std::filesystem::exists(world.folder / "nothing"));
}

TEST_CASE("who waits for a CRM that fails gets whom the directory knows, and its failure beside them") {
  World world;
  world.in_acme.are(maya);
  world.find();
  world.in_acme.fail_with(ErrorCode::unavailable);
  auto const found = world.find({{"refresh", true}});
  CHECK(found.at("from") == "directory");
  CHECK(names(found.at("contact")) == "Maya Okafor;");
  CHECK(found.at("failures").at(0).at("name") == "unavailable");
  CHECK(found.at("returnMessage").at("messageType") == "warning");
}

TEST_CASE("a name is looked up in the CRM, and in the directory when that fails") {
  World world;
  world.in_acme.are(maya);
  json::object const params{{"jwtToken", world.token}, {"name", "okaf"}};
  CHECK(world.contacts.search(params, world.request())->at("from") == "crm");
  world.in_acme.fail_with(ErrorCode::timeout);
  auto const found = world.contacts.search(params, world.request());
  REQUIRE(found);
  CHECK(found->at("from") == "directory");
  CHECK(names(found->at("contact")) == "Maya Okafor;");
  CHECK(found->at("failures").at(0).at("name") == "timeout");
  auto const nobody = world.contacts.search({{"jwtToken", world.token}, {"name", "zoe"}}, world.request());
  CHECK(name_of_error(nobody) == "timeout");
}

TEST_CASE("over all connections one that knows the caller is enough, and the others are asked behind it") {
  World world;
  world.connect("tiny");
  world.token.clear();
  world.in_acme.are(maya);
  world.in_tiny.fail_with(ErrorCode::timeout);
  CHECK(world.find().at("failures").at(0).at("platform") == "tiny");
  world.in_tiny.are(R"({"id": "9", "name": "Maya O.", "phones": [{"number": "+14155550132"}]})");
  auto const found = world.find();
  CHECK(found.at("from") == "directory");
  CHECK(names(found.at("contact")) == "Maya Okafor;");
  CHECK(found.at("contact").at(0).at("jwtToken").is_string());
  auto const changed = world.next("contact.changed");
  CHECK(changed.at("platform") == "tiny");
  CHECK(names(changed.at("contact")) == "Maya O.;");
  CHECK(names(world.find().at("contact")) == "Maya Okafor;Maya O.;");
}

TEST_CASE("of a switchboard's hundreds of people as many as a page holds are told, and that there are more") {
  World world;
  json::array many;
  for (int i = 0; i < 150; ++i) {
    json::array phones{json::object{{"number", "+14155550132"}}};
    many.push_back(json::object{{"id", std::to_string(i)}, {"name", "A"}, {"phones", std::move(phones)}});
  }
  REQUIRE(world.directory.of(world.connection("acme").id)->take_answer(many, {}));
  auto const found = world.find();
  CHECK(found.at("contact").as_array().size() == directory::Index::most_found);
  CHECK(found.at("truncated") == true);
}

TEST_CASE("a page full of numbers is checked in turn, as many as may wait") {
  World world;
  json::array many;
  for (int i = 0; i < 200; ++i) {
    auto const number = "+1415555" + std::to_string(1000 + i);
    many.push_back({{"id", std::to_string(i)},
                    {"name", "A"},
                    {"phones", json::array{json::object{{"number", number}}}}});
  }
  REQUIRE(world.directory.of(world.connection("acme").id)->take_answer(many, {}));
  world.in_acme.held = true;
  for (int i = 0; i < 200; ++i) {
    CHECK(world.find({{"phoneNumber", "+1415555" + std::to_string(1000 + i)}}).at("from") == "directory");
  }
  world.in_acme.held = false;
  while (world.asked() < service::DirectoryCheck::most_waiting) std::this_thread::yield();
  world.check.stop();
  CHECK(world.asked() <= service::DirectoryCheck::most_waiting + 1);  // one may have been under way
}

}  // namespace patchbay::test
