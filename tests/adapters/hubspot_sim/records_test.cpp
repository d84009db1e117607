// Records, what belongs to what, and what HubSpot refuses.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::hubspot;

namespace {

std::string association(std::string const& to, int type) {
  return R"({"to":{"id":")" + to +
         R"("},"types":[{"associationCategory":"HUBSPOT_DEFINED","associationTypeId":)" +
         std::to_string(type) + "}]}";
}

std::string with_associations(std::string const& list) {
  return R"({"properties":{"hs_timestamp":"1795248000000"},"associations":[)" + list + "]}";
}

}  // namespace

TEST_CASE("A call is created with what it belongs to, read, changed and archived") {
  Bench bench;
  auto const ada = bench.contact("Ada");
  auto const made = bench.post("/crm/objects/2026-09/calls", with_associations(association(ada, 194)));
  REQUIRE(made.status == 201);
  auto const path = "/crm/objects/2026-09/calls/" + made.text("id");
  auto const read =
      bench.get(path + "?properties=hs_timestamp,hs_call_body,no_such&associations=contacts,deals");
  CHECK(read.body.at("properties").at("hs_timestamp") == "1795248000000");
  CHECK(read.body.at("properties").at("hs_call_body").is_null());
  CHECK_FALSE(read.body.at("properties").get_object().contains("no_such"));
  CHECK(read.body.at("associations").at("contacts").at("results").at(0).at("id") == json::value(ada));
  CHECK_FALSE(read.body.at("associations").get_object().contains("deals"));
  CHECK(bench.ask("PATCH", path, R"({"properties":{"hs_call_body":"x"}})").status == 200);
  CHECK(bench.ask("DELETE", path).status == 204);
  CHECK(bench.get(path).status == 404);
  CHECK(bench.ask("PATCH", path, R"({"properties":{}})").text("category") == "OBJECT_NOT_FOUND");
}

TEST_CASE("Property values that do not fit are refused by name") {
  Bench bench;
  auto const [given, code] = GENERATE(table<std::string, std::string>(
      {{R"(,"nonsense":"1")", "PROPERTY_DOESNT_EXIST"},
       {R"(,"hs_call_direction":"inbound")", "INVALID_OPTION"},
       {R"(,"hs_call_status":"DONE")", "INVALID_OPTION"},
       {R"(,"hs_call_duration":"5 min")", "INVALID_LONG"},
       {R"(,"hs_call_recording_url":"http://x.example/1.mp3")", "INVALID_URL"},
       {R"(,"hs_createdate":"2026-11-21T08:00:00Z")", "READ_ONLY_VALUE"},
       {R"(,"hs_timestamp":"yesterday")", "INVALID_DATE"}}));
  auto const told = bench.new_call(given);
  CHECK(told.status == 400);
  CHECK(told.text("category") == "VALIDATION_ERROR");
  CHECK(told.text("message").find(code) != std::string::npos);
}

TEST_CASE(
    "A task takes the values that its guide names, belongs to a contact, and is told until it is done") {
  Bench bench;
  auto const make = [&](std::string const& more, std::string const& associations = "") {
    return bench.post(
        "/crm/objects/2026-09/tasks",
        R"({"properties":{"hs_timestamp":"2026-11-21T15:00:00Z")" + more + "}" + associations + "}");
  };
  CHECK(make(R"(,"hs_task_status":"OPEN")").text("message").find("INVALID_OPTION") != std::string::npos);
  CHECK(make(R"(,"hs_task_type":"MEETING")").text("message").find("INVALID_OPTION") != std::string::npos);
  CHECK(make(R"(,"hs_task_reminders":"2026-11-21T15:00:00Z")").text("message").find("INVALID_LONG") !=
        std::string::npos);
  CHECK(make("", R"(,"associations":[)" + association(bench.contact("Ada"), 194) + "]").status == 400);
  auto const made = make(R"(,"hs_task_status":"NOT_STARTED")",
                         R"(,"associations":[)" + association(bench.contact("Ada"), 204) + "]");
  REQUIRE(made.status == 201);
  auto const told = [&] { return bench.get("/_sim/tasks").body.as_array().size(); };
  CHECK(told() == 1);
  CHECK(bench
            .ask("PATCH", "/crm/objects/2026-09/tasks/" + made.text("id"),
                 R"({"properties":{"hs_task_status":"COMPLETED"}})")
            .status == 200);
  CHECK(told() == 0);
}

TEST_CASE("What HubSpot requires is required, values are texts, and a body is JSON") {
  Bench bench;
  auto const post = [&](std::string const& type, std::string const& body) {
    return bench.post("/crm/objects/2026-09/" + type, body).status;
  };
  CHECK(post("calls", R"({"properties":{"hs_call_title":"x"}})") == 400);
  CHECK(post("notes", R"({"properties":{"hs_note_body":"x"}})") == 400);
  CHECK(post("tasks", R"({"properties":{"hs_task_subject":"x"}})") == 400);
  CHECK(post("communications",
             R"({"properties":{"hs_timestamp":"1","hs_communication_channel_type":"SMS"}})") == 400);
  CHECK(post("contacts", R"({"properties":{"phone":"1"}})") == 400);
  CHECK(post("calls", R"({"properties":{"hs_timestamp":1795248000000}})") == 400);
  CHECK(post("calls", R"({"properties":)") == 400);
  CHECK(post("calls", "properties=1") == 415);
}

TEST_CASE("An association of another kind of record, or to a record that is gone, is refused") {
  Bench bench;
  auto const ada = bench.contact("Ada");
  for (auto const& list : {association(ada, 206), association(ada, 1), association("999999", 194)})
    CHECK(bench.post("/crm/objects/2026-09/calls", with_associations(list)).status == 400);
}

TEST_CASE("A second contact with the same e-mail is a conflict that names the first; a phone may be shared") {
  Bench bench;
  auto const body = R"({"properties":{"firstname":"A","email":"a@example.com","phone":"1"}})";
  auto const first = bench.post("/crm/objects/2026-09/contacts", body);
  REQUIRE(first.status == 201);
  auto const second = bench.post("/crm/objects/2026-09/contacts", body);
  CHECK(second.status == 409);
  CHECK(second.text("message") == "Contact already exists. Existing ID: " + first.text("id"));
  CHECK(
      bench.post("/crm/objects/2026-09/contacts", R"({"properties":{"firstname":"B","phone":"1"}})").status ==
      201);
}

TEST_CASE("A batch names what it could not read, and takes a hundred at most") {
  Bench bench;
  auto const ada = bench.contact("Ada");
  auto const told =
      bench.post("/crm/objects/2026-09/contacts/batch/read",
                 R"({"properties":["phone"],"inputs":[{"id":")" + ada + R"("},{"id":"999999"}]})");
  CHECK(told.status == 207);
  CHECK(told.list("results").size() == 1);
  CHECK(told.body.at("errors").at(0).at("context").at("ids").at(0) == "999999");
  std::string inputs;
  for (int i = 0; i < 101; ++i) inputs += std::string(i ? "," : "") + R"({"id":"1"})";
  CHECK(bench.post("/crm/objects/2026-09/contacts/batch/read", R"({"inputs":[)" + inputs + "]}").status ==
        400);
}

TEST_CASE(
    "Associations are read by the page, made by default and taken away; no association is an error in a "
    "207") {
  Bench bench;
  auto const ada = bench.contact("Ada"), call = bench.new_call().text("id");
  auto const linked = [&] {
    return bench.post("/crm/associations/2026-09/calls/contacts/batch/read",
                      R"({"inputs":[{"id":")" + call + R"("}]})");
  };
  CHECK(linked().status == 207);
  auto const path = "/crm/objects/2026-09/calls/" + call + "/associations/default/contacts/";
  CHECK(bench.ask("PUT", path + "999999").status == 404);
  CHECK(bench.ask("PUT", path + ada).status == 200);
  auto const told = linked();
  CHECK(told.status == 200);
  CHECK(json::serialize(told.list("results").at(0).at("to").at(0).at("toObjectId")) == ada);
  CHECK(told.list("results").at(0).at("to").at(0).at("associationTypes").at(0).at("typeId") == 194);
  auto const archive = R"({"inputs":[{"from":{"id":")" + call + R"("},"to":[{"id":")" + ada + R"("}]}]})";
  CHECK(bench.post("/crm/associations/2026-09/calls/contacts/batch/archive", archive).status == 204);
  CHECK(linked().status == 207);
}

TEST_CASE("More than five hundred associations come on several pages") {
  Bench bench;
  auto const ada = std::stoll(bench.contact("Ada"));
  for (int i = 0; i < 501; ++i)
    bench.state().portal.link({"calls", bench.state().portal.add("calls", {}, bench.clock).id},
                              {"contacts", ada});
  auto const page = [&](std::string const& more) {
    return bench.post("/crm/associations/2026-09/contacts/calls/batch/read",
                      R"({"inputs":[{"id":")" + std::to_string(ada) + '"' + more + "}]}");
  };
  auto const first = page("");
  CHECK(first.list("results").at(0).at("to").get_array().size() == 500);
  CHECK(first.list("results").at(0).at("paging").at("next").at("after") == "500");
  CHECK(page(R"(,"after":"500")").list("results").at(0).at("to").get_array().size() == 1);
}

TEST_CASE("Lists come by the page, archived records beside") {
  Bench bench;
  auto const told = bench.get("/crm/objects/2026-09/contacts?limit=5");
  CHECK(told.list("results").size() == 5);
  auto const after = std::string(told.body.at("paging").at("next").at("after").get_string());
  CHECK(bench.get("/crm/objects/2026-09/contacts?limit=100&after=" + after).list("results").size() == 8);
  CHECK(bench.get("/crm/objects/2026-09/contacts?limit=101").status == 400);
  bench.ask("DELETE", "/crm/objects/2026-09/contacts/" + bench.contact("Ada"));
  CHECK(bench.get("/crm/objects/2026-09/contacts?archived=true").list("results").size() == 1);
}

TEST_CASE("The older spelling of the versions is served, unknown paths and methods are told") {
  Bench bench;
  CHECK(bench.get("/crm/v3/objects/contacts/" + bench.contact("Ada")).status == 200);
  CHECK(bench.get("/crm/objects/2026-09/dragons").status == 404);
  CHECK(bench.ask("PUT", "/crm/objects/2026-09/contacts/1", R"({"properties":{}})").status == 405);
}
