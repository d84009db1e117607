#include "requests.hpp"

#include <catch2/catch.hpp>

namespace patchbay::crm {
namespace {

std::vector<std::string> names(HttpExchangeResponse const& response) {
  std::vector<std::string> out;
  for (auto const items = items_of(response); auto const& item : items)
    out.emplace_back(item.at("name").as_string());
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a new sandbox knows its user, where its pages are, and a dozen people") {
  TestCrm crm;
  auto const me = object_of(crm.api("GET", "users/me"));
  CHECK(me.at("name") == "Robin Ashby");
  CHECK(me.at("time_zone") == "America/Los_Angeles");
  CHECK(me.at("crm_url") == "http://127.0.0.1:8014");
  CHECK(names(crm.api("GET", "contacts")).size() >= 12);
}

TEST_CASE("a number is found however it was typed, with and without country code") {
  TestCrm crm;
  CHECK(names(crm.api("GET", "contacts?phone=4155550132")) == Names{"Maya Okafor"});
  CHECK(names(crm.api("GET", "contacts?phone=(415)%20555-0161")) == Names{"Elena Marchetti"});
  CHECK(names(crm.api("GET", "contacts?phone=3023125145")) == Names{"Katrin Vogt"});
  CHECK(names(crm.api("GET", "contacts?phone=%2B14155550188")) == Names{"Dolores \"Lola\" Reyes"});
}

TEST_CASE("an extension is no part of a number") {
  TestCrm crm;
  CHECK(names(crm.api("GET", "contacts?phone=4155550100")) == Names{"Winston Achebe"});
  CHECK(names(crm.api("GET", "contacts?phone=4155550100%20x99")) == Names{"Winston Achebe"});
  CHECK(names(crm.api("GET", "contacts?phone=0204")).empty());
}

TEST_CASE("two people share one number and both are found, each with their own open deals") {
  TestCrm crm;
  auto const found = items_of(crm.api("GET", "contacts?phone=4155550175"));
  REQUIRE(found.size() == 2);
  CHECK(found[0].at("name") == "Grace Whitfield");
  CHECK(found[0].at("deals").as_array().at(0).at("title") == "Driver headsets");
  CHECK(found[1].at("deals").as_array().at(0).at("title") == "Yard telephones");
}

TEST_CASE("a contact has its open deals only, and its last activity") {
  TestCrm crm;
  auto const maya = object_of(crm.api("GET", "contacts/1"));
  CHECK(maya.at("deals").as_array().size() == 2);
  CHECK(maya.at("organization") == "Northwind Orchards");
  CHECK(maya.at("last_activity_at") == "2026-11-18T17:12:30Z");
  CHECK(items_of(crm.api("GET", "deals?contact_id=1")).size() == 3);
  CHECK(items_of(crm.api("GET", "deals?contact_id=1&status=won")).size() == 1);
  CHECK(object_of(crm.api("GET", "deals/3")).at("title") == "Bottling line");
}

TEST_CASE("a name is found by a part of it, and signs of a pattern are only signs") {
  TestCrm crm;
  CHECK(names(crm.api("GET", "contacts?name=WHITF")) == Names{"Grace Whitfield", "Sam Whitfield"});
  CHECK(names(crm.api("GET", "contacts?name=%25")).empty());
  CHECK(names(crm.api("GET", "contacts?name=M_ya")).empty());
  CHECK(names(crm.api("GET", "contacts?name=%22Lola%22")).size() == 1);
  CHECK(names(crm.api("GET", "contacts?name='%20OR%201")).empty());
}

TEST_CASE("a list says that there is more than its limit") {
  TestCrm crm;
  auto const two = crm.api("GET", "contacts?limit=2");
  CHECK(items_of(two).size() == 2);
  CHECK(object_of(two).at("more") == true);
  CHECK(object_of(crm.api("GET", "contacts?limit=100")).at("more") == false);
}

TEST_CASE("a contact is created with its numbers, and found by them") {
  TestCrm crm;
  auto const made =
      crm.api("POST", "contacts", R"({"name": "Noor Haddad", "phones": [{"number": "+1 415 555 0101"}]})");
  CHECK(made.status == 201);
  CHECK(object_of(made).at("type") == "lead");
  CHECK(object_of(made).at("created_at") == "2026-11-21T00:00:00Z");
  CHECK(names(crm.api("GET", "contacts?phone=4155550101")) == Names{"Noor Haddad"});
}

TEST_CASE("who follows the contacts gets them in order, then those that changed, then those that are gone") {
  TestCrm crm;
  auto const first = crm.api("GET", "contacts?after=0&limit=2");
  CHECK(names(first) == Names{"Maya Okafor", "Tom Halden"});
  CHECK(object_of(first).at("more") == true);
  CHECK(names(crm.api("GET", "contacts?after=12")) == Names{"Yuki Tanabe"});
  CHECK(names(crm.api("GET", "contacts?changed_since=2026-11-21T00:00:00Z")).empty());
  CHECK(crm.api("PATCH", "contacts/3", R"({"phones": [{"number": "+1 415 555 0103"}], "title": "Baker"})").status ==
        200);
  CHECK(names(crm.api("GET", "contacts?phone=4155550147")).empty());
  CHECK(names(crm.api("GET", "contacts?phone=4155550103")) == Names{"Priya Raman"});
  crm.now += std::chrono::minutes(1);
  CHECK(crm.api("DELETE", "contacts/1").status == 204);
  CHECK(crm.api("GET", "contacts/1").status == 404);
  CHECK(names(crm.api("GET", "contacts?changed_since=2026-11-21T00:00:00Z&after=0")) == Names{"Priya Raman"});
  auto const gone = items_of(crm.api("GET", "contacts/deleted?since=2026-11-21T00:00:01Z"));
  REQUIRE(gone.size() == 1);
  CHECK(gone[0].at("id") == 1);
  CHECK(gone[0].at("type") == "customer");
  CHECK(items_of(crm.api("GET", "contacts/deleted?since=2026-11-21T00:02:00Z")).empty());
}

TEST_CASE("a request that is wrong is refused, and the answer names the field") {
  struct Row {
    char const* method;
    char const* target;
    char const* body;
    int status;
    char const* field;
  };
  auto const row = GENERATE(values<Row>({
      {"GET", "contacts?phone=12", "", 400, "phone"},
      {"GET", "contacts?phone=4155&name=x", "", 400, "name"},
      {"GET", "contacts?limit=0", "", 400, "limit"},
      {"GET", "contacts?limit=many", "", 400, "limit"},
      {"GET", "contacts?after=x", "", 400, "after"},
      {"GET", "contacts?changed_since=today", "", 400, "changed_since"},
      {"GET", "contacts/deleted?since=1", "", 400, "since"},
      {"PATCH", "contacts/1", R"({"name": ""})", 400, "name"},
      {"PATCH", "contacts/1", R"({"organization_id": 99})", 422, "organization_id"},
      {"PATCH", "contacts/99", R"({"name": "A"})", 404, ""},
      {"DELETE", "contacts/99", "", 404, ""},
      {"POST", "contacts", "{", 400, ""},
      {"POST", "contacts", "[]", 400, ""},
      {"POST", "contacts", "{}", 400, "name"},
      {"POST", "contacts", R"({"name": ""})", 400, "name"},
      {"POST", "contacts", R"({"name": 7})", 400, "name"},
      {"POST", "contacts", R"({"name": "A", "created_at": "x"})", 400, "created_at"},
      {"POST", "contacts", R"({"name": "A", "type": "friend"})", 400, "type"},
      {"POST", "contacts", R"({"name": "A", "phones": [{"number": "none"}]})", 400, "phones"},
      {"POST", "contacts", R"({"name": "A", "phones": [7]})", 400, "phones"},
      {"POST", "contacts", R"({"name": "A", "organization_id": 99})", 422, "organization_id"},
      {"GET", "contacts/99", "", 404, ""},
      {"GET", "contacts/x", "", 404, ""},
      {"GET", "deals/99", "", 404, ""},
      {"GET", "nothing", "", 404, ""},
      {"PUT", "contacts/1", "", 405, ""},
  }));
  TestCrm crm;
  auto const response = crm.api(row.method, row.target, row.body);
  INFO(row.method << ' ' << row.target << ' ' << row.body);
  CHECK(response.status == row.status);
  auto const error = error_of(response);
  CHECK_FALSE(error.at("code").as_string().empty());
  CHECK_FALSE(error.at("message").as_string().empty());
  CHECK((error.contains("field") ? std::string(error.at("field").as_string()) : "") == row.field);
}

TEST_CASE("a phone's unknown members never reach the database") {
  TestCrm crm;
  auto const body = R"({"name": "A", "phones": [{"number": "+14155550101", "rowid) VALUES (1); --": 1}]})";
  CHECK(crm.api("POST", "contacts", body).status == 201);
}

}  // namespace patchbay::crm
