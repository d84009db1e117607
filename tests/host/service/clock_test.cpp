// Time that jumps: a day offline, a laptop that slept, a clock that is set forward or back. The services on
// the real outbox and store. What single parts do is shown with them: leases in tests/host/store and
// tests/host/outbox, rate limits and backoff in tests/host/http and tests/host/outbox, the directory's runs
// in tests/host/directory.
#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <functional>
#include <set>
#include <utility>

#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

using namespace std::chrono_literals;

constexpr auto month = 30 * 24h;
constexpr auto year = 365 * 24h;
constexpr char api_calls[] = "https://api.acme.eu/calls";
constexpr auto not_in_the_way = 20'000;  // ms: nothing waits for it to pass

struct World : ServiceWorld {
  World() {
    for (auto const* operation : {"callLog.create", "callLog.get", "callLog.update", "callLog.find"})
      acme.answer(operation, [this, operation](json::object const& params, MemoryAdapter::Get const&) {
        if (down) return Result<json::value>(fail(ErrorCode::unavailable, "as the test said"));
        return crm.call("", operation, params, Context{});
      });
    acme.answer("callLog.create", [this](json::object const& params, MemoryAdapter::Get const& get) {
      if (through_http) {
        if (auto const gate = get("/calls"); !gate) return Result<json::value>(gate.error());
      }
      if (down) return Result<json::value>(fail(ErrorCode::unavailable, "as the test said"));
      auto made = crm.call("", "callLog.create", params, Context{});
      if (auto const act = std::exchange(during, nullptr)) {
        act();
        return Result<json::value>(fail(ErrorCode::unknown_outcome, "the connection did not survive it"));
      }
      return made;
    });
    acme.answer("contact.find",
                [this](json::object const&, MemoryAdapter::Get const&) -> Result<json::value> {
                  return json::object{{"contacts", found}};
                });
    start();
    token = connect("acme");
  }
  ~World() { outbox.stop(); }  // its threads use what goes first

  // The state that its answer tells.
  std::string log(std::string const& session) {
    auto const result = call_logs.create(
        {{"jwtToken", token},
         {"contactId", "7"},
         {"note", "First."},
         {"waitMs", not_in_the_way},
         {"logInfo", json::object{{"sessionId", session}, {"direction", "Inbound"}, {"duration", 125}}}},
        request());
    REQUIRE(result);
    return std::string(result->at("state").as_string());
  }
  void edit(std::string const& session, std::string const& note) {
    REQUIRE(call_logs.update(
        {{"jwtToken", token}, {"sessionId", session}, {"waitMs", not_in_the_way}, {"note", note}},
        request()));
  }
  // Somebody logs another call, and with it goes whatever is due. Returns when nothing waits any more.
  void go_on() {
    CHECK(log("the next call") == "logged");
    while (next("outbox.changed").at("queued").to_number<int>() > 0) continue;
  }
  // Each session has one record, with this in its text.
  void check(std::set<std::string> const& sessions, std::string const& note) {
    auto const logs = crm.logs();
    CHECK(logs.size() == sessions.size() + 1);
    for (auto const& one : logs)
      if (sessions.contains(one.mark)) CHECK(one.body.find(note) != std::string::npos);
  }
  std::string find() {
    auto const result = contacts.find({{"jwtToken", token}, {"phoneNumber", "+14155550132"}}, request());
    REQUIRE(result);
    auto const& all = result->at("contact").as_array();
    return all.empty() ? "nobody" : std::string(all[0].at("name").as_string());
  }

  std::atomic<bool> down = false;
  std::atomic<bool> through_http = false;  // a create asks for api_calls first, by the whole HTTP stack
  std::function<void()> during;            // the next create, which then has no answer
  json::array found;
  std::string token;
};

}  // namespace

TEST_CASE("what was logged and edited while the CRM was away for a day is there once, with its last text") {
  World world;
  world.down = true;
  for (auto const* session : {"a", "b", "c"}) CHECK(world.log(session) == "queued");
  world.clock.advance(8h);
  for (auto const* session : {"a", "b", "c"}) world.edit(session, "Last.");
  world.clock.advance(16h);
  world.down = false;
  world.go_on();
  world.check({"a", "b", "c"}, "Last.");
}

TEST_CASE("a laptop that sleeps while a log is delivered delivers it once") {
  World world;
  world.during = [&] { world.clock.set_wall_clock(8h); };
  CHECK(world.log("a") == "queued");
  world.clock.advance(1min);
  world.go_on();
  world.check({"a"}, "First.");
  CHECK(world.crm.count("callLog.create") == 2);
}

TEST_CASE("a laptop that sleeps before a log is sent sends it once, when it wakes") {
  World world;
  world.down = true;
  CHECK(world.log("a") == "queued");
  world.clock.set_wall_clock(8h);
  world.down = false;
  world.go_on();
  world.check({"a"}, "First.");
}

TEST_CASE("what waits goes on at once when the clock is set back behind it, and is looked for in time") {
  World world;
  bool const lost = GENERATE(false, true);
  if (lost)
    world.during = [] {};
  else
    world.down = true;
  CHECK(world.log("a") == "queued");
  world.clock.set_wall_clock(-year);
  world.down = false;
  world.go_on();
  world.check({"a"}, "First.");
  auto const searches = world.acme.asked("callLog.find");
  REQUIRE(searches.size() == 1);
  // The record is of now, whatever the clock said when it was made.
  auto const now = std::chrono::floor<std::chrono::seconds>(world.clock.wall_now());
  CHECK(searches[0].at("since").as_string() <= to_iso(now));
}

TEST_CASE("a CRM that wants to be left alone is asked again after it, also when the clock is set meanwhile") {
  World world;
  world.through_http = true;
  world.engine.expect("GET", api_calls, response(429, "{}", {{"Retry-After", "600"}}));
  CHECK(world.log("a") == "queued");
  CHECK(world.log("b") == "queued");
  CHECK(world.engine.sent().size() == 1);
  world.clock.set_wall_clock(GENERATE(as<std::chrono::hours>(), 0h, 1h, month, -1h, -year));
  world.clock.advance(10min);
  for (int i = 0; i < 3; ++i) world.engine.expect("GET", api_calls, response(200));
  world.go_on();
  world.check({"a", "b"}, "First.");
}

TEST_CASE("a number that nobody had is not remembered over a sleep or a set clock") {
  World world;
  CHECK(world.find() == "nobody");
  world.found = {
      object(R"({"id": "7", "type": "person", "name": "Ann", "phones": [{"number": "+14155550132"}]})")};
  CHECK(world.find() == "nobody");  // it was asked a moment ago
  world.clock.set_wall_clock(GENERATE(as<std::chrono::hours>(), 8h, -8h));
  CHECK(world.find() == "Ann");
}

TEST_CASE("who is signed in stays so when the clock is set back, and is told when it is set far ahead") {
  World world;
  world.clock.set_wall_clock(-year);
  CHECK(world.log("a") == "logged");
  world.clock.set_wall_clock(3 * year);
  auto const late =
      world.contacts.find({{"jwtToken", world.token}, {"phoneNumber", "+14155550132"}}, world.request());
  REQUIRE(late.has_error());
  CHECK(late.error().code == ErrorCode::auth_required);
  world.token = world.live.token_for(world.connection("acme")).value();  // as connection.list gives it
  CHECK(world.log("b") == "logged");
}

}  // namespace patchbay::test
