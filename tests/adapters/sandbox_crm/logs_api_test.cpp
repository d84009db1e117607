#include "requests.hpp"

#include <catch2/catch.hpp>

namespace patchbay::crm {
namespace {

constexpr char call[] =
    R"({"external_id": "s-1", "contact_id": 1, "deal_id": 2, "subject": "Call", "direction": "inbound",
                            "started_at": "2026-11-21T09:00:00Z", "duration": null})";
constexpr char message[] =
    R"({"external_id": "c-1", "contact_id": 1, "subject": "SMS", "kind": "sms", "direction": "outbound",
                               "sent_at": "2026-11-21T09:00:00Z", "body": "Hello"})";

std::string id_of(HttpExchangeResponse const& response) {
  return json::serialize(object_of(response).at("id"));
}

}  // namespace

TEST_CASE("a call is created once for its external id, however often it is sent") {
  TestCrm crm;
  auto const first = crm.api("POST", "calls", call);
  CHECK(first.status == 201);
  CHECK(object_of(first).at("contact_name") == "Maya Okafor");
  CHECK(object_of(first).at("deal_title") == "Service contract 2027");
  CHECK(object_of(first).at("duration").is_null());
  auto const again = crm.api("POST", "calls", call);
  CHECK(again.status == 200);
  CHECK(id_of(again) == id_of(first));
  CHECK(items_of(crm.api("GET", "calls?external_id=s-1")).size() == 1);
}

TEST_CASE("an external id of another contact's call is a conflict") {
  TestCrm crm;
  crm.api("POST", "calls", call);
  auto const other = crm.api("POST", "calls", R"({"external_id": "s-1", "contact_id": 2, "subject": "Call",
      "direction": "inbound", "started_at": "2026-11-21T09:00:00Z"})");
  CHECK(other.status == 409);
  CHECK(error_of(other).at("field") == "external_id");
}

TEST_CASE("calls without an external id are each a record") {
  TestCrm crm;
  auto const body = R"({"external_id": "", "contact_id": 1, "subject": "Call", "direction": "inbound",
                        "started_at": "2026-11-21T09:00:00Z"})";
  CHECK(crm.api("POST", "calls", body).status == 201);
  CHECK(crm.api("POST", "calls", body).status == 201);
}

TEST_CASE(
    "a change on the etag that was read is made, and one on an older etag is refused and changes nothing") {
  TestCrm crm;
  auto const path = "calls/" + id_of(crm.api("POST", "calls", call));
  CHECK(header_of(crm.api("GET", path), "ETag") == "\"v1\"");
  auto const changed =
      crm.api("PATCH", path, R"({"body": "first", "duration": 90})", {{"If-Match", "\"v1\""}});
  CHECK(changed.status == 200);
  CHECK(object_of(changed).at("etag") == "v2");
  CHECK(object_of(changed).at("duration") == 90);
  CHECK(object_of(changed).at("subject") == "Call");
  CHECK(crm.api("PATCH", path, R"({"body": "second"})", {{"If-Match", "\"v1\""}}).status == 412);
  CHECK(object_of(crm.api("GET", path)).at("body") == "first");
  CHECK(crm.api("PATCH", path, R"({"body": "third"})").status == 200);
}

TEST_CASE("many calls are read at once, those that are gone are left out") {
  TestCrm crm;
  auto const id = id_of(crm.api("POST", "calls", call));
  auto const read = items_of(crm.api("GET", "calls?ids=1,99," + id));
  CHECK(read.size() == 2);
  CHECK(items_of(crm.api("GET", "calls?ids=")).empty());
  CHECK(items_of(crm.api("GET", "calls?contact_id=1")).size() == 2);
  CHECK(crm.api("DELETE", "calls/" + id).status == 204);
  CHECK(crm.api("DELETE", "calls/" + id).status == 404);
  CHECK(crm.api("GET", "calls/" + id).status == 404);
}

TEST_CASE("a deal is set, emptied, and refused when it is another contact's") {
  TestCrm crm;
  auto const path = "calls/" + id_of(crm.api("POST", "calls", call));
  CHECK(object_of(crm.api("PATCH", path, R"({"deal_id": 1})")).at("deal_title") ==
        "Cider press, spring delivery");
  CHECK(object_of(crm.api("PATCH", path, R"({"deal_id": null})")).at("deal_id").is_null());
  auto const foreign = crm.api("PATCH", path, R"({"deal_id": 4})");
  CHECK(foreign.status == 422);
  CHECK(error_of(foreign).at("field") == "deal_id");
}

TEST_CASE("a call with nobody goes to a contact and to another, and leaves the first one's deal") {
  TestCrm crm;
  auto const path = "calls/" + id_of(crm.api("POST", "calls", R"({"external_id": "s-1", "subject": "Call", "direction": "inbound",
      "started_at": "2026-11-21T09:00:00Z"})"));
  CHECK(object_of(crm.api("GET", path)).at("contact_id").is_null());
  CHECK(object_of(crm.api("GET", path)).at("contact_name").is_null());
  auto const known = object_of(crm.api("PATCH", path, R"({"contact_id": 1, "deal_id": 1})"));
  CHECK(known.at("contact_name") == "Maya Okafor");
  CHECK(known.at("deal_id") == 1);
  CHECK(object_of(crm.api("PATCH", path, R"({"contact_id": 1})")).at("deal_id") == 1);
  auto const moved = object_of(crm.api("PATCH", path, R"({"contact_id": 2})"));
  CHECK(moved.at("contact_id") == 2);
  CHECK(moved.at("deal_id").is_null());
  CHECK(object_of(crm.api("PATCH", path, R"({"contact_id": null})")).at("contact_id").is_null());
}

TEST_CASE("a call with nobody is created once, and is no call of somebody") {
  TestCrm crm;
  constexpr char unknown[] = R"({"external_id": "s-1", "subject": "Call", "direction": "inbound", "started_at": "2026-11-21T09:00:00Z"})";
  auto const first = crm.api("POST", "calls", unknown);
  CHECK(crm.api("POST", "calls", unknown).status == 200);
  CHECK(crm.api("POST", "calls", call).status == 409);
  CHECK(items_of(crm.api("GET", "calls?external_id=s-1")).size() == 1);
}

TEST_CASE("a task is created once for its external id, found, changed, and gone with its contact") {
  TestCrm crm;
  constexpr char task[] = R"({"external_id": "s-1-task", "contact_id": 1, "deal_id": 1, "subject": "Call back",
                              "due_at": "2026-11-23T09:00:00Z", "body": "About the press"})";
  auto const made = crm.api("POST", "tasks", task);
  CHECK(made.status == 201);
  CHECK(crm.api("POST", "tasks", task).status == 200);
  CHECK(items_of(crm.api("GET", "tasks?external_id=s-1-task")).size() == 1);
  CHECK(items_of(crm.api("GET", "tasks?external_id=s-1")).empty());
  auto const path = "tasks/" + id_of(made);
  CHECK(object_of(crm.api("PATCH", path, R"({"due_at": "2026-11-24T09:00:00Z"})")).at("etag") == "v2");
  crm.api("DELETE", "contacts/1");
  CHECK(crm.api("GET", path).status == 404);
}

TEST_CASE("a message is created once for its external id, read, changed and found") {
  TestCrm crm;
  auto const made = crm.api("POST", "messages", message);
  CHECK(made.status == 201);
  CHECK(crm.api("POST", "messages", message).status == 200);
  auto const path = "messages/" + id_of(made);
  CHECK(
      object_of(crm.api("PATCH", path, R"({"body": "Hello\nAgain"})", {{"If-Match", "\"v1\""}})).at("body") ==
      "Hello\nAgain");
  CHECK(crm.api("PATCH", path, R"({"body": "lost"})", {{"If-Match", "\"v1\""}}).status == 412);
  CHECK(items_of(crm.api("GET", "messages?external_id=c-1")).size() == 1);
}

TEST_CASE("a log that is wrong is refused, and the answer names the field") {
  struct Row {
    char const* method;
    char const* target;
    char const* body;
    int status;
    char const* field;
  };
  auto const row = GENERATE(values<Row>({
      {"POST", "messages", R"({"subject": "A", "direction": "inbound", "sent_at": "2026-11-21T09:00:00Z", "kind": "sms"})",
       400, "contact_id"},
      {"POST", "calls", R"({"contact_id": "1"})", 400, "contact_id"},
      {"POST", "messages", R"({"contact_id": null})", 400, "contact_id"},
      {"PATCH", "messages/1", R"({"contact_id": 2})", 400, "contact_id"},
      {"POST", "calls", R"({"contact_id": 1, "subject": "A", "direction": "sideways"})", 400, "direction"},
      {"POST", "calls", R"({"contact_id": 1, "subject": "A", "started_at": "2026-02-30T09:00:00Z"})", 400,
       "started_at"},
      {"POST", "calls", R"({"contact_id": 1, "subject": "A", "started_at": "yesterday"})", 400, "started_at"},
      {"POST", "calls", R"({"contact_id": 1, "subject": "A", "duration": -1})", 400, "duration"},
      {"POST", "calls", R"({"contact_id": 1, "subject": "A", "duration": 1.5})", 400, "duration"},
      {"POST", "calls",
       R"({"contact_id": 99, "subject": "A", "direction": "inbound", "started_at": "2026-11-21T09:00:00Z"})",
       422, "contact_id"},
      {"PATCH", "calls/1", R"({"external_id": "x"})", 400, "external_id"},
      {"PATCH", "calls/1", R"({"subject": ""})", 400, "subject"},
      {"PATCH", "calls/1", "{}", 400, ""},
      {"PATCH", "calls/99", R"({"subject": "A"})", 404, ""},
      {"POST", "messages", R"({"contact_id": 1, "subject": "A", "kind": "letter"})", 400, "kind"},
      {"PUT", "messages/1", "{}", 405, ""},
      {"PATCH", "calls/1", R"({"contact_id": 99})", 422, "contact_id"},
      {"PATCH", "calls/1", R"({"contact_id": null, "deal_id": 1})", 422, "deal_id"},
      {"POST", "tasks", R"({"subject": "A"})", 400, "due_at"},
      {"POST", "tasks", R"({"due_at": "2026-11-23T09:00:00Z"})", 400, "subject"},
      {"POST", "tasks", R"({"subject": "A", "due_at": "2026-11-23T09:00:00Z", "deal_id": 1})", 422, "deal_id"},
  }));
  TestCrm crm;
  auto const response = crm.api(row.method, row.target, row.body);
  INFO(row.method << ' ' << row.target << ' ' << row.body);
  CHECK(response.status == row.status);
  auto const error = error_of(response);
  CHECK((error.contains("field") ? std::string(error.at("field").as_string()) : "") == row.field);
}

TEST_CASE("a text of more than 100000 bytes is refused") {
  TestCrm crm;
  CHECK(crm.api("PATCH", "calls/1", json::serialize(json::object{{"body", std::string(100'000, 'x')}}))
            .status == 200);
  CHECK(crm.api("PATCH", "calls/1", json::serialize(json::object{{"body", std::string(100'001, 'x')}}))
            .status == 400);
}

}  // namespace patchbay::crm
