// The real host, the Salesforce adapter and the strict simulator: the sign-in, tokens that rotate, a log's
// life, and a lost answer.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/crm_world.hpp"

namespace patchbay::test {
namespace {

constexpr char shared_number[] = "+14155550132";
constexpr char ada_alone[] = "+14155550170";

// A company with its own app, whose administrator has set the client id and the ports.
struct Company {
  CrmProcess crm = CrmProcess::simulator("salesforce");
  json::array ports{free_port(), free_port()};
  CrmWorld world{{{"salesforce", json::object{{"base_url", crm.url()},
                                              {"client_id", "sim-consumer-key"},
                                              {"redirect_ports", ports}}}}};

  Company() { redirect_to(0); }

  void setting(json::object settings) {
    REQUIRE(http("PUT", crm.url() + "/_sim/settings", json::serialize(settings)).status == 200);
  }
  // The one address that the app has registered.
  void redirect_to(std::size_t port) {
    setting({{"consent", "allow"},
             {"redirectUri", "http://localhost:" + json::serialize(ports.at(port)) + "/callback"}});
  }
  void fault(json::object fault) {
    REQUIRE(http("POST", crm.url() + "/_sim/faults", json::serialize(fault)).status == 200);
  }
  json::array rows(std::string const& object) {
    return json::parse(http("GET", crm.url() + "/_sim/" + object).body).as_array();
  }
  // Through the browser and back; the reply to connection.authorize.
  json::object authorize(json::object params = {}) {
    params["platform"] = "salesforce";
    return world.sign_in_by_browser(std::move(params));
  }
  std::string sign_in() {
    auto const reply = authorize();
    INFO(json::serialize(reply));
    REQUIRE(outcome(reply) == "result");
    return text(reply.at("result").at("jwtToken"));
  }
};

struct Office : Company {
  std::string token = sign_in();

  json::object find(std::string_view number = shared_number) {
    return world.ask("contact.find", {{"jwtToken", token}, {"phoneNumber", number}, {"refresh", true}});
  }
  json::object ada() { return find(ada_alone).at("result").at("contact").at(0).as_object(); }
  json::object log(std::string_view session, std::string_view note, json::object additional = {}) {
    auto const person = ada();
    return world.ask("callLog.create", {{"jwtToken", token},
                                        {"logInfo", call_record(session, ada_alone)},
                                        {"note", note},
                                        {"contactId", person.at("id")},
                                        {"contactType", person.at("type")},
                                        {"contactName", person.at("name")},
                                        {"additionalSubmission", std::move(additional)},
                                        {"waitMs", 20000}});
  }
};

bool holds(json::array const& records, std::string_view words) {
  return json::serialize(records).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a person signs in to Salesforce without any secret, finds, logs, and is signed out there") {
  Office office;
  auto const user = office.world.result("userInfo.get", {{"jwtToken", office.token}}).at("user").as_object();
  CHECK(user.at("name") == "Robin Vale");
  CHECK(user.at("timezoneName") == "Europe/Berlin");
  CHECK(office.find().at("result").at("contact").as_array().size() == 3);
  auto const ada = office.ada();
  CHECK(ada.at("organization") == "Harbour & Sons");
  CHECK(text(ada.at("url")) == office.crm.url() + "/lightning/r/Contact/" + text(ada.at("id")) + "/view");
  auto const deal = ada.at("additionalInfo").at("opportunity").at(0).at("const");
  CHECK(ada.at("additionalInfo").at("outcome").as_array().size() == 5);
  auto const logged = office.log("s-1", "hello", {{"opportunity", deal}, {"outcome", "No answer"}});
  REQUIRE(outcome(logged) == "result");
  CHECK(text(logged.at("result").at("url")) ==
        office.crm.url() + "/lightning/r/Task/" + text(logged.at("result").at("logId")) + "/view");
  auto const tasks = office.rows("Task");
  REQUIRE(tasks.size() == 1);
  CHECK(tasks.at(0).at("WhatId") == deal);
  CHECK(tasks.at(0).at("CallDurationInSeconds") == 125);
  CHECK(tasks.at(0).at("CallDisposition") == "No answer");
  CHECK(tasks.at(0).at("ActivityDate") == "2026-11-20");
  auto const out = office.world.result("unAuthorize", {{"jwtToken", office.token}});
  CHECK(out.at("returnMessage").at("messageType") == "success");  // Salesforce was told
  CHECK(outcome(office.find()) == "auth_required");
}

TEST_CASE("a port that somebody else holds is passed over for the next one that Salesforce's app knows") {
  Company company;
  company.redirect_to(1);
  boost::asio::io_context io;
  using boost::asio::ip::tcp;
  auto const first = company.ports.at(0).to_number<std::uint16_t>();
  tcp::acceptor const holder(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), first));
  CHECK(outcome(company.authorize()) == "result");
}

TEST_CASE("My Domain asks for its host name, which must be one of Salesforce's") {
  Company company;
  json::object params{{"platform", "salesforce"}, {"kind", "oauth"}, {"region", "my_domain"}};
  CHECK(outcome(company.world.ask("connection.authorize", params)) == "invalid_params");
  params["hostname"] = "company.my.salesforce.com.attacker.example";
  auto const stranger = company.world.ask("connection.authorize", params);
  CHECK(outcome(stranger) == "invalid_params");
  CHECK(stranger.at("error").at("data").at("field") == "hostname");
  CHECK(outcome(company.authorize({{"region", "my_domain"}, {"hostname", "company.my.salesforce.com"}})) ==
        "result");
  CHECK(outcome(company.authorize({{"region", "sandbox"}})) == "result");
}

TEST_CASE("each refresh token of Salesforce is used once, and the new one outlives the host") {
  Office office;
  for (int i = 0; i < 2; ++i) {
    office.setting({{"expireAccess", true}});
    CHECK(outcome(office.find()) == "result");
  }
  office.world.restart();
  office.setting({{"expireAccess", true}});
  CHECK(outcome(office.find()) == "result");
  office.setting({{"revokeAll", true}});
  CHECK(outcome(office.find()) == "auth_required");
  CHECK(outcome(office.find()) == "auth_required");
}

TEST_CASE("a call is logged once in Salesforce, and what a colleague wrote survives an update") {
  Office office;
  auto const logged = office.log("s-1", "Asked for <b>two</b> years & a discount");
  REQUIRE(outcome(logged) == "result");
  CHECK(logged.at("result").at("state") == "logged");
  CHECK(outcome(office.log("s-1", "again")) == "result");
  REQUIRE(office.rows("Task").size() == 1);
  auto const body = text(office.rows("Task").at(0).at("Description"));
  CHECK(body.find("Asked for <b>two</b> years & a discount") != std::string::npos);  // it is plain text

  auto const id = text(logged.at("result").at("logId"));
  json::object const edited{{"Description", body + "\nTom: they signed."}};
  auto const patched =
      http("PATCH", office.crm.url() + "/services/data/v66.0/sobjects/Task/" + id, json::serialize(edited),
           {"Content-Type: application/json", "Authorization: Bearer 00D5g000001AbCd!sim-session"});
  REQUIRE(patched.status == 204);
  auto const updated = office.world.result(
      "callLog.update",
      {{"jwtToken", office.token}, {"sessionId", "s-1"}, {"recordingLink", "https://phone.example/r/1.mp3"}});
  CHECK(updated.at("state") == "logged");
  CHECK(holds(office.rows("Task"), "they signed"));
  CHECK(holds(office.rows("Task"), "phone.example/r/1.mp3"));
  auto const read = office.world.result(
      "callLog.get", {{"jwtToken", office.token}, {"sessionIds", "s-1"}, {"requireDetails", true}});
  CHECK(read.at("logs").at(0).at("logData").at("note") == "Asked for <b>two</b> years & a discount");
  auto const filed =
      office.world.result("callDisposition.set", {{"jwtToken", office.token},
                                                  {"sessionId", "s-1"},
                                                  {"dispositions", json::object{{"outcome", "Busy"}}}});
  CHECK(filed.at("successful") == true);
  CHECK(office.rows("Task").at(0).at("CallDisposition") == "Busy");
}

TEST_CASE("an answer that is lost after Salesforce acted leaves one task") {
  Office office;
  auto const path = "/services/data/v66.0/sobjects/Task";
  office.fault({{"kind", "drop_after"}, {"method", "POST"}, {"path", path}});
  office.log("s-1", "note");
  auto const second = office.log("s-1", "note");
  REQUIRE(outcome(second) == "result");
  CHECK(second.at("result").at("state") != "queued");
  CHECK(office.rows("Task").size() == 1);
}

TEST_CASE("a conversation becomes one task in Salesforce") {
  Office office;
  auto const person = office.ada();
  auto const send = [&](std::string_view id, std::string_view words) {
    json::array const messages{json::object{
        {"id", id}, {"direction", "Inbound"}, {"subject", words}, {"creationTime", "2026-11-20T18:01:00Z"}}};
    json::object const info{{"conversationId", "c-1"}, {"type", "SMS"}, {"messages", messages}};
    return office.world.result("messageLog.create", {{"jwtToken", office.token},
                                                     {"contactId", person.at("id")},
                                                     {"contactType", person.at("type")},
                                                     {"contactName", person.at("name")},
                                                     {"logInfo", info},
                                                     {"waitMs", 20000}});
  };
  auto const first = send("m-1", "first & <b>bold</b>");
  auto const more = send("m-2", "second");
  CHECK(more.at("logIds") == first.at("logIds"));
  REQUIRE(office.rows("Task").size() == 1);
  CHECK(office.rows("Task").at(0).at("TaskSubtype") == "Task");
  CHECK(holds(office.rows("Task"), "first & <b>bold</b>"));
  CHECK(holds(office.rows("Task"), "second"));
}

TEST_CASE(
    "a lead is made with its company, which the form asks for, and a second like it is no error of ours") {
  Office office;
  auto const listed = office.world.result("platform.list", {});
  CHECK(holds({json::value(listed)}, R"({"id":"Company","label":"Company","required":true})"));
  json::object params{{"jwtToken", office.token},
                      {"phoneNumber", "+14155550111"},
                      {"newContactName", "Ivo Stone"},
                      {"newContactType", "Lead"}};
  auto const without = office.world.ask("contact.create", params);
  CHECK(outcome(without) == "invalid_params");
  params["additionalSubmission"] = json::object{{"Company", "Stone & Sons"}, {"Email", "ivo@stone.example"}};
  CHECK(outcome(office.world.ask("contact.create", params)) == "result");
  CHECK(office.rows("Lead").size() == 4);
  params["phoneNumber"] = "+14155550112";
  auto const second = office.world.ask("contact.create", params);
  CHECK(outcome(second) == "conflict");
  CHECK(holds({json::value(second)}, "Search for the name and choose it"));
}

TEST_CASE("a day of requests that is used up is told as such") {
  Office office;
  auto const ada = office.ada();
  office.setting({{"dayUsedUp", true}});
  for (int i = 0; i < 2; ++i) {  // from Salesforce's refusal, then from what it told
    auto const reply = office.find();
    CHECK(outcome(reply) == "rate_limited");
    CHECK(json::serialize(reply).find("used up") != std::string::npos);
  }
}

}  // namespace patchbay::test
