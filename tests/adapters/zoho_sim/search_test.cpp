// How Zoho searches and queries, and what it refuses to look for.
#include <catch2/catch.hpp>

#include "bench.hpp"
#include "crm_sim/zoho/criteria.hpp"

using namespace patchbay::sim::zoho;

TEST_CASE("A phone is found by its digits in any phone field, however it is written") {
  Bench bench;
  CHECK(bench.hits("Contacts", "phone", "4155550132") == 4);  // one of them is longer
  CHECK(bench.hits("Contacts", "phone", "+1 (415) 555-0132") == 4);
  CHECK(bench.hits("Contacts", "phone", "4155550155") == 1);
  CHECK(bench.hits("Leads", "phone", "4155550144") == 1);
  CHECK(bench.hits("Leads", "phone", "4155550145") == 0);  // converted
  CHECK(bench.search("Contacts", "phone", "2025550100").status == 204);
}

TEST_CASE("Where Zoho compares literally, a number is found as it is written only") {
  Bench bench;
  bench.state().quirks.phone_match = "literal";
  CHECK(bench.hits("Contacts", "phone", "4155550132") == 0);
  CHECK(bench.hits("Contacts", "phone", "(415) 555-0132") == 3);
}

TEST_CASE("What is no phone, or less than three signs of one, is refused") {
  Bench bench;
  for (std::string const phone : {"47", "4155550132 ext 4", "abc"})
    CHECK(bench.search("Contacts", "phone", phone).text("code") == "INVALID_DATA");
  CHECK(bench.search("Contacts", "phone", std::string(51, '1')).status == 400);
  CHECK(bench.search("Contacts", "word", "x").status == 400);
  CHECK(bench.get("/crm/v8/Contacts/search").text("code") == "REQUIRED_PARAM_MISSING");
}

TEST_CASE("Only the first of criteria, e-mail, phone and word counts") {
  Bench bench;
  CHECK(bench.get("/crm/v8/Contacts/search?word=Brook&phone=2025550100").status == 204);
  CHECK(bench.hits("Contacts", "word", "brook") == 1);
}

TEST_CASE("Criteria have brackets around each, one word between them, and a backslash before signs") {
  Bench bench;
  CHECK(bench.hits("Contacts", "criteria", "(Last_Name:starts_with:Bro)") == 1);
  CHECK(bench.hits("Contacts", "criteria", "((Last_Name:equals:brook)or(Last_Name:equals:Castle))") == 2);
  CHECK(bench.hits("Contacts", "criteria", "(Last_Name:equals:Brook)or(Last_Name:equals:Castle)") == 2);
  CHECK(bench.hits("Contacts", "criteria",
                   "((Phone:equals:1)or((First_Name:equals:Ada)and(Last_Name:equals:Brook)))") == 1);
  CHECK(bench.hits("Contacts", "criteria", R"((Phone:equals:+1 \(415\) 555-0132))") == 3);
  for (std::string const bad :
       {"Last_Name:equals:Brook", "(Last_Name:equals:Brook", "(Last_Name:has:Brook)", "(Last_Name:equals:)",
        "(Phone:equals:(415) 1)", "((A:equals:1)or(B:equals:2)and(C:equals:3))", "(Horse:equals:1)",
        "(Last_Name:equals:Brook)x"}) {
    INFO(bad);
    CHECK(bench.search("Contacts", "criteria", bad).text("code") == "INVALID_QUERY");
    bench.clock += std::chrono::seconds(1);
  }
}

TEST_CASE("More than ten criteria are refused") {
  Bench bench;
  auto const criteria = [](int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += std::string(i ? "or" : "") + "(Phone:equals:1)";
    return "(" + all + ")";
  };
  CHECK(bench.search("Contacts", "criteria", criteria(10)).status == 204);
  CHECK(bench.search("Contacts", "criteria", criteria(11)).text("code") == "LIMIT_EXCEEDED");
}

TEST_CASE("A search knows a new record only after a while, a list and a query at once") {
  Bench bench;
  bench.write("POST", "Contacts", R"({"Last_Name":"New","Phone":"+12125550100"})");
  CHECK(bench.hits("Contacts", "phone", "2125550100") == 0);
  CHECK(bench.query("select Phone from Contacts where Last_Name = 'New'").list("data").size() == 1);
  bench.clock += std::chrono::seconds(5);
  CHECK(bench.hits("Contacts", "phone", "2125550100") == 1);
}

TEST_CASE("A query selects from one module, by conditions in pairs, in order, with a limit") {
  Bench bench;
  auto const ada = bench.contact("Brook"), ben = bench.contact("Castle");
  auto const told = bench.query("select Deal_Name, Contact_Name from Deals where Contact_Name in ('" + ada +
                                "', '" + ben + "') order by Deal_Name desc limit 1, 2");
  REQUIRE(told.status == 200);
  REQUIRE(told.list("data").size() == 2);
  CHECK(told.list("data").at(0).at("Deal_Name") == "Ben Castle: first order");
  CHECK(told.text("data/0/Contact_Name/id") == ben);
  CHECK(told.body.at("info").at("more_records") == true);
  auto const count = [&](std::string const& where) {
    auto const answer = bench.query("select id from Contacts where " + where);
    return answer.status == 200 ? answer.list("data").size() : 0;
  };
  CHECK(count("((First_Name = 'Ada' or First_Name = 'Ben') and Phone is not null)") == 2);
  CHECK(count("Phone like '%0132'") == 3);
  CHECK(count("Last_Name like '%O''Hara\\s'") == 1);
  CHECK(bench.query("select id from Contacts where Last_Name = 'Nobody'").status == 204);
}

TEST_CASE("A query reads through a lookup, and compares times whatever their offset") {
  Bench bench;
  auto const told =
      bench.query("select Account_Name, Account_Name.Account_Name from Contacts where Last_Name = 'Brook'");
  CHECK(told.list("data").at(0).at("Account_Name.Account_Name") == "Harbour & Sons");
  CHECK_FALSE(told.list("data").at(0).at("Account_Name").get_object().contains("name"));
  CHECK(bench.query("select Account_Name.Horse from Contacts where id is not null").text("code") ==
        "INVALID_QUERY");
  bench.write("POST", "Contacts", R"({"Last_Name":"New"})");
  auto const since = [&](std::string const& time) {
    return bench.query("select id from Contacts where Modified_Time >= '" + time + "'");
  };
  CHECK(since("2026-11-21T09:00:00+00:00").list("data").size() == 1);
  CHECK(since("2026-11-21T11:00:01+02:00").status == 204);
  CHECK(since("yesterday").text("code") == "INVALID_QUERY");
}

TEST_CASE("What was deleted is told since a time") {
  Bench bench;
  auto const path = "/crm/v8/Contacts/deleted?type=all";
  CHECK(bench.get(path).status == 204);
  auto const ada = bench.contact("Brook");
  bench.ask("DELETE", "/crm/v8/Contacts/" + ada);
  CHECK(bench.get(path).text("data/0/id") == ada);
  bench.headers["If-Modified-Since"] = "2026-11-21T09:00:01+00:00";
  CHECK(bench.get(path).status == 304);
  CHECK(bench.get("/crm/v8/Contacts/deleted?type=horses").status == 400);
}

TEST_CASE("A query that is malformed is told from one that names what is not there") {
  Bench bench;
  for (std::string const bad :
       {"select id from Contacts", "select from Contacts where id = 1",
        "select id from Contacts where id = 'x", "select id from Contacts where id = 1 or id = 2 or id = 3",
        "select id from Contacts where Phone not '1'", "select id from Contacts where id = 1 limit 2001",
        "select id from Contacts where id = 1;"}) {
    INFO(bad);
    CHECK(bench.query(bad).text("code") == "SYNTAX_ERROR");
  }
  bench.clock += std::chrono::seconds(1);
  CHECK(bench.query("select Horse from Contacts where id = 1").text("code") == "INVALID_QUERY");
  CHECK(bench.query("select id from Horses where id = 1").text("code") == "INVALID_QUERY");
  CHECK(bench.query("select id from Calls where Description like '%x%'").text("code") == "INVALID_QUERY");
}

TEST_CASE("A composite runs up to five calls, of which each may use the answers of earlier ones") {
  Bench bench;
  auto const told = bench.composite(
      R"({"sub_request_id":"1","method":"POST","uri":"/crm/v8/Contacts",
       "body":{"data":[{"Last_Name":"New"}]}},
      {"sub_request_id":"2","method":"GET","uri":"/crm/v8/Contacts/@{1:$.data[0].details.id}",
       "params":{"fields":"Last_Name"}})");
  REQUIRE(told.status == 200);
  CHECK(told.text("__composite_requests/1/details/response/body/data/0/Last_Name") == "New");
  auto const part = std::string(R"({"method":"GET","uri":"/crm/v8/org"})");
  CHECK(bench.composite(part + "," + part + "," + part + "," + part + "," + part + "," + part).status == 400);
}

TEST_CASE("In a composite a refused part counts as done, and one that could not be run does not") {
  Bench bench;
  auto const refused = bench.composite(
      R"({"method":"GET","uri":"/crm/v8/Contacts/search","params":{"phone":"1"}},
      {"method":"GET","uri":"/crm/v8/org"})");
  CHECK(refused.status == 200);
  CHECK(refused.text("__composite_requests/0/status") == "success");
  CHECK(refused.body.at_pointer("/__composite_requests/0/details/response/status_code") == 400);
  auto const nobody = bench.composite(
      R"({"sub_request_id":"1","method":"GET","uri":"/crm/v8/Contacts/search",
       "params":{"phone":"2025550100"}},
      {"sub_request_id":"2","method":"GET","uri":"/crm/v8/Contacts/@{1:$.data[0].id}/Deals",
       "params":{"fields":"Stage"}})");
  CHECK(nobody.status == 207);
  CHECK(nobody.body.at_pointer("/__composite_requests/0/details/response/status_code") == 204);
  CHECK(nobody.text("__composite_requests/1/code") == "INVALID_REFERENCE");
}

TEST_CASE("A part of a composite answers with 25 records at most") {
  Bench bench;
  for (int i = 0; i < 26; ++i)
    add_contact(bench.state().org, "Desk " + std::to_string(i), "+1 212 555 0100",
                bench.clock - std::chrono::hours(1));
  auto const part = [](std::string const& more) {
    return R"({"method":"GET","uri":"/crm/v8/Contacts/search","params":{"phone":"2125550100")" + more + "}}";
  };
  auto const told = bench.composite(part(R"(,"fields":"id")"));
  auto const& body = told.body.at_pointer("/__composite_requests/0/details/response/body");
  CHECK(body.at("data").get_array().size() == 25);
  CHECK(body.at("info").at("more_records") == true);
  CHECK(bench.composite(part(R"(,"per_page":"26")"))
            .text("__composite_requests/0/details/response/body/code") == "LIMIT_EXCEEDED");
}
