// What lies in Zoho after each operation on a call log.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::zoho;

namespace {

ContactRef ref(std::string id, std::string type = "Contacts", std::string organization = {}) {
  return {std::move(id), std::move(type), "", std::move(organization)};
}

}  // namespace

TEST_CASE("A call with a contact is theirs, and about their account") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.contact.organization_id = world.account();
  log.additional["result"] = "Interested";
  auto const made = created(world, log);
  auto const& call = world.call(made);
  CHECK(text(call, "Subject") == "Call from Ada");
  CHECK(text(call, "Call_Type") == "Inbound");
  CHECK(text(call, "Call_Start_Time") == "2026-11-21T08:00:00+00:00");
  CHECK(text(call, "Call_Duration") == "05:00");
  CHECK(text(call, "Description") == log.body);
  CHECK(text(call, "Call_Result") == "Interested");
  CHECK(at_pointer(call, "Who_Id/id") == log.contact.id);
  CHECK(at_pointer(call, "What_Id/id") == world.account());
  CHECK(text(call, "$se_module") == "Accounts");
  CHECK(read(world, made).contact_name == "Ada Brook");
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
