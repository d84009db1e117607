// What Zoho writes, what it refuses to write, and how it reads back.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::zoho;

namespace {

std::string field_of(Told const& told) { return told.text("details/api_name"); }

}  // namespace

TEST_CASE("A record that is made says its id and times, and belongs to who made it") {
  Bench bench;
  auto const made =
      bench.write("POST", "Contacts", R"({"Last_Name":"New","Horse":"passed over","Full_Name":"x"})");
  CHECK(made.status == 201);
  CHECK(made.text("code") == "SUCCESS");
  CHECK(made.text("details/Created_Time") == "2026-11-21T04:00:00-05:00");
  auto const& record = *bench.state().org.live("Contacts", made.text("details/id"));
  CHECK_FALSE(record.fields.contains("Horse"));
  CHECK(text_at(record.fields.at("Owner").get_object(), "id") == bench.state().org.user_id());
}

TEST_CASE("What is mandatory is missed by its name") {
  Bench bench;
  auto const told = bench.write("POST", "Leads", R"({"Last_Name":"New"})");
  CHECK(told.status == 400);
  CHECK(told.text("code") == "MANDATORY_NOT_FOUND");
  CHECK(field_of(told) == "Company");
  bench.state().quirks.lead_company = false;
  CHECK(bench.write("POST", "Leads", R"({"Last_Name":"New"})").status == 201);
  CHECK(field_of(bench.write("POST", "Contacts", R"({"First_Name":"Ada"})")) == "Last_Name");
  CHECK(field_of(bench.write("POST", "Accounts", "{}")) == "Account_Name");
}

TEST_CASE("A value that does not fit its field is refused by its name") {
  Bench bench;
  auto const refused = [&](std::string const& more) {
    auto const told = bench.write("POST", "Contacts", R"({"Last_Name":"New",)" + more + "}");
    CHECK(told.text("code") == "INVALID_DATA");
    return field_of(told);
  };
  CHECK(refused(R"("Phone":"none")") == "Phone");
  CHECK(refused(R"("Phone":")" + std::string(31, '1') + "\"") == "Phone");
  CHECK(refused(R"("Email":"ada")") == "Email");
  CHECK(refused(R"("First_Name":7)") == "First_Name");
  CHECK(refused(R"("Account_Name":"Harbour")") == "Account_Name");
  CHECK(refused(R"("Account_Name":{"id":"1"})") == "Account_Name");
}

TEST_CASE("A duplicate names the field and the record, in either spelling") {
  Bench bench;
  bench.state().quirks.unique_fields.insert("Contacts.Email");
  auto const fields = R"({"Last_Name":"New","Email":"new@example.com"})";
  auto const id = bench.write("POST", "Contacts", fields).text("details/id");
  auto const told = bench.write("POST", "Contacts", fields);
  CHECK(told.text("code") == "DUPLICATE_DATA");
  CHECK(field_of(told) == "Email");
  CHECK(told.text("details/duplicate_record/id") == id);
  bench.state().quirks.duplicate_key = "id";
  CHECK(bench.write("POST", "Contacts", fields).text("details/id") == id);
}

TEST_CASE("A call has a type, a time with its offset, and a duration that is not nothing") {
  Bench bench;
  CHECK(bench.call(R"(,"Call_Duration":"02:05")").status == 201);
  CHECK(field_of(bench.call("")) == "Call_Duration");
  CHECK(field_of(bench.call(R"(,"Call_Duration":"00:00")")) == "Call_Duration");
  CHECK(field_of(bench.call(R"(,"Call_Duration":"125")")) == "Call_Duration");
  CHECK(field_of(bench.call(R"(,"Call_Duration":"02:05")", "Incoming")) == "Call_Type");
  CHECK(bench.call("", "Missed").status == 201);
  auto const utc = R"({"Call_Type":"Missed","Call_Start_Time":"2026-11-21T08:00:00Z"})";
  CHECK(bench.write("POST", "Calls", utc).status == 201);
  for (std::string const time : {"2026-11-21T08:00:00", "2026-11-21", "2026-13-21T08:00:00+00:00"}) {
    auto const told =
        bench.write("POST", "Calls", R"({"Call_Type":"Missed","Call_Start_Time":")" + time + "\"}");
    CHECK(field_of(told) == "Call_Start_Time");
  }
}

TEST_CASE("What a duration means is the organisation's own") {
  Bench bench;
  auto const seconds = [&] {
    auto const id = bench.call(R"(,"Call_Duration":"02:05")").text("details/id");
    return bench.get("/crm/v8/Calls/" + id + "?fields=Call_Duration_in_seconds")
        .list("data")
        .at(0)
        .at("Call_Duration_in_seconds");
  };
  CHECK(seconds() == 125);
  bench.state().quirks.duration = "hh:mm";
  CHECK(seconds() == 7500);
}

TEST_CASE("A call is with a contact, or about what its module names, or about a lead alone") {
  Bench bench;
  auto const ada = bench.contact("Brook"), lena = bench.id_of("Leads", "Last_Name", "Prospect");
  auto const who = R"(,"Who_Id":{"id":")" + ada + "\"}", what = R"(,"What_Id":{"id":")" + lena + "\"}";
  CHECK(bench.call(who, "Missed").status == 201);
  CHECK(field_of(bench.call(what, "Missed")) == "$se_module");
  CHECK(bench.call(what + R"(,"$se_module":"Leads")", "Missed").status == 201);
  CHECK(field_of(bench.call(what + R"(,"$se_module":"Deals")", "Missed")) == "What_Id");
  CHECK(field_of(bench.call(who + what + R"(,"$se_module":"Leads")", "Missed")) == "Who_Id");
}

TEST_CASE("A call of a lead goes to a contact only when the lead is taken away") {
  Bench bench;
  auto const ada = bench.contact("Brook"), lena = bench.id_of("Leads", "Last_Name", "Prospect");
  auto const what = R"(,"What_Id":{"id":")" + lena + R"("},"$se_module":"Leads")";
  auto const id = bench.call(what, "Missed").text("details/id");
  auto const change = [&](std::string const& fields) { return bench.write("PUT", "Calls/" + id, fields); };
  CHECK(field_of(change(R"({"Who_Id":{"id":")" + ada + "\"}}")) == "Who_Id");
  CHECK(change(R"({"What_Id":null,"Who_Id":{"id":")" + ada + "\"}}").status == 200);
  CHECK(field_of(change("{" + what.substr(1) + "}")) == "Who_Id");
  CHECK(change(R"({"Who_Id":null)" + what + "}").status == 200);
}

TEST_CASE("A task has a subject, a day, and a reminder that lies ahead") {
  Bench bench;
  auto const task = [&](std::string const& more) {
    return bench.write("POST", "Tasks", R"({"Subject":"Call back")" + more + "}");
  };
  auto const reminder = [&](std::string const& alarm) {
    return task(R"(,"Remind_At":{"ALARM":")" + alarm + "\"}");
  };
  CHECK(task("").status == 201);
  CHECK(field_of(bench.write("POST", "Tasks", R"({"Due_Date":"2026-11-22"})")) == "Subject");
  CHECK(task(R"(,"Due_Date":"2026-11-22","Status":"Not Started")").status == 201);
  CHECK(field_of(task(R"(,"Due_Date":"2026-11-22T08:00:00+00:00")")) == "Due_Date");
  CHECK(field_of(task(R"(,"Due_Date":"2026-13-22")")) == "Due_Date");
  CHECK(field_of(task(R"(,"Remind_At":"2026-11-22T08:00:00+00:00")")) == "Remind_At");
  std::string const once = "FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:";
  CHECK(reminder(once + "2026-11-22T08:00:00+00:00").status == 201);
  CHECK(field_of(reminder(once + "2026-11-21T08:00:00+00:00")) == "Remind_At");  // it is past
  CHECK(field_of(reminder(once + "2026-11-22")) == "Remind_At");
  CHECK(field_of(reminder("2026-11-22T08:00:00+00:00")) == "Remind_At");
}

TEST_CASE("A task of a lead is with nobody else") {
  Bench bench;
  auto const ada = bench.contact("Brook"), lena = bench.id_of("Leads", "Last_Name", "Prospect");
  auto const of_lead = R"({"Subject":"s","$se_module":"Leads","What_Id":{"id":")" + lena + "\"}";
  CHECK(bench.write("POST", "Tasks", of_lead + "}").status == 201);
  CHECK(field_of(bench.write("POST", "Tasks", of_lead + R"(,"Who_Id":{"id":")" + ada + "\"}}")) == "Who_Id");
}

TEST_CASE("A call's type and owner stay, and texts have their length in characters") {
  Bench bench;
  auto const id = bench.call(R"(,"Call_Duration":"02:05")").text("details/id");
  auto const change = [&](std::string const& fields) { return bench.write("PUT", "Calls/" + id, fields); };
  CHECK(field_of(change(R"({"Call_Type":"Missed"})")) == "Call_Type");
  CHECK(field_of(change(R"({"Owner":{"id":")" + bench.state().org.user_id() + "\"}}")) == "Owner");
  CHECK(field_of(change(R"({"Call_Duration":"00:00"})")) == "Call_Duration");
  std::string subject;
  for (int i = 0; i < 255; ++i) subject += "ł";
  CHECK(change(R"({"Subject":")" + subject + "\"}").status == 200);
  CHECK(field_of(change(R"({"Subject":")" + subject + "x\"}")) == "Subject");
  CHECK(field_of(change(R"({"Description":")" + std::string(32001, 'x') + "\"}")) == "Description");
  CHECK(change(R"({"What_Id":null,"Call_Result":"A new one"})").status == 200);
  CHECK(bench.write("PUT", "Calls/7", "{}").text("message") == "the id given seems to be invalid");
}

TEST_CASE("A note has a text and a parent in a module") {
  Bench bench;
  auto const ada = bench.contact("Brook");
  auto const parent = R"("Parent_Id":{"module":{"api_name":"Contacts"},"id":")" + ada + "\"}";
  auto const made = bench.write("POST", "Notes", R"({"Note_Content":"text",)" + parent + "}");
  CHECK(made.status == 201);
  CHECK(field_of(bench.write("POST", "Notes", "{" + parent + "}")) == "Note_Content");
  CHECK(field_of(bench.write("POST", "Notes", R"({"Note_Content":"text"})")) == "Parent_Id");
  auto const long_title =
      R"({"Note_Content":"text","Note_Title":")" + std::string(121, 'x') + "\"," + parent + "}";
  CHECK(field_of(bench.write("POST", "Notes", long_title)) == "Note_Title");
  CHECK(bench.get("/crm/v8/Contacts/" + ada + "/Notes?fields=Note_Content").list("data").size() == 1);
}

TEST_CASE("Lists want fields, have pages, and tell what changed since") {
  Bench bench;
  CHECK(bench.get("/crm/v8/Contacts").text("code") == "REQUIRED_PARAM_MISSING");
  auto const page = bench.get("/crm/v8/Contacts?fields=Last_Name&per_page=5&page=2");
  CHECK(page.list("data").size() == 5);
  CHECK(page.body.at("info").at("more_records") == true);
  CHECK(bench.get("/crm/v8/Contacts?fields=id&per_page=201").status == 400);
  CHECK(bench.get("/crm/v8/Contacts?fields=id&page=11").status == 400);
  CHECK(bench.get("/crm/v8/Contacts?fields=id&sort_by=Phone").status == 400);
  CHECK(bench.get("/crm/v8/Calls?fields=id").status == 204);
  auto const ids = bench.contact("Brook") + "," + bench.contact("Castle");
  CHECK(bench.get("/crm/v8/Contacts?fields=id&ids=" + ids).list("data").size() == 2);
  bench.headers["If-Modified-Since"] = "2026-11-21T08:55:00+00:00";
  CHECK(bench.get("/crm/v8/Contacts?fields=id").status == 304);
  bench.write("POST", "Contacts", R"({"Last_Name":"New"})");
  CHECK(bench.get("/crm/v8/Contacts?fields=id").list("data").size() == 1);
}

TEST_CASE("A record that is gone is 204, and an id that is none is refused") {
  Bench bench;
  auto const ada = bench.contact("Brook");
  CHECK(bench.get("/crm/v8/Contacts/" + ada).list("data").at(0).at("Full_Name") == "Ada Brook");
  CHECK(bench.ask("DELETE", "/crm/v8/Contacts/" + ada).status == 200);
  CHECK(bench.get("/crm/v8/Contacts/" + ada).status == 204);
  CHECK(bench.get("/crm/v8/Contacts/abc").status == 400);
}
