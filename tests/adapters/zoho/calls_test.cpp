// What lies in Zoho after each operation on a call log.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::zoho;

namespace {

LogRef created(World& world, CallLog const& log) {
  auto const made = create_call_log(world.http(), log);
  REQUIRE(made);
  return *made;
}

ContactRef ref(std::string id, std::string type = "Contacts", std::string organization = {}) {
  return {std::move(id), std::move(type), "", std::move(organization)};
}

LogReading read(World& world, LogRef const& log) {
  auto const rows = get_call_logs(world.http(), {scope(), {log}});
  REQUIRE(rows);
  REQUIRE_FALSE(rows->front().error);
  return rows->front();
}

std::int64_t seconds(World& world, LogRef const& log) {
  return optional<std::int64_t>(world.call(log), "Call_Duration_in_seconds").value_or(0);
}

}  // namespace

TEST_CASE("A call with a contact is theirs, and about their account") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.contact.organization_id = world.account();
  log.additional["result"] = "Interested";
  auto const& call = world.call(created(world, log));
  CHECK(text(call, "Subject") == "Call from Ada");
  CHECK(text(call, "Call_Type") == "Inbound");
  CHECK(text(call, "Call_Start_Time") == "2026-11-21T08:00:00+00:00");
  CHECK(text(call, "Call_Duration") == "05:00");
  CHECK(text(call, "Description") == log.body);
  CHECK(text(call, "Call_Result") == "Interested");
  CHECK(at_pointer(call, "Who_Id/id") == log.contact.id);
  CHECK(at_pointer(call, "What_Id/id") == world.account());
  CHECK(text(call, "$se_module") == "Accounts");
}

TEST_CASE("A chosen deal is what the call is about") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.contact.organization_id = world.account();
  log.additional["deal"] = world.deal("Ada Brook: yearly contract");
  auto const made = created(world, log);
  CHECK(at_pointer(world.call(made), "What_Id/id") == text(log.additional, "deal"));
  CHECK(text(world.call(made), "$se_module") == "Deals");
  CHECK(made.adapter_data == json::object{{"deal", text(log.additional, "deal")}});
}

TEST_CASE("A lead is what the call is about, and nobody is who it was with") {
  World world;
  auto const made = created(world, call_with(world.lead(), "Leads"));
  CHECK(at_pointer(world.call(made), "What_Id/id") == world.lead());
  CHECK(text(world.call(made), "$se_module") == "Leads");
  CHECK_FALSE(world.call(made).contains("Who_Id"));
  CHECK(read(world, made).contact_name == "Lena Prospect");
}

TEST_CASE("A call with an account is about the account") {
  World world;
  auto const made = created(world, call_with(world.account(), "Accounts"));
  CHECK(at_pointer(world.call(made), "What_Id/id") == world.account());
  CHECK(read(world, made).contact_name == "Harbour & Sons");
}

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

TEST_CASE("A subject is cut between characters where Zoho would not take it") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.subject.clear();
  for (int i = 0; i < 300; ++i) log.subject += "ł";
  auto const made = created(world, log);
  CHECK(text(world.call(made), "Subject") == log.subject.substr(0, 510));
}

TEST_CASE("What is no record is refused before anything is sent") {
  ScriptedHttp http;
  CHECK(create_call_log(http, call_with("abc")).error().field == "contactId");
  CHECK(create_call_log(http, call_with("7", "Horses")).error().field == "contactType");
  auto log = call_with("7");
  log.additional["deal"] = "12x";
  CHECK(create_call_log(http, log).error().field == "deal");
  log = call_with("7", "Leads");
  log.additional["deal"] = "12";
  CHECK(create_call_log(http, log).error().field == "deal");
  CHECK(set_disposition(http, {{}, {"7", {}}, ref("8"), {{"deal", "no"}}}).error().field == "deal");
}

TEST_CASE("A call with a contact that was deleted since is not found, by the field that says so") {
  World world;
  auto const ada = world.contact("Brook");
  world.org().tables["Contacts"].at(ada).deleted = true;
  auto const log = create_call_log(world.http(), call_with(ada));
  REQUIRE(log.has_error());
  CHECK(log.error().status == PATCHBAY_NOT_FOUND);
  CHECK(log.error().remote.find("Who_Id") != std::string::npos);
}

TEST_CASE("An update changes what it names and nothing else, and twice is once") {
  World world;
  auto const made = created(world, call_with(world.contact("Brook")));
  auto change = change_of(made);
  change.subject = "Renamed";
  change.start_time = at(10, 30);
  change.duration = std::chrono::seconds(3599);
  change.result = "Missed";
  change.recording_link = "https://phone.example/r/1";
  for (int i = 0; i < 2; ++i) REQUIRE(update_call_log(world.http(), change));
  auto const& call = world.call(made);
  CHECK(text(call, "Subject") == "Renamed");
  CHECK(text(call, "Call_Start_Time") == "2026-11-21T10:30:00+00:00");
  CHECK(seconds(world, made) == 3599);
  CHECK(text(call, "Call_Type") == "Inbound");  // which Zoho does not let change
  CHECK(text(call, "Description") == call_with("").body);
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

TEST_CASE("Filing under another deal takes the first away; taking it away leaves the account") {
  World world;
  auto const ada = world.contact("Brook");
  auto log = call_with(ada);
  log.additional["deal"] = world.deal("Ada Brook: yearly contract");
  auto made = created(world, log);
  auto const other = world.deal("Ben Castle: yearly contract");
  auto file = [&](json::object choice) {
    auto const done = set_disposition(
        world.http(), {scope(), made, ref(ada, "Contacts", world.account()), std::move(choice)});
    REQUIRE(done);
    made = *done;
  };
  file({{"deal", other}, {"result", "Interested"}});
  CHECK(at_pointer(world.call(made), "What_Id/id") == other);
  CHECK(read(world, made).dispositions == json::object{{"deal", other}, {"result", "Interested"}});
  file({{"deal", ""}, {"result", ""}});
  CHECK(at_pointer(world.call(made), "What_Id/id") == world.account());
  CHECK(text(world.call(made), "$se_module") == "Accounts");
  CHECK(world.call(made).at("Call_Result").is_null());
  CHECK(made.adapter_data.empty());
  CHECK(read(world, made).dispositions.empty());
}

TEST_CASE("Text arrives as the host composed it, alone and among many") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.subject = "Anruf \"$&\" <b> 🙂";
  log.body = "- Note: a <b> & 'b' \\ @{1:$.data} 🙂\nł\n";
  auto const made = created(world, log);
  auto const plain = created(world, call_with(world.contact("Castle")));
  for (auto const& asked : {std::vector<LogRef>{made}, std::vector<LogRef>{made, plain}}) {
    auto const rows = get_call_logs(world.http(), {{}, asked});
    REQUIRE(rows);
    REQUIRE(rows->size() == asked.size());
    CHECK(rows->front().subject == log.subject);
    CHECK(rows->front().body == log.body);
    CHECK(rows->front().contact_name == "Ada Brook");
  }
}

TEST_CASE("Each log that cannot be read fails in its own row") {
  World world;
  auto const log = created(world, call_with(world.contact("Brook")));
  auto const gone = created(world, call_with(world.contact("Brook")));
  world.org().tables["Calls"].at(gone.id).deleted = true;
  auto const rows = get_call_logs(world.http(), {{}, {gone, {"999999", {}}, {"no number", {}}, log}});
  REQUIRE(rows);
  for (int const i : {0, 1, 2}) CHECK(rows->at(i).error.value().status == PATCHBAY_NOT_FOUND);
  CHECK_FALSE(rows->at(3).error);
  auto const alone = get_call_logs(world.http(), {{}, {gone}});
  REQUIRE(alone);
  CHECK(alone->front().error.value().status == PATCHBAY_NOT_FOUND);
}

TEST_CASE("A batch that fails does not take the others with it") {
  World world;
  auto const log = created(world, call_with(world.contact("Brook")));
  LogQuery query;
  for (int i = 0; i < 100; ++i) query.logs.push_back({std::to_string(5000 + i), {}});
  query.logs.push_back(log);
  world.fault(sim::FaultKind::status, "GET", "/crm/v8/Calls");
  auto const rows = get_call_logs(world.http(), query);
  REQUIRE(rows);
  CHECK(rows->front().error.value().status == PATCHBAY_UNAVAILABLE);
  CHECK_FALSE(rows->back().error);
}
