// Calls of a number that nobody has, and calls that go from one contact to another.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::zoho;

namespace {

constexpr char updated[] =
    R"({"data":[{"code":"SUCCESS","details":{"id":"7"},"message":"record updated","status":"success"}]})";

ContactChange move_to(LogRef const& log, ContactRef contact, json::object choice = {}) {
  ContactChange change;
  change.scope = scope();
  change.log = log;
  change.contact = std::move(contact);
  change.additional = std::move(choice);
  return change;
}

LogRef moved(World& world, LogRef const& log, ContactRef contact, json::object choice = {}) {
  auto const done = set_call_contact(world.http(), move_to(log, std::move(contact), std::move(choice)));
  REQUIRE(done);
  return *done;
}

}  // namespace

TEST_CASE("A call with nobody names no contact and is about nothing") {
  ScriptedHttp http;
  http.round({{"POST /crm/v8/Calls", answer(201, updated), R"({"data": [{
      "Subject": "Call from Ada", "Call_Type": "Inbound", "Call_Start_Time": "2026-11-21T08:00:00+00:00",
      "Call_Duration": "05:00", "Description": "Hello\n- Call reference: session-1\n"}]})"}});
  auto const log = create_call_log(http, call_with("", ""));
  REQUIRE(log);
  CHECK(log->id == "7");
}

TEST_CASE("A call with nobody is read, and filed under a deal, as any other") {
  World world;
  auto const made = created(world, call_with("", ""));
  CHECK(read(world, made).contact_name.empty());
  CHECK(read(world, made).dispositions.empty());
  auto const deal = world.deal("Ada Brook: yearly contract");
  REQUIRE(set_disposition(world.http(), {scope(), made, {}, {{"deal", deal}}}));
  CHECK(read(world, made).dispositions == json::object{{"deal", deal}});
}

TEST_CASE("A call with nobody goes to a contact, their account or the chosen deal, and its result") {
  World world;
  auto const made = created(world, call_with("", ""));
  ContactRef const ada{world.contact("Brook"), "Contacts", "Ada Brook", world.account()};
  auto log = moved(world, made, ada);
  CHECK(at_pointer(world.call(log), "Who_Id/id") == ada.id);
  CHECK(at_pointer(world.call(log), "What_Id/id") == world.account());
  CHECK(text(world.call(log), "$se_module") == "Accounts");
  auto const deal = world.deal("Ada Brook: yearly contract");
  for (int i = 0; i < 2; ++i) log = moved(world, log, ada, {{"deal", deal}, {"result", "Interested"}});
  CHECK(at_pointer(world.call(log), "What_Id/id") == deal);
  CHECK(text(world.call(log), "Call_Result") == "Interested");
  CHECK(log.adapter_data == json::object{{"deal", deal}});
  CHECK(text(world.call(log), "Description") == call_with("").body);
  CHECK(read(world, log).contact_name == "Ada Brook");
}

TEST_CASE("From a contact to a lead and back, what was the other's goes away") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.additional["deal"] = world.deal("Ada Brook: yearly contract");
  auto made = created(world, log);
  made = moved(world, made, {world.lead(), "Leads", "Lena Prospect", ""});
  CHECK(world.call(made).at("Who_Id").is_null());
  CHECK(at_pointer(world.call(made), "What_Id/id") == world.lead());
  CHECK(made.adapter_data.empty());
  CHECK(read(world, made).contact_name == "Lena Prospect");
  made = moved(world, made, {world.contact("Castle"), "Contacts", "Ben Castle", ""});
  CHECK(at_pointer(world.call(made), "Who_Id/id") == world.contact("Castle"));
  CHECK(world.call(made).at("What_Id").is_null());
  CHECK(read(world, made).contact_name == "Ben Castle");
  made = moved(world, made, {world.account(), "Accounts", "Harbour & Sons", ""});
  CHECK(world.call(made).at("Who_Id").is_null());
  CHECK(read(world, made).contact_name == "Harbour & Sons");
}

TEST_CASE("A call may go back to nobody") {
  ScriptedHttp http;
  http.round(
      {{"PUT /crm/v8/Calls/7", answer(200, updated), R"({"data": [{"Who_Id": null, "What_Id": null}]})"}});
  auto const log = set_call_contact(http, move_to({"7", {{"deal", "12"}, {"missed", true}}}, {}));
  REQUIRE(log);
  CHECK(log->adapter_data == json::object{{"missed", true}});
}

TEST_CASE("A module that stands beside nothing is no deal") {
  ScriptedHttp http;
  http.round({{"GET /crm/v8/Calls/7?fields=" + percent_encoded("Subject,Description,Call_Type,Call_Result,"
                                                               "Call_Duration,Call_Duration_in_seconds,"
                                                               "Who_Id,What_Id"),
               answer(200, R"({"data":[{"id":"7","What_Id":null,"$se_module":"Deals"}]})")}});
  auto const rows = get_call_logs(http, {scope(), {{"7", {{"deal", "12"}}}}});
  REQUIRE(rows);
  CHECK(rows->front().dispositions.empty());
  CHECK(rows->front().adapter_data.empty());
}

TEST_CASE("A call goes to no impossible contact and no impossible deal, and nothing is sent") {
  ScriptedHttp http;
  LogRef const log{"7", {}};
  CHECK(set_call_contact(http, move_to(log, {"abc", "Contacts", "", ""})).error().field == "contactId");
  CHECK(set_call_contact(http, move_to(log, {"8", "Horses", "", ""})).error().field == "contactType");
  CHECK(set_call_contact(http, move_to(log, {"8", "Leads", "", ""}, {{"deal", "12"}})).error().field ==
        "deal");
  CHECK(set_call_contact(http, move_to(log, {}, {{"deal", "12x"}})).error().field == "deal");
}

TEST_CASE("A call stays where it was when the new contact, or the call itself, is gone") {
  World world;
  auto const made = created(world, call_with(world.contact("Brook")));
  auto const ben = world.contact("Castle");
  world.org().tables["Contacts"].at(ben).deleted = true;
  auto const to_ben = set_call_contact(world.http(), move_to(made, {ben, "Contacts", "", ""}));
  CHECK(to_ben.error().status == PATCHBAY_NOT_FOUND);
  CHECK(at_pointer(world.call(made), "Who_Id/id") == world.contact("Brook"));
  world.org().tables["Calls"].at(made.id).deleted = true;
  auto const gone =
      set_call_contact(world.http(), move_to(made, {world.contact("Dunn"), "Contacts", "", ""}));
  CHECK(gone.error().status == PATCHBAY_NOT_FOUND);
}
