// The words that all simulators have in common.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::zoho;

TEST_CASE("Calls, tasks and notes are told as logs") {
  Bench bench;
  auto const ada = bench.contact("Brook"), lena = bench.id_of("Leads", "Last_Name", "Prospect");
  auto const deal = bench.id_of("Deals", "Deal_Name", "Ada Brook: yearly contract");
  bench.call(R"(,"Call_Duration":"02:05","Subject":"s","Description":"b","Who_Id":{"id":")" + ada +
                 R"("},"What_Id":{"id":")" + deal + R"("},"$se_module":"Deals")",
             "Outbound");
  bench.call(R"(,"What_Id":{"id":")" + lena + R"("},"$se_module":"Leads")", "Missed");
  bench.write("POST", "Tasks", R"({"Subject":"t","Who_Id":{"id":")" + ada + "\"}}");
  bench.write("POST", "Notes",
              R"({"Note_Content":"n","Parent_Id":{"module":{"api_name":"Contacts"},"id":")" + ada + "\"}}");
  auto const told = bench.get("/_sim/records");
  auto const& records = told.body.get_array();
  REQUIRE(records.size() == 4);
  CHECK(records.at(0).at("subject") == "s");
  CHECK(records.at(0).at("direction") == "outbound");
  CHECK(records.at(0).at("seconds") == 125);
  CHECK(told.text("0/contacts/0") == ada);
  CHECK(told.text("0/filedUnder") == deal);
  CHECK(records.at(1).at("direction") == "inbound");
  CHECK(records.at(1).at("seconds").is_null());
  CHECK(told.text("1/contacts/0") == lena);
  CHECK(records.at(2).at("subject") == "t");
  CHECK(told.text("2/contacts/0") == ada);
  CHECK(records.at(3).at("body") == "n");
  CHECK(told.text("3/contacts/0") == ada);
}

TEST_CASE("People come and go, and so does the permission to log") {
  Bench bench;
  auto const settings = [&](std::string const& wish) {
    return bench.ask("PUT", "/_sim/settings", wish).status;
  };
  CHECK(settings(R"({"addPerson":{"name":"Nia New","phone":"+1 212 555 0100"}})") == 200);
  CHECK(bench.hits("Contacts", "phone", "2125550100") == 1);
  CHECK(settings(R"({"removePerson":"Nia New"})") == 200);
  CHECK(bench.hits("Contacts", "phone", "2125550100") == 0);
  CHECK(settings(R"({"addPerson":{"name":"Nia New"}})") == 400);
  CHECK(settings(R"({"mayLog":false})") == 200);
  CHECK(bench.call("", "Missed").status == 403);
  CHECK(bench.write("POST", "Contacts", R"({"Last_Name":"New"})").status == 201);
}

TEST_CASE("A day that is used up, and a refusal that a test orders, are Zoho's own") {
  Bench bench;
  CHECK(bench.ask("POST", "/_sim/faults", R"({"kind":"status","status":500,"words":"Not today."})").status ==
        200);
  auto const told = bench.get("/crm/v8/org");
  CHECK(told.text("code") == "INTERNAL_ERROR");
  CHECK(told.text("message") == "Not today.");
  bench.ask("PUT", "/_sim/settings", R"({"dayUsedUp":true})");
  CHECK(bench.get("/crm/v8/org").text("code") == "RATE_LIMIT_EXCEEDED");
}
