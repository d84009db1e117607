// The real host, the HubSpot adapter and the strict simulator: each way to sign in, a log's life, and a lost
// answer.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/crm_world.hpp"

namespace patchbay::test {
namespace {

constexpr char shared_number[] = "+14155550132";
constexpr char owner_of_logs[] = "9002";

json::object by_key(std::string_view email) {
  return {{"platform", "hubspot"}, {"kind", "apiKey"}, {"apiKey", "sim-service-key"}, {"email", email}};
}

struct Office {
  CrmProcess crm = CrmProcess::simulator("hubspot");
  CrmWorld world{{{"hubspot", json::object{{"base_url", crm.url()}}}}};
  std::string token =
      text(world.result("connection.authorize", by_key("eliot+sales@example.com")).at("jwtToken"));

  json::array records(std::string const& type) {
    return json::parse(http("GET", crm.url() + "/_sim/" + type).body).as_array();
  }
  json::object contact(std::string_view number = shared_number) {
    auto const found = world.result("contact.find", {{"jwtToken", token}, {"phoneNumber", number}});
    REQUIRE_FALSE(found.at("contact").as_array().empty());
    return found.at("contact").at(0).as_object();
  }
  json::object log(std::string_view session, std::string_view note, json::object additional = {}) {
    auto const person = contact();
    return world.ask("callLog.create", {{"jwtToken", token},
                                        {"logInfo", call_record(session, shared_number)},
                                        {"note", note},
                                        {"contactId", person.at("id")},
                                        {"contactType", person.at("type")},
                                        {"contactName", person.at("name")},
                                        {"additionalSubmission", std::move(additional)}});
  }
};

bool holds(json::array const& records, std::string_view words) {
  return json::serialize(records).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a key and an e-mail sign a person in to HubSpot, who finds, logs and signs out") {
  Office office;
  auto const user = office.world.result("userInfo.get", {{"jwtToken", office.token}}).at("user").as_object();
  CHECK(user.at("id") == "2468101-502");
  CHECK(user.at("timezoneName") == "Europe/Berlin");
  auto const contact = office.contact();
  CHECK(contact.at("evidence").at("strength") == "exact");
  CHECK(contact.at("organization") == "Harbour & Sons");
  CHECK(contact.at("additionalInfo").at("deal").as_array().size() == 1);
  CHECK(contact.at("additionalInfo").at("outcome").as_array().size() == 6);
  CHECK(text(contact.at("url")) ==
        "https://app.hubspot.com/contacts/2468101/contact/" + text(contact.at("id")));
  auto const deal = contact.at("additionalInfo").at("deal").at(0).at("const");
  REQUIRE(outcome(office.log("h-1", "hello", {{"deal", deal}})) == "result");
  auto const calls = office.records("calls");
  REQUIRE(calls.size() == 1);
  CHECK(calls.at(0).at("properties").at("hubspot_owner_id") == owner_of_logs);
  CHECK(calls.at(0).at("properties").at("hs_call_duration") == "125000");
  CHECK(calls.at(0).at("associations").at("deals").at(0) == deal);
  CHECK(office.world.result("unAuthorize", {{"jwtToken", office.token}}).at("successful") == true);
  CHECK(outcome(office.world.ask("userInfo.get", {{"jwtToken", office.token}})) == "auth_required");
}

TEST_CASE("a wrong key and a stranger's e-mail are refused in HubSpot, each by its own name") {
  auto const crm = CrmProcess::simulator("hubspot");
  CrmWorld world({{"hubspot", json::object{{"base_url", crm.url()}}}});
  auto wrong = by_key("");
  wrong["apiKey"] = "wrong";
  CHECK(outcome(world.ask("connection.authorize", wrong)) == "auth_required");
  auto const stranger = world.ask("connection.authorize", by_key("nobody@example.com"));
  REQUIRE(outcome(stranger) == "invalid_params");
  CHECK(stranger.at("error").at("data").at("field") == "email");
  CHECK(world.result("connection.list", {}).at("connections").as_array().empty());
}

TEST_CASE("a call is logged once in HubSpot, and what a colleague wrote survives an update") {
  Office office;
  auto const logged = office.log("h-1", "Asked for <b>two</b> years & a discount");
  REQUIRE(outcome(logged) == "result");
  CHECK(logged.at("result").at("state") == "logged");
  CHECK(outcome(office.log("h-1", "again")) == "result");
  REQUIRE(office.records("calls").size() == 1);

  auto const id = text(logged.at("result").at("logId"));
  auto const body = text(office.records("calls").at(0).at("properties").at("hs_call_body"));
  json::object const edited{
      {"properties", json::object{{"hs_call_body", body + "<p>Tom: they signed.</p>"}}}};
  auto const patched =
      http("PATCH", office.crm.url() + "/crm/objects/2026-09/calls/" + id, json::serialize(edited),
           {"Content-Type: application/json", "Authorization: Bearer sim-service-key"});
  REQUIRE(patched.status == 200);
  auto const updated = office.world.result(
      "callLog.update",
      {{"jwtToken", office.token}, {"sessionId", "h-1"}, {"recordingLink", "https://phone.example/r/1.mp3"}});
  CHECK(updated.at("state") == "logged");
  auto const calls = office.records("calls");
  CHECK(holds(calls, "they signed"));
  CHECK(calls.at(0).at("properties").at("hs_call_recording_url") == "https://phone.example/r/1.mp3");
  auto const read = office.world.result(
      "callLog.get", {{"jwtToken", office.token}, {"sessionIds", "h-1"}, {"requireDetails", true}});
  CHECK(read.at("logs").at(0).at("logData").at("note") == "Asked for <b>two</b> years & a discount");
}

TEST_CASE("an answer that is lost after HubSpot acted leaves one record") {
  Office office;
  json::object const fault{
      {"kind", "drop_after"}, {"method", "POST"}, {"path", "/crm/objects/2026-09/calls"}};
  auto const person = office.contact();
  REQUIRE(http("POST", office.crm.url() + "/_sim/faults", json::serialize(fault)).status < 300);
  json::object const params{{"jwtToken", office.token},
                            {"logInfo", call_record("h-1", shared_number)},
                            {"contactId", person.at("id")},
                            {"contactType", person.at("type")},
                            {"contactName", person.at("name")},
                            {"note", "note"},
                            {"waitMs", 20000}};
  office.world.result("callLog.create", params);
  auto const second = office.world.result("callLog.create", params);
  CHECK(second.at("state") != "queued");
  CHECK(office.records("calls").size() == 1);
}

TEST_CASE("a conversation becomes one communication in HubSpot") {
  Office office;
  auto const person = office.contact();
  auto const message = [](std::string_view id, std::string_view time, std::string_view words) {
    return json::object{{"id", id}, {"direction", "Inbound"}, {"subject", words}, {"creationTime", time}};
  };
  auto const send = [&](json::array messages) {
    json::object info{{"conversationId", "c-1"}, {"type", "SMS"}, {"messages", std::move(messages)}};
    return office.world.result("messageLog.create", {{"jwtToken", office.token},
                                                     {"contactId", person.at("id")},
                                                     {"contactType", person.at("type")},
                                                     {"contactName", person.at("name")},
                                                     {"logInfo", std::move(info)}});
  };
  auto const first = send({message("m-1", "2026-11-20T18:01:00Z", "first & <b>bold</b>")});
  auto const more = send({message("m-2", "2026-11-20T18:02:00Z", "second")});
  CHECK(more.at("logIds") == first.at("logIds"));
  auto const records = office.records("communications");
  REQUIRE(records.size() == 1);
  CHECK(holds(records, "first &amp; &lt;b&gt;bold"));
  CHECK(holds(records, "second"));
}

TEST_CASE("the sign-in by browser to HubSpot needs the app's secret, renews its token, and ends with it") {
  auto const port = free_port();
  auto const crm = CrmProcess::simulator("hubspot");
  auto const settings = [&](json::object const& wish) {
    REQUIRE(http("PUT", crm.url() + "/_sim/settings", json::serialize(wish)).status < 300);
  };
  settings({{"consent", "allow"}, {"redirectUri", "http://localhost:" + std::to_string(port) + "/callback"}});
  CrmWorld world({{"hubspot", json::object{{"base_url", crm.url()},
                                           {"client_id", "sim-client"},
                                           {"redirect_ports", json::array{port}}}}});
  CHECK(outcome(world.ask("connection.authorize", {{"platform", "hubspot"}, {"kind", "oauth"}})) ==
        "forbidden");
  world.set_secret("hubspot", "sim-client-secret");
  auto const sign_in = [&] {
    auto const reply = world.sign_in_by_browser({{"platform", "hubspot"}});
    REQUIRE(outcome(reply) == "result");
    CHECK(reply.at("result").at("user").at("name") == "Dana Fields");
    return text(reply.at("result").at("jwtToken"));
  };
  auto const token = sign_in();
  auto const find = [&] {
    return outcome(world.ask("contact.find", {{"jwtToken", token}, {"phoneNumber", shared_number}}));
  };
  CHECK(find() == "result");
  settings({{"expireAccess", true}});
  CHECK(find() == "result");
  settings({{"revokeAll", true}, {"expireAccess", true}});
  CHECK(find() == "auth_required");
  CHECK(find() == "auth_required");

  auto const again = sign_in();
  auto const out = world.result("unAuthorize", {{"jwtToken", again}});
  CHECK(out.at("returnMessage").at("messageType") == "success");  // HubSpot was told
}

}  // namespace patchbay::test
