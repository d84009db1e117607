#include "outbox/outbox.hpp"

#include "support/print_result.hpp"  // before Catch, which prints results

#include <catch2/catch.hpp>

#include <filesystem>
#include <future>
#include <optional>
#include <thread>

#include "outbox/delivery.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_crm.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::outbox {
namespace {

using namespace std::chrono_literals;
using test::FakeCrm;
namespace json = boost::json;

constexpr auto long_enough = 20s;  // for threads to get their turn on a busy machine; nothing waits for it to pass

// One host process with its outbox, on a database that outlives it.
class Process {
 public:
  Process(Database& database, Crm& crm, Clock const& clock, Outbox::Changed changed = [](Entry const&) {})
      : ledger_(database),
        outbox_(ledger_,
                [&crm](Entry const& entry, BeforeCreate const& before_create, Context const& context) {
                  return deliver(entry, before_create, crm, SectionSettings(), context);
                },
                std::move(changed), clock, silent_log()) {
    outbox_.start();
  }

  Entry submit(json::object const& change, bool may_create = true, std::chrono::milliseconds wait = long_enough) {
    auto entry = try_submit(change, may_create, wait);
    REQUIRE(entry);
    return *entry;
  }
  Result<Entry> try_submit(json::object const& change, bool may_create, std::chrono::milliseconds wait = long_enough) {
    Context const context{SteadyTime::max(), {}};
    return outbox_.submit({"crm/1", Kind::call, "session-1"}, change, may_create, wait, context);
  }
  Outbox& outbox() { return outbox_; }

 private:
  Ledger ledger_;
  Outbox outbox_;
};

json::object call_with_note(std::string_view note) {
  return {{"subject", "Inbound call from Jane Doe"},
          {"contact", json::object{{"id", "7"}}},
          {"facts", json::object{{"inbound", true}}},
          {"sections", json::object{{"note", note}, {"sessionId", "session-1"}, {"result", "Call connected"}}},
          {"additional", json::object()}};
}

json::object section(std::string_view name, std::string_view value) {
  return {{"sections", json::object{{name, value}}}};
}

struct World {
  test::TempDir dir;
  Database database{dir.path() / "patchbay.sqlite"};
  test::FakeClock clock;
  FakeCrm crm;
};

bool contains(std::string const& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a log that is wanted reaches the CRM once, and the ledger knows its id") {
  World world;
  Process process(world.database, world.crm, world.clock);
  auto const entry = process.submit(call_with_note("Call back"));
  CHECK(entry.state == State::logged);
  REQUIRE(world.crm.logs().size() == 1);
  CHECK(contains(world.crm.logs()[0].body, "Call back"));
  CHECK(process.submit(call_with_note("Call back")).log_id == entry.log_id);
  CHECK(world.crm.count("callLog.create") == 1);
}

TEST_CASE("two creates of one session at once make one record") {
  World world;
  Process one(world.database, world.crm, world.clock);
  Process other(world.database, world.crm, world.clock);
  std::optional<Entry> first, second;
  {
    std::jthread const a([&] { first = one.submit(call_with_note("Call back")); });
    std::jthread const b([&] { second = other.submit(call_with_note("Call back")); });
  }
  CHECK(world.crm.logs().size() == 1);
  CHECK(first->state == State::logged);
  CHECK(second->state == State::logged);
}

TEST_CASE("after a lost answer the record is looked for and not made again") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unknown_outcome, true});
  Process process(world.database, world.crm, world.clock);
  auto const lost = process.submit(call_with_note("Call back"));
  CHECK(lost.state == State::pending);
  auto const entry = process.submit(section("recording", "https://example.test/r"), false);
  CHECK(entry.state == State::logged);
  CHECK(world.crm.count("callLog.create") == 1);
  CHECK(world.crm.count("callLog.find") == 1);
  REQUIRE(world.crm.logs().size() == 1);
  CHECK(contains(world.crm.logs()[0].body, "https://example.test/r"));
  CHECK(contains(world.crm.logs()[0].body, "Call back"));
}

TEST_CASE("a look-up that fails does not make the host forget that it must look") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::timeout, true});
  world.crm.fail_next("callLog.find", {ErrorCode::forbidden, false});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  process.submit(section("result", "Busy"), false);
  CHECK(process.submit(section("result", "Missed"), false).state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("what a person changed in the CRM survives an update") {
  bool const conditional = GENERATE(false, true);
  World world;
  world.crm.rules.conditional_update = conditional;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.edit(world.crm.logs()[0].body + "\nSigned on Friday. Tom.");
  CHECK(process.submit(section("note", "Called back"), false).state == State::logged);
  auto const body = world.crm.logs()[0].body;
  CHECK(contains(body, "Signed on Friday. Tom."));
  CHECK(contains(body, "Called back"));
  CHECK_FALSE(contains(body, "Call back"));
}

TEST_CASE("a conditional write costs no read while nobody else edits") {
  World world;
  world.crm.rules.conditional_update = true;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  process.submit(section("note", "Called back"), false);
  CHECK(world.crm.count("callLog.get") == 0);
  CHECK(world.crm.count("callLog.update") == 1);
}

TEST_CASE("a failed read overwrites nothing") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.fail_next("callLog.get", {ErrorCode::unavailable, false});
  auto const entry = process.submit(section("result", "Busy"), false);
  CHECK(entry.state == State::pending);
  CHECK(world.crm.count("callLog.update") == 0);
}

TEST_CASE("note and recording at once are both in the text") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  {
    std::jthread const a([&] { process.submit(section("note", "Called back"), false); });
    std::jthread const b([&] { process.submit(section("recording", "https://example.test/r"), false); });
  }
  auto const body = world.crm.logs()[0].body;
  CHECK(contains(body, "Called back"));
  CHECK(contains(body, "https://example.test/r"));
}

TEST_CASE("what a dead process left is taken up by the next one") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false});
  {
    Process process(world.database, world.crm, world.clock);
    auto const entry = process.submit(call_with_note("Call back"));
    CHECK(entry.state == State::pending);
    CHECK(entry.error->code == ErrorCode::unavailable);
  }
  world.clock.advance(1h);
  std::promise<Entry> delivered;
  Process next(world.database, world.crm, world.clock, [&](Entry const& entry) { delivered.set_value(entry); });
  auto future = delivered.get_future();
  REQUIRE(future.wait_for(long_enough) == std::future_status::ready);
  CHECK(future.get().state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("a refusal is kept with its reason, and trying again with another contact works") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::not_found, false});
  Process process(world.database, world.crm, world.clock);
  auto const refused = process.submit(call_with_note("Call back"));
  CHECK(refused.state == State::failed);
  CHECK(refused.error->code == ErrorCode::not_found);
  auto again = call_with_note("Call back");
  again["contact"] = json::object{{"id", "8"}};
  CHECK(process.submit(again).state == State::logged);
  CHECK(world.crm.count("callLog.find") == 0);
}

TEST_CASE("a log that waits for a sign-in goes on after it") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::auth_required, false});
  std::promise<void> logged;
  Process process(world.database, world.crm, world.clock, [&](Entry const& entry) {
    if (entry.state == State::logged) logged.set_value();
  });
  CHECK(process.submit(call_with_note("Call back")).state == State::blocked);
  REQUIRE(process.outbox().unblock("crm/1"));
  CHECK(logged.get_future().wait_for(long_enough) == std::future_status::ready);
}

TEST_CASE("an update of a session that nobody logged is not_found and makes nothing") {
  World world;
  Process process(world.database, world.crm, world.clock);
  auto const entry = process.try_submit(section("note", "Call back"), false);
  REQUIRE_FALSE(entry);
  CHECK(entry.error().code == ErrorCode::not_found);
  CHECK(world.crm.logs().empty());
}

TEST_CASE("who does not wait is told that the log is on its way") {
  World world;
  Process process(world.database, world.crm, world.clock);
  auto const entry = process.submit(call_with_note("Call back"), true, 0ms);
  CHECK((entry.state == State::pending || entry.state == State::logged));
  CHECK(entry.id > 0);
}

}  // namespace patchbay::outbox
