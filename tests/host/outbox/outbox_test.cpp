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
  Entry submit_messages(json::object const& change) {
    Context const context{SteadyTime::max(), {}};
    auto entry = outbox_.submit({"crm/1", Kind::message, "conversation/day/7"}, change, true, long_enough, context);
    REQUIRE(entry);
    return *entry;
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

json::object filed_under(std::string_view kind, std::string_view id) {
  return {{"additional", json::object{{kind, id}}}};
}

json::object message(std::string_view id, std::string_view at, std::string_view sender, std::string_view text) {
  return {{"subject", "SMS conversation"},
          {"contact", json::object{{"id", "7"}}},
          {"facts", json::object{{"kind", "sms"}, {"inbound", true}, {"time", at}}},
          {"messages", json::object{{id, json::object{{"at", at}, {"inbound", true}, {"sender", sender}, {"time", at}, {"text", text}}}}}};
}

std::size_t times(std::string const& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
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

TEST_CASE("a log that is found after a lost answer gets its facts once more, since the CRM may have but a part of it") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unknown_outcome, true});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  CHECK(process.submit(call_with_note("Call back")).state == State::logged);
  CHECK(world.crm.count("callLog.create") == 1);
  CHECK(world.crm.count("callLog.update") == 1);
  CHECK(process.submit(call_with_note("Call back")).state == State::logged);
  CHECK(world.crm.count("callLog.update") == 1);
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

TEST_CASE("after a lost answer the record is looked for at the contact that it was sent with") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unknown_outcome, true});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  auto again = call_with_note("Call back");
  again["contact"] = json::object{{"id", "8"}};
  CHECK(process.submit(again).state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("a later choice of records to file a log under replaces the earlier one") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false});
  Process process(world.database, world.crm, world.clock);
  auto call = call_with_note("Call back");
  call["additional"] = json::object{{"deal", "12"}};
  CHECK(process.submit(call).state == State::pending);
  CHECK(process.submit(filed_under("lead", "5"), false).state == State::logged);
  CHECK(world.crm.logs()[0].additional == json::object{{"lead", "5"}});
}

TEST_CASE("going back to an earlier choice reaches the CRM") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  for (auto const* kind : {"deal", "lead", "deal"}) process.submit(filed_under(kind, "12"), false);
  CHECK(world.crm.count("callLog.update") == 3);
  process.submit(filed_under("deal", "12"), false);
  CHECK(world.crm.count("callLog.update") == 3);
}

TEST_CASE("a recording's link does not become pending again") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::not_found, false});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  world.crm.fail_next("callLog.create", {ErrorCode::not_found, false});
  process.submit(section("recording", "https://example.test/r"), false);
  process.submit(section("recording", "pending"));
  CHECK(contains(world.crm.logs().at(0).body, "https://example.test/r"));
}

TEST_CASE("nonsense from the network between is no refusal: the log goes on by itself") {
  World world;
  world.crm.fail_next("callLog.create", {ErrorCode::bad_reply, true});
  Process process(world.database, world.crm, world.clock);
  CHECK(process.submit(call_with_note("Call back")).state == State::pending);
  CHECK(process.submit(section("result", "Busy"), false).state == State::logged);
  CHECK(world.crm.logs().size() == 1);
}

TEST_CASE("a text that is too long goes without its transcript, and says so in its place") {
  World world;
  world.crm.rules.max_body_bytes = 300;
  Process process(world.database, world.crm, world.clock);
  auto call = call_with_note("Call back");
  call["sections"].as_object()["transcript"] = std::string(500, 't');
  CHECK(process.submit(call).state == State::logged);
  auto const body = world.crm.logs()[0].body;
  CHECK(contains(body, "Call back"));
  CHECK(contains(body, "(left out: too long for this CRM)"));
  CHECK_FALSE(contains(body, "tttt"));
}

TEST_CASE("a longer note pushes the transcript out of a text that was full") {
  World world;
  world.crm.rules.max_body_bytes = 300;
  Process process(world.database, world.crm, world.clock);
  auto call = call_with_note("Call back");
  call["sections"].as_object()["transcript"] = std::string(100, 't');
  process.submit(call);
  CHECK(contains(world.crm.logs()[0].body, "tttt"));
  CHECK(process.submit(section("note", std::string(150, 'n')), false).state == State::logged);
  auto const body = world.crm.logs()[0].body;
  CHECK(body.size() <= 300);
  CHECK(contains(body, "nnnn"));
  CHECK_FALSE(contains(body, "tttt"));
}

TEST_CASE("a note that is longer than the CRM takes is refused by name, and nothing is sent") {
  World world;
  world.crm.rules.max_body_bytes = 300;
  Process process(world.database, world.crm, world.clock);
  auto const entry = process.submit(call_with_note(std::string(400, 'n')));
  CHECK(entry.state == State::failed);
  CHECK(entry.error->field == "note");
  CHECK(world.crm.count("callLog.create") == 0);
}

TEST_CASE("where a CRM's text cannot be read, what was sent is not forgotten") {
  World world;
  world.crm.can_read = false;
  world.crm.fail_next("callLog.create", {ErrorCode::unknown_outcome, true});
  Process process(world.database, world.crm, world.clock);
  process.submit(call_with_note("Call back"));
  CHECK(process.submit(section("recording", "https://example.test/r"), false).state == State::logged);
  auto const body = world.crm.logs()[0].body;
  CHECK(contains(body, "Call back"));
  CHECK(contains(body, "https://example.test/r"));
}

TEST_CASE("a message is written once, whoever is said to have sent it later") {
  World world;
  Process process(world.database, world.crm, world.clock);
  process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "+14155550132", "Running late"));
  process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "Maya", "Running late"));
  CHECK(world.crm.count("messageLog.update") == 0);
  process.submit_messages(message("m-2", "2026-11-21T10:05:00Z", "Maya", "Here now"));
  auto const body = world.crm.logs()[0].body;
  CHECK(times(body, "Running late") == 1);
  CHECK(times(body, "Here now") == 1);
}

TEST_CASE("a message whose answer was lost is not written twice") {
  bool const conditional = GENERATE(false, true);
  World world;
  world.crm.rules.conditional_update = conditional;
  Process process(world.database, world.crm, world.clock);
  process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "Maya", "Running late"));
  world.crm.fail_next("messageLog.update", {ErrorCode::unknown_outcome, true});
  CHECK(process.submit_messages(message("m-2", "2026-11-21T10:05:00Z", "Maya", "Here now")).state == State::pending);
  CHECK(process.submit_messages(message("m-3", "2026-11-21T10:06:00Z", "Maya", "At the door")).state == State::logged);
  auto const body = world.crm.logs()[0].body;
  CHECK(times(body, "Here now") == 1);
  CHECK(body.find("Here now") < body.find("At the door"));
}

TEST_CASE("a conversation's record has the time of its first message, whichever came first") {
  World world;
  world.crm.fail_next("messageLog.create", {ErrorCode::unavailable, false});
  Process process(world.database, world.crm, world.clock);
  process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "Maya", "Running late"));
  process.submit_messages(message("m-2", "2026-11-21T10:05:00Z", "Maya", "Here now"));
  CHECK(world.crm.logs().at(0).time == "2026-11-21T10:00:00Z");
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
