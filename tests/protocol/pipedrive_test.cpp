// The real host, the Pipedrive adapter and the strict simulator: both ways to sign in, and the bad days of a CRM.
#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "protocol/crm_world.hpp"

namespace patchbay::test {
namespace {

constexpr char shared_number[] = "+14155550132";

struct Office {
  CrmProcess crm = CrmProcess::simulator("pipedrive");
  CrmWorld world{{{"pipedrive", json::object{{"base_url", crm.url()}}}}};
  std::string token = world.sign_in("pipedrive", "sim-api-token");

  json::array activities() { return json::parse(http("GET", crm.url() + "/_sim/activities").body).as_array(); }
  void fault(json::object fault) { REQUIRE(http("POST", crm.url() + "/_sim/faults", json::serialize(fault)).status < 300); }
  json::object log(std::string_view session, std::string_view note) {
    auto const person = world.result("contact.find", {{"jwtToken", token}, {"phoneNumber", shared_number}}).at("contact").at(0);
    return world.ask("callLog.create", {{"jwtToken", token},
                                        {"logInfo", call_record(session, shared_number)},
                                        {"note", note},
                                        {"contactId", person.at("id")},
                                        {"contactType", person.at("type")},
                                        {"contactName", person.at("name")}});
  }
};

bool holds(json::array const& activities, std::string_view words) {
  return json::serialize(activities).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a shared number finds each of its people with their deals") {
  Office office;
  auto const found = office.world.result("contact.find", {{"jwtToken", office.token}, {"phoneNumber", shared_number}});
  auto const& contacts = found.at("contact").as_array();
  REQUIRE(contacts.size() == 3);
  for (auto const& contact : contacts) {
    CHECK(contact.at("evidence").at("strength") == "exact");
    CHECK(contact.at("additionalInfo").as_object().contains("deal"));
  }
}

TEST_CASE("a call is logged once, and what a colleague wrote into the activity survives an update") {
  Office office;
  auto const before = office.activities().size();
  auto const logged = office.log("p-1", "Asked for <b>two</b> years & a discount");
  REQUIRE(outcome(logged) == "result");
  CHECK(logged.at("result").at("state") == "logged");
  CHECK(outcome(office.log("p-1", "again")) == "result");
  CHECK(office.activities().size() == before + 1);

  auto const id = text(logged.at("result").at("logId"));
  auto const listed = office.activities();
  std::string note;
  for (auto const& activity : listed) {
    if (json::serialize(activity.at("id")) == id) note = text(activity.at("note"));
  }
  REQUIRE_FALSE(note.empty());
  auto const edited = json::serialize(json::object{{"note", note + "<p>Tom: they signed on Friday.</p>"}});
  auto const patched = http("PATCH", office.crm.url() + "/api/v2/activities/" + id, edited,
                            {"Content-Type: application/json", "x-api-token: sim-api-token"});
  REQUIRE(patched.status == 200);
  auto const updated = office.world.result(
      "callLog.update", {{"jwtToken", office.token}, {"sessionId", "p-1"}, {"recordingLink", "https://phone.example/r/1"}});
  CHECK(updated.at("state") == "logged");
  CHECK(holds(office.activities(), "they signed on Friday"));
  CHECK(holds(office.activities(), "phone.example/r/1"));
}

TEST_CASE("an answer that is lost after the CRM acted leaves one record") {
  Office office;
  auto const before = office.activities().size();
  office.fault({{"kind", "drop_after"}, {"method", "POST"}, {"path", "/api/v2/activities"}, {"times", 1}});
  auto const first = office.log("p-1", "note");
  REQUIRE(outcome(first) == "result");
  auto const second = office.log("p-1", "note");
  REQUIRE(outcome(second) == "result");
  CHECK(second.at("result").at("state") != "queued");
  CHECK(office.activities().size() == before + 1);
}

TEST_CASE("each refusal of the CRM gets its own honest answer") {
  struct Row {
    int status;
    char const* name;
  };
  auto const row = GENERATE(Row{400, "invalid_params"}, Row{403, "forbidden"}, Row{404, "not_found"}, Row{422, "invalid_params"});
  Office office;
  auto const person = office.world.result("contact.find", {{"jwtToken", office.token}, {"phoneNumber", shared_number}});
  office.fault({{"kind", "status"}, {"status", row.status}, {"method", "POST"}, {"path", "/api/v2/activities"}, {"times", 1}});
  auto const reply = office.log("p-1", "note");
  CAPTURE(row.status, json::serialize(reply));
  CHECK(outcome(reply) == row.name);
  auto const again = office.log("p-1", "note");  // nothing was lost: it goes through now
  CHECK(outcome(again) == "result");
}

TEST_CASE("a CRM that fails or talks nonsense keeps the log waiting, and says why") {
  auto const fault = GENERATE(std::string("drop_before"), std::string("status"), std::string("html_403"));
  Office office;
  office.log("warm-up", "note");
  json::object spec{{"kind", fault}, {"method", "POST"}, {"path", "/api/v2/activities"}, {"times", 50}};
  if (fault == "status") spec["status"] = 503;
  office.fault(spec);
  auto const reply = office.log("p-1", "note");
  CAPTURE(fault, json::serialize(reply));
  REQUIRE(outcome(reply) == "result");
  CHECK(reply.at("result").at("state") == "queued");
  CHECK(reply.at("result").at("returnMessage").at("messageType") == "warning");
  CHECK_FALSE(reply.at("result").at("returnMessage").at("details").as_array().empty());
}

TEST_CASE("the sign-in by browser uses the organisation's app, its secret and its fixed redirect") {
  auto const port = free_port();
  auto const crm = CrmProcess::simulator("pipedrive");
  auto const redirect = "http://localhost:" + std::to_string(port) + "/callback";
  REQUIRE(http("PUT", crm.url() + "/_sim/settings",
               json::serialize(json::object{{"consent", "allow"}, {"redirectUri", redirect}})).status < 300);
  CrmWorld world({{"pipedrive", json::object{{"base_url", crm.url()},
                                             {"client_id", "sim-client"},
                                             {"redirect_ports", json::array{port}}}}});
  auto const without = world.ask("connection.authorize", {{"platform", "pipedrive"}, {"kind", "oauth"}});
  CHECK(outcome(without) == "forbidden");  // nobody has set the secret yet

  world.set_secret("pipedrive", "sim-client-secret");
  auto const reply = world.sign_in_by_browser({{"platform", "pipedrive"}});
  REQUIRE(outcome(reply) == "result");
  auto const token = reply.at("result").at("jwtToken");
  CHECK(outcome(world.ask("contact.find", {{"jwtToken", token}, {"phoneNumber", shared_number}})) == "result");

  REQUIRE(http("PUT", crm.url() + "/_sim/settings", R"({"expireAccess":true})").status < 300);
  CHECK(outcome(world.ask("contact.find", {{"jwtToken", token}, {"phoneNumber", shared_number}})) == "result");  // refreshed
  REQUIRE(http("PUT", crm.url() + "/_sim/settings", R"({"revokeAll":true})").status < 300);
  CHECK(outcome(world.ask("contact.find", {{"jwtToken", token}, {"phoneNumber", shared_number}})) == "auth_required");
  CHECK(world.notification("connection.changed").at("state") == "active");
  CHECK(world.notification("connection.changed").at("state") == "expired");
}

TEST_CASE("without a token every CRM is asked, and one that fails hides no other") {
  TempDir dir;
  auto const sandbox = CrmProcess::sandbox(dir / "crm.sqlite");
  std::optional<CrmProcess> pipedrive(CrmProcess::simulator("pipedrive"));
  CrmWorld world({{"sandbox", json::object{{"base_url", sandbox.url()}}},
                  {"pipedrive", json::object{{"base_url", pipedrive->url()}}}});
  world.sign_in("sandbox", "sandbox");
  world.sign_in("pipedrive", "sim-api-token");
  auto const both = world.result("contact.find", {{"phoneNumber", shared_number}});
  CHECK(both.at("contact").as_array().size() == 4);
  CHECK_FALSE(both.contains("failures"));
  pipedrive.reset();
  auto const one = world.result("contact.find", {{"phoneNumber", shared_number}});
  REQUIRE(one.at("contact").as_array().size() == 1);
  CHECK(one.at("contact").at(0).at("platform") == "sandbox");
  REQUIRE(one.at("failures").as_array().size() == 1);
  CHECK(one.at("failures").at(0).at("platform") == "pipedrive");
  CHECK(one.at("failures").at(0).at("name") == "unavailable");
}

}  // namespace patchbay::test
