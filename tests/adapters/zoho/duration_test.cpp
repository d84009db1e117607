// How durations are written, whatever a Zoho organisation makes of them.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::zoho;

TEST_CASE("No duration is nothing: an unanswered call is missed, any other lasted a second") {
  World world;
  struct Row {
    bool inbound;
    std::string result;
    std::optional<int> duration;
    std::string type;
    std::string written;
  };
  auto const row = GENERATE(values<Row>({{true, "Call connected", 0, "Missed", ""},
                                         {true, "Missed", {}, "Missed", ""},
                                         {true, "Voicemail", 23, "Missed", ""},
                                         {true, "Call connected", 59, "Inbound", "00:59"},
                                         {true, "Call connected", 3599, "Inbound", "59:59"},
                                         {true, "Call connected", 86399, "Inbound", "1439:59"},
                                         {true, "", {}, "Inbound", "00:01"},
                                         {false, "No Answer", 0, "Outbound", "00:01"},
                                         {false, "", {}, "Outbound", "00:01"}}));
  auto log = call_with(world.contact("Brook"));
  log.inbound = row.inbound;
  log.result = row.result;
  log.duration.reset();
  if (row.duration) log.duration = std::chrono::seconds(*row.duration);
  auto const& call = world.call(created(world, log));
  CHECK(text(call, "Call_Type") == row.type);
  CHECK(text(call, "Call_Duration") == row.written);
}

TEST_CASE("Where durations are hours and minutes, minutes are rounded up") {
  World world;
  world.state().quirks.duration = "hh:mm";
  auto const [duration, expected] =
      GENERATE(table<int, int>({{1, 60}, {59, 60}, {60, 60}, {61, 120}, {3599, 3600}}));
  auto log = call_with(world.contact("Brook"));
  log.scope = scope("hh:mm");
  log.duration = std::chrono::seconds(duration);
  CHECK(seconds(world, created(world, log)) == expected);
}

TEST_CASE("While it is not known how durations are read, the first call finds out, and is right") {
  World world;
  auto const format = GENERATE(values<std::string>({"mm:ss", "hh:mm"}));
  world.state().quirks.duration = format;
  auto log = call_with(world.contact("Brook"));
  log.scope = scope("");
  auto const made = created(world, log);
  CHECK(world.org().tables["Calls"].size() == 1);
  CHECK(seconds(world, made) == 300);
  CHECK(text(made.adapter_data, "durationFormat") == format);
  auto change = change_of(made);
  change.scope = log.scope;
  change.duration = std::chrono::seconds(600);
  REQUIRE(update_call_log(world.http(), change));
  CHECK(seconds(world, made) == 600);
}

TEST_CASE("A text that a composite would take for a reference goes alone, as it is") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.scope = scope("");
  log.body = "@{1:$.data[0].id} they said\n";
  auto const made = created(world, log);
  CHECK(text(world.call(made), "Description") == log.body);
  CHECK(seconds(world, made) == 300);
}

TEST_CASE("A setting goes before what was found out") {
  World world;
  world.state().quirks.duration = "hh:mm";
  auto log = call_with(world.contact("Brook"));
  log.scope.settings["durationFormat"] = "hh:mm";
  CHECK(seconds(world, created(world, log)) == 300);
}

TEST_CASE("Reading a call tells how its duration was read") {
  World world;
  world.state().quirks.duration = "hh:mm";
  auto log = call_with(world.contact("Brook"));
  auto const made = created(world, log);  // wrongly: the account changed its mind
  CHECK(seconds(world, made) == 18000);
  auto const reading = read(world, made);
  auto change = change_of({made.id, reading.adapter_data});
  change.duration = std::chrono::seconds(300);
  REQUIRE(update_call_log(world.http(), change));
  CHECK(seconds(world, made) == 300);
}

TEST_CASE("A call whose look cannot be had is logged all the same") {
  ScriptedHttp http;
  http.round({{"POST /crm/v8/__composite_requests", answer(200, R"({"__composite_requests": [
    {"details": {"response": {"status_code": 201, "body": {"data": [
      {"code": "SUCCESS", "status": "success", "details": {"id": "77"}}]}}}},
    {"code": "INVALID_REFERENCE", "status": "error"}]})")}});
  auto log = call_with("7");
  log.scope = scope("");
  auto const made = create_call_log(http, log);
  REQUIRE(made);
  CHECK(made->id == "77");
  CHECK(made->adapter_data.empty());
}

TEST_CASE("A missed call stays one, and gets no duration") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.result = "Missed";
  log.duration.reset();
  auto const made = created(world, log);
  auto change = change_of(made);
  change.duration = std::chrono::seconds(0);
  change.body = "New";
  REQUIRE(update_call_log(world.http(), change));
  CHECK(text(world.call(made), "Description") == "New");
  CHECK_FALSE(world.call(made).contains("Call_Duration"));
  CHECK(read(world, {made.id, {}}).adapter_data == json::object{{"missed", true}});
}
