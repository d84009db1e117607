// The real host, the Zoho CRM adapter and the strict simulator: the sign-in through the browser, a log's
// life, and a lost answer.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/crm_world.hpp"

namespace patchbay::test {
namespace {

constexpr char shared_number[] = "+14155550132";

std::string string_of(json::value const& value) { return std::string(value.as_string()); }

std::string ending(json::object const& reply) {
  return reply.contains("result") ? "result" : string_of(reply.at("error").at("data").at("name"));
}

struct Office {
  std::uint16_t port = free_port();
  CrmProcess crm = CrmProcess::simulator("zoho");
  CrmWorld world{{{"zoho", json::object{{"base_url", crm.url()},
                                        {"client_id", "1000.SIMCLIENT"},
                                        {"redirect_ports", json::array{port}}}}}};
  std::string token;

  Office() {
    settings(
        {{"consent", "allow"}, {"redirectUri", "http://localhost:" + std::to_string(port) + "/callback"}});
  }

  void settings(json::object const& wish) {
    REQUIRE(http("PUT", crm.url() + "/_sim/settings", json::serialize(wish)).status < 300);
  }
  // Somebody who consents in the browser.
  json::object sign_in() {
    static int id = 500;
    world.send(++id, "connection.authorize", {{"platform", "zoho"}, {"kind", "oauth"}, {"region", "us"}});
    auto const sent_back = http("GET", string_of(world.notification("connection.authorizing").at("url")));
    REQUIRE(sent_back.status == 302);
    http("GET", sent_back.location);
    auto const reply = world.reply_to(id);
    if (reply.contains("result")) token = string_of(reply.at("result").at("jwtToken"));
    return reply;
  }
  json::array records(std::string const& module) {
    return json::parse(http("GET", crm.url() + "/_sim/" + module).body).as_array();
  }
  json::object find(std::string_view number = shared_number) {
    return world.ask("contact.find", {{"jwtToken", token}, {"phoneNumber", number}});
  }
  json::object contact(std::string_view number = shared_number) {
    auto const found = find(number);
    REQUIRE(ending(found) == "result");
    return found.at("result").at("contact").at(0).as_object();
  }
  json::object log_params(std::string_view session, std::string_view note, json::object additional = {}) {
    auto const person = contact();
    return {{"jwtToken", token},
            {"logInfo", call_record(session, shared_number)},
            {"note", note},
            {"contactId", person.at("id")},
            {"contactType", person.at("type")},
            {"contactName", person.at("name")},
            {"additionalSubmission", std::move(additional)}};
  }
};

bool holds(json::array const& records, std::string_view words) {
  return json::serialize(records).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a person signs in to Zoho CRM without a secret, finds, logs and signs out") {
  Office office;
  auto const reply = office.sign_in();
  REQUIRE(ending(reply) == "result");
  CHECK(reply.at("result").at("user").at("name") == "Dana Fields");
  auto const person = office.contact();
  CHECK(person.at("evidence").at("strength") == "exact");
  CHECK(person.at("organization") == "Harbour & Sons");
  CHECK(person.at("additionalInfo").at("deal").as_array().size() == 1);
  CHECK(person.at("additionalInfo").at("result").as_array().size() == 5);
  CHECK(string_of(person.at("url")) ==
        "https://crm.zoho.com/crm/org20063211/tab/Contacts/" + string_of(person.at("id")));
  auto const deal = person.at("additionalInfo").at("deal").at(0).at("const");
  auto const logged = office.world.ask("callLog.create", office.log_params("z-1", "hello", {{"deal", deal}}));
  REQUIRE(ending(logged) == "result");
  auto const calls = office.records("Calls");
  REQUIRE(calls.size() == 1);
  CHECK(calls.at(0).at("Call_Duration_in_seconds") == 125);
  CHECK(calls.at(0).at("What_Id").at("id") == deal);
  auto const out = office.world.result("unAuthorize", {{"jwtToken", office.token}});
  CHECK(out.at("returnMessage").at("messageType") == "success");  // Zoho was told
  CHECK(ending(office.world.ask("userInfo.get", {{"jwtToken", office.token}})) == "auth_required");
}

TEST_CASE(
    "what Zoho CRM is asked to consent to suffices to create each kind of contact, and to find it by name") {
  Office office;
  office.settings({{"indexLag", 0}});
  office.sign_in();
  for (std::string const type : {"Contacts", "Leads", "Accounts"}) {
    auto const name = "Nia " + type;
    auto const made =
        office.world.ask("contact.create", {{"jwtToken", office.token},
                                            {"phoneNumber", "+14155550177"},
                                            {"newContactName", name},
                                            {"newContactType", type},
                                            {"additionalSubmission", json::object{{"company", "Lamps"}}}});
    INFO(json::serialize(made));
    REQUIRE(ending(made) == "result");
    auto const found = office.world.result("contact.search", {{"jwtToken", office.token}, {"name", name}});
    REQUIRE(found.at("contact").as_array().size() == 1);
    CHECK(string_of(found.at("contact").at(0).at("type")) == type);
  }
}

TEST_CASE("a sign-in to Zoho CRM that is sent on to a stranger's server ends there") {
  Office office;
  office.settings({{"accountsServer", "https://accounts.zoho.example"}});
  CHECK(ending(office.sign_in()) == "forbidden");
  office.settings({{"accountsServer", ""}, {"clientId", "1000.ANOTHER"}});
  office.world.send(700, "connection.authorize", {{"platform", "zoho"}, {"kind", "oauth"}});
  CHECK(http("GET", string_of(office.world.notification("connection.authorizing").at("url"))).status == 400);
}

TEST_CASE("a call is logged once in Zoho CRM, and what a colleague wrote survives an update") {
  Office office;
  office.sign_in();
  auto const params = office.log_params("z-1", "Asked for <b>two</b> years & a discount");
  auto const logged = office.world.result("callLog.create", params);
  CHECK(logged.at("state") == "logged");
  CHECK(office.world.result("callLog.create", params).at("logId") == logged.at("logId"));
  auto const before = office.records("Calls");
  REQUIRE(before.size() == 1);

  auto const body = string_of(before.at(0).at("Description"));
  json::object const edited{
      {"data", json::array{json::object{{"Description", body + "Tom: they signed.\n"}}}}};
  auto const patched = http(
      "PUT", office.crm.url() + "/crm/v8/Calls/" + string_of(logged.at("logId")), json::serialize(edited),
      {"Content-Type: application/json", "Authorization: Zoho-oauthtoken 1000.sim-token"});
  REQUIRE(patched.status == 200);
  auto const updated = office.world.result(
      "callLog.update",
      {{"jwtToken", office.token}, {"sessionId", "z-1"}, {"recordingLink", "https://phone.example/r/1.mp3"}});
  CHECK(updated.at("state") == "logged");
  auto const calls = office.records("Calls");
  CHECK(holds(calls, "they signed"));
  CHECK(holds(calls, "phone.example"));
  auto const read = office.world.result(
      "callLog.get", {{"jwtToken", office.token}, {"sessionIds", "z-1"}, {"requireDetails", true}});
  CHECK(read.at("logs").at(0).at("logData").at("note") == "Asked for <b>two</b> years & a discount");
}

TEST_CASE("an answer that is lost after Zoho CRM acted leaves one record") {
  Office office;
  office.sign_in();
  auto params = office.log_params("z-1", "note");
  params["waitMs"] = 20000;
  // The first call of an organisation is a composite.
  json::object const fault{
      {"kind", "drop_after"}, {"method", "POST"}, {"path", "/crm/v8/__composite_requests"}};
  REQUIRE(http("POST", office.crm.url() + "/_sim/faults", json::serialize(fault)).status < 300);
  office.world.result("callLog.create", params);
  auto const second = office.world.result("callLog.create", params);
  CHECK(second.at("state") != "queued");
  auto const calls = office.records("Calls");
  REQUIRE(calls.size() == 1);
  CHECK(calls.at(0).at("Call_Duration_in_seconds") == 125);
}

TEST_CASE("a conversation becomes one note in Zoho CRM") {
  Office office;
  office.sign_in();
  auto const person = office.contact();
  auto const send = [&](std::string_view id, std::string_view time, std::string_view words) {
    json::object const message{
        {"id", id}, {"direction", "Inbound"}, {"subject", words}, {"creationTime", time}};
    json::object const info{{"conversationId", "c-1"}, {"type", "SMS"}, {"messages", json::array{message}}};
    return office.world.result("messageLog.create", {{"jwtToken", office.token},
                                                     {"contactId", person.at("id")},
                                                     {"contactType", person.at("type")},
                                                     {"contactName", person.at("name")},
                                                     {"logInfo", info}});
  };
  auto const first = send("m-1", "2026-11-20T18:01:00Z", "first & <b>bold</b>");
  auto const more = send("m-2", "2026-11-20T18:02:00Z", "second");
  CHECK(more.at("logIds") == first.at("logIds"));
  auto const notes = office.records("Notes");
  REQUIRE(notes.size() == 1);
  CHECK(holds(notes, "first & <b>bold</b>"));
  CHECK(holds(notes, "second"));
  CHECK(notes.at(0).at("Parent_Id").at("id") == person.at("id"));
}

TEST_CASE("the sign-in to Zoho CRM renews its token, and its end is said once a call is refused") {
  Office office;
  office.sign_in();
  CHECK(ending(office.find()) == "result");
  office.settings({{"expireAccess", true}});
  CHECK(ending(office.find()) == "result");
  office.settings({{"revokeAll", true}});
  CHECK(ending(office.find()) == "auth_required");
  CHECK(ending(office.find()) == "auth_required");
  REQUIRE(ending(office.sign_in()) == "result");
  CHECK(ending(office.find()) == "result");
}

}  // namespace patchbay::test
