// A contact is made once: two clicks, several hosts, an answer that is lost.
#include "service/contact_creation.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <functional>

#include "base/json_read.hpp"
#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

using namespace std::chrono_literals;

// A CRM that may keep its answer to itself, and whose search learns of a new contact when a test says so.
struct World : ServiceWorld {
  World() {
    acme.answer("contact.create", [this](json::object const& params, MemoryAdapter::Get const& get) {
      if (tells_time) CHECK(get("/now"));
      if (during) std::exchange(during, nullptr)();
      if (!outcome || acts)
        records.push_back(json::object{{"id", std::to_string(records.size() + 1)},
                                       {"type", params.at("type")},
                                       {"name", params.at("name")},
                                       {"phones", json::array{json::object{{"number", params.at("e164")}}}}});
      return outcome ? Result<json::value>(fail(*outcome, "as the test said"))
                     : Result<json::value>(records.back());
    });
    acme.answer("contact.find",
                [this](json::object const&, MemoryAdapter::Get const&) -> Result<json::value> {
                  if (silent) return fail(ErrorCode::unavailable, "as the test said");
                  return json::object{{"contacts", searchable ? records : json::array()}};
                });
    acme.answer("contact.list", [this](json::object const& params, MemoryAdapter::Get const&) {
      bool const last = text_in(params, "cursor") == "2";
      return Result<json::value>(json::object{{"contacts", last && listed ? records : json::array()},
                                              {"deleted", json::array()},
                                              {"cursor", last ? "" : "2"}});
    });
    start();
    token = connect("acme");
  }
  Result<json::value> create(std::string_view name = "Ann Example") {
    return contacts.create({{"jwtToken", token}, {"phoneNumber", "+14155550132"}, {"newContactName", name}},
                           request());
  }
  std::string created() {
    auto const result = create();
    REQUIRE(result);
    CHECK(result->at("contact").at("name") == "Ann Example");
    CHECK(result->at("contact").at("phone") == "+14155550132");
    return std::string(result->at("contact").at("id").as_string());
  }
  // The same request in another host process on the same database.
  std::string created_by_another_host() {
    service::ContactCreation other(live, lookup, ground, courier_named("another"));
    service::Contacts there(live, settings, lookup, check, other);
    auto const result = there.create(
        {{"jwtToken", token}, {"phoneNumber", "+14155550132"}, {"newContactName", "Ann Example"}}, request());
    REQUIRE(result);
    return std::string(result->at("contact").at("id").as_string());
  }
  static outbox::Courier courier_named(std::string name) {
    outbox::Courier courier;
    courier.name = std::move(name);
    courier.alive = [](std::string const& other) { return std::optional(other != "dead"); };
    return courier;
  }

  json::array records;
  std::optional<ErrorCode> outcome;  // what a create fails with ...
  bool acts = true;                  // ... after it has made the contact
  bool searchable = true;
  bool listed = true;
  bool silent = false;
  bool tells_time = false;
  std::function<void()> during;
  std::string token;
};

}  // namespace

TEST_CASE("an answer that is lost after the CRM acted is no second contact, and the person gets the first") {
  World world;
  bool const by_search = GENERATE(true, false);
  world.searchable = by_search;  // else the list knows it already, on its second page
  world.outcome = GENERATE(ErrorCode::unknown_outcome, ErrorCode::bad_reply, ErrorCode::internal);
  CHECK(world.created() == "1");
  CHECK(world.records.size() == 1);
}

TEST_CASE("what the CRM lists is asked for since it was sent by the CRM's clock, not by ours") {
  World world;
  world.searchable = false;
  world.tells_time = true;
  world.outcome = ErrorCode::unknown_outcome;
  world.engine.expect("GET", "https://api.acme.eu/now",
                      response(200, "{}", {{"Date", "Thu, 19 Nov 2026 09:00:00 GMT"}}));
  CHECK(world.created() == "1");
  auto const listed = world.acme.asked("contact.list");
  REQUIRE_FALSE(listed.empty());
  CHECK(listed[0].at("changedSince") == "2026-11-19T08:50:00Z");
}

TEST_CASE("what cannot be seen yet is not sent again before a search could know it") {
  World world;
  world.searchable = world.listed = false;
  world.outcome = ErrorCode::unknown_outcome;
  auto const first = world.create();
  REQUIRE(first.has_error());
  CHECK(first.error().code == ErrorCode::unknown_outcome);
  CHECK(first.error().retry_after == 60s);
  world.outcome.reset();
  world.clock.advance(20s);
  auto const too_early = world.create();
  REQUIRE(too_early.has_error());
  CHECK(too_early.error().code == ErrorCode::unknown_outcome);
  CHECK(too_early.error().retry_after == 40s);
  CHECK(too_early.error().message.find("40 seconds") != std::string::npos);
  SECTION("it is found when the search has caught up") {
    world.searchable = true;
    CHECK(world.created() == "1");
    CHECK(world.records.size() == 1);
  }
  SECTION("it is sent again when a search would know it by now") {
    world.records.clear();
    world.clock.advance(40s);
    CHECK(world.created() == "1");
    CHECK(world.records.size() == 1);
  }
}

TEST_CASE("a look-up that fails sends nothing, and does not make the host forget that it must look") {
  World world;
  world.silent = true;
  world.outcome = ErrorCode::unknown_outcome;
  CHECK(name_of_error(world.create()) == "unknown_outcome");
  world.outcome.reset();
  world.clock.advance(1h);
  CHECK(name_of_error(world.create()) == "unavailable");
  CHECK(world.records.size() == 1);
  world.silent = false;
  CHECK(world.created() == "1");
  CHECK(world.records.size() == 1);
}

TEST_CASE("who has the number but another name or type is not the contact that was lost") {
  World world;
  world.records = {
      object(R"({"id": "8", "type": "person", "name": "Ben", "phones": [{"number": "+14155550132"}]})"),
      object(R"({"id": "9", "type": "firm", "name": "Ann Example", "phones": [{"number": "+14155550132"}]})"),
      object(
          R"({"id": "1", "type": "person", "name": "Ann Example", "phones": [{"number": "+14155550133"}]})")};
  world.outcome = ErrorCode::unknown_outcome;
  world.acts = false;
  CHECK(name_of_error(world.create()) == "unknown_outcome");
}

TEST_CASE("what the CRM refused, or never got, is sent anew at once") {
  World world;
  world.acts = false;
  world.outcome = GENERATE(ErrorCode::forbidden, ErrorCode::rate_limited, ErrorCode::unavailable);
  CHECK(name_of_error(world.create()) == name_of(*world.outcome));
  world.outcome.reset();
  CHECK(world.created() == "1");
  CHECK(world.acme.asked("contact.find").empty());
}

TEST_CASE("a second host that is asked for the same contact gets the one that the first has made") {
  World world;
  CHECK(world.created() == "1");
  CHECK(world.created_by_another_host() == "1");
  CHECK(world.records.size() == 1);
  world.clock.advance(6s);
  CHECK(world.created() == "2");  // no click any more, but a wish
}

TEST_CASE("while one host makes a contact another waits, and makes none") {
  World world;
  std::optional<Result<json::value>> waited;
  world.during = [&] {
    service::ContactCreation other(world.live, world.lookup, world.ground, World::courier_named("another"));
    service::Contacts there(world.live, world.settings, world.lookup, world.check, other);
    waited = there.create(
        {{"jwtToken", world.token}, {"phoneNumber", "+14155550132"}, {"newContactName", "Ann Example"}},
        world.request());
  };
  auto const made = world.create();
  REQUIRE(waited);  // as long as its request may: the first is not done before
  CHECK(name_of_error(*waited) == "timeout");
  CHECK(world.records.size() == 1);
}

TEST_CASE("what a host was making when it died is looked for by the next one, at once") {
  World world;
  auto const wish =
      object(R"({"name": "Ann Example", "type": "person", "e164": "+14155550132", "additional": {}})");
  auto const key = Creations::key_of("acme/7", json::serialize(wish));
  Creations creations(world.database);
  auto const now = world.clock.wall_now();
  REQUIRE(creations.claim(key, "dead/1", now, now + 1min));
  REQUIRE(creations.mark_sent(key, "dead/1", now));
  world.records = {object(
      R"({"id": "3", "type": "person", "name": "Ann Example", "phones": [{"number": "4155550132"}]})")};
  CHECK(world.created_by_another_host() == "3");
  CHECK(world.records.size() == 1);
  CHECK(world.clock.wall_now() == now);
}

TEST_CASE("a CRM that can neither search nor list gets a lost contact again after a while, and not before") {
  // Nothing better can be known there; a person has read that the answer was lost.
  ServiceWorld world;
  world.acme.refuse("contact.create", ErrorCode::unknown_outcome);
  world.start();
  json::object const params{{"jwtToken", world.connect("acme")},
                            {"phoneNumber", "+14155550132"},
                            {"newContactName", "Ann Example"}};
  auto const create = [&] { return name_of_error(world.contacts.create(params, world.request())); };
  CHECK(create() == "unknown_outcome");
  CHECK(create() == "unknown_outcome");
  CHECK(world.acme.asked("contact.create").size() == 1);
  world.clock.advance(1min);
  CHECK(create() == "unknown_outcome");
  CHECK(world.acme.asked("contact.create").size() == 2);
}

}  // namespace patchbay::test
