// The real host, the Clio adapter and the strict simulator: the sign-in, a day's work, and the bad days.
#include <boost/asio/ip/tcp.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/crm_world.hpp"

namespace patchbay::test {
namespace {

constexpr char shared_number[] = "+14155550132";

// A firm with its own app, whose administrator has set the client id, the secret and the ports.
struct Firm {
  CrmProcess crm = CrmProcess::simulator("clio");
  json::array ports{free_port(), free_port()};
  CrmWorld world;

  explicit Firm(json::object directory = {{"enabled", false}})
      : world(
            {{"clio",
              json::object{{"base_url", crm.url()}, {"client_id", "sim-client"}, {"redirect_ports", ports}}}},
            std::move(directory)) {
    json::array uris;
    for (auto const& port : ports)
      uris.push_back(json::value("http://127.0.0.1:" + json::serialize(port) + "/callback"));
    setting({{"consent", "allow"}, {"redirectUris", uris}});
    world.set_secret("clio", "sim-client-secret");
  }

  void setting(json::object settings) {
    REQUIRE(http("PUT", crm.url() + "/_sim/settings", json::serialize(settings)).status == 200);
  }
  void fault(json::object fault) {
    REQUIRE(http("POST", crm.url() + "/_sim/faults", json::serialize(fault)).status == 200);
  }
  json::array rows(std::string const& collection) {
    return json::parse(http("GET", crm.url() + "/_sim/" + collection).body).as_array();
  }

  // Through the browser and back; the reply to connection.authorize.
  json::object authorize(json::object params = {}) {
    params["platform"] = "clio";
    return world.sign_in_by_browser(std::move(params));
  }
  std::string sign_in() {
    auto const reply = authorize();
    INFO(json::serialize(reply));
    REQUIRE(outcome(reply) == "result");
    return text(reply.at("result").at("jwtToken"));
  }
};

struct Office : Firm {
  std::string token = sign_in();
  json::value ada =
      world.result("contact.find", {{"jwtToken", token}, {"phoneNumber", shared_number}}).at("contact").at(0);

  json::object log(std::string_view session, std::string_view note, json::object additional = {}) {
    auto record = call_record(session, shared_number);
    record["startTime"] = "2026-11-21T02:00:00Z";  // still the day before in Los Angeles
    return world.ask("callLog.create", {{"jwtToken", token},
                                        {"logInfo", record},
                                        {"note", note},
                                        {"contactId", ada.at("id")},
                                        {"contactType", ada.at("type")},
                                        {"contactName", ada.at("name")},
                                        {"additionalSubmission", std::move(additional)}});
  }
  json::object update(json::object params) {
    params["jwtToken"] = token;
    return world.ask("callLog.update", params);
  }
};

}  // namespace

TEST_CASE("a firm's own app signs in to Clio, is refreshed with the token it has, and signs out there") {
  Firm firm;
  auto const reply = firm.authorize();
  INFO(json::serialize(reply));
  REQUIRE(outcome(reply) == "result");
  CHECK(reply.at("result").at("user").at("name") == "Dana Fields");
  CHECK(reply.at("result").at("user").at("timezoneName") == "America/Los_Angeles");
  json::object const find{{"jwtToken", reply.at("result").at("jwtToken")}, {"phoneNumber", shared_number}};
  for (int i = 0; i < 2; ++i) {  // the reply of a refresh names no refresh token: the old one must live on
    firm.setting({{"expireAccess", true}});
    CHECK(outcome(firm.world.ask("contact.find", find)) == "result");
  }
  auto const out = firm.world.result("unAuthorize", {{"jwtToken", find.at("jwtToken")}});
  CHECK(out.at("returnMessage").at("messageType") == "success");
  CHECK(outcome(firm.world.ask("contact.find", find)) == "auth_required");
}

TEST_CASE("a port that somebody else holds is passed over for the next one that the app knows") {
  Firm firm;
  boost::asio::io_context io;
  using boost::asio::ip::tcp;
  auto const first = firm.ports.at(0).to_number<std::uint16_t>();
  tcp::acceptor const holder(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), first));
  CHECK(outcome(firm.authorize()) == "result");
}

TEST_CASE("who declines is told so, and a revoked app ends in one request to sign in again") {
  Firm firm;
  firm.setting({{"consent", "deny"}});
  CHECK(outcome(firm.authorize()) == "cancelled");
  firm.setting({{"consent", "allow"}});
  auto const reply = firm.authorize();
  REQUIRE(outcome(reply) == "result");
  firm.setting({{"revokeAll", true}});
  json::object const find{{"jwtToken", reply.at("result").at("jwtToken")}, {"phoneNumber", shared_number}};
  CHECK(outcome(firm.world.ask("contact.find", find)) == "auth_required");
}

TEST_CASE("each of Clio's regions can be chosen, and no other") {
  Firm firm;
  auto const listed = firm.world.result("platform.list", {});
  json::array regions;
  for (auto const& platform : listed.at("platforms").as_array())
    if (platform.at("id") == "clio") regions = platform.at("regions").as_array();
  REQUIRE(regions.size() == 4);
  for (auto const& region : regions)
    CHECK(outcome(firm.authorize({{"region", region.at("id")}})) == "result");
  auto const nowhere =
      firm.world.ask("connection.authorize", {{"platform", "clio"}, {"kind", "oauth"}, {"region", "moon"}});
  CHECK(nowhere.at("error").at("data").at("field") == "region");
}

TEST_CASE("a shared number finds its people in whatever spelling, with their matters") {
  Office office;
  auto const found = office.world.result(
      "contact.find", {{"jwtToken", office.token}, {"phoneNumber", shared_number}, {"refresh", true}});
  auto const& contacts = found.at("contact").as_array();
  REQUIRE(contacts.size() == 3);
  for (auto const& contact : contacts)
    CHECK(contact.at("additionalInfo").at("matter").as_array().size() >= 2);
  CHECK(text(contacts.at(0).at("url")).starts_with("https://app.clio.com/nc/#/contacts/"));
}

TEST_CASE("a firm of two pages is in the directory, and who comes later comes with the next run") {
  Firm firm(json::object{{"enabled", true}});
  for (int i = 0; i < 200; ++i)
    firm.setting(
        {{"addPerson", json::object{{"name", "Desk " + std::to_string(i)}, {"phone", "+1 212 555 0100"}}}});
  firm.sign_in();
  auto const synced = [&] {
    for (;;) {
      auto const progress = firm.world.notification("directory.progress");
      if (progress.at("state") == "ready") return progress.at("contacts").as_int64();
    }
  };
  CHECK(synced() == 213);
  firm.setting({{"addPerson", json::object{{"name", "Nora Late"}, {"phone", "(415) 555-0201"}}}});
  firm.world.result("directory.sync", {});
  CHECK(synced() == 214);
  firm.crm.kill();
  auto const found = firm.world.result("contact.find", {{"phoneNumber", "+14155550201"}});
  CHECK(found.at("from") == "directory");
  CHECK(found.at("contact").at(0).at("name") == "Nora Late");
}

TEST_CASE("a call becomes one communication and one time entry on the user's own day") {
  Office office;
  auto const matter = office.ada.at("additionalInfo").at("matter").at(0).at("const");
  auto const logged = office.log("c-1", "Asked for <b>two</b> years & a discount", {{"matter", matter}});
  INFO(json::serialize(logged));
  REQUIRE(outcome(logged) == "result");
  CHECK(logged.at("result").at("state") == "logged");
  CHECK(office.log("c-1", "again").at("result").at("state") == "existing");
  REQUIRE(office.rows("communications").size() == 1);
  auto const entries = office.rows("activities");
  REQUIRE(entries.size() == 1);
  CHECK(entries.at(0).at("quantity") == 125);
  CHECK(entries.at(0).at("date") == "2026-11-20");
  CHECK(json::serialize(entries.at(0).at("matter_id")) == text(matter));
  auto const read = office.world.result(
      "callLog.get", {{"jwtToken", office.token}, {"sessionIds", "c-1"}, {"requireDetails", true}});
  auto const& data = read.at("logs").at(0).at("logData");
  CHECK(data.at("note") == "Asked for <b>two</b> years & a discount");
  CHECK(data.at("contactName") == "Ada Brook");
  CHECK(data.at("dispositions").at("matter") == matter);
}

TEST_CASE("what a colleague wrote into a communication survives an update, and the time entry follows") {
  Office office;
  REQUIRE(outcome(office.log("c-1", "first note")) == "result");
  auto const record = office.rows("communications").at(0);
  auto const edited = text(record.at("body")) + "\nTom: they signed on Friday.";
  office.setting({{"edit", json::object{{"id", record.at("id")}, {"body", edited}}}});
  auto const reply = office.update(
      {{"sessionId", "c-1"}, {"recordingLink", "https://phone.example/r/1"}, {"duration", 200}});
  INFO(json::serialize(reply));
  REQUIRE(outcome(reply) == "result");
  CHECK(reply.at("result").at("state") == "logged");
  auto const body = text(office.rows("communications").at(0).at("body"));
  CHECK(body.find("they signed on Friday") != std::string::npos);
  CHECK(body.find("phone.example/r/1") != std::string::npos);
  CHECK(body.find("first note") != std::string::npos);
  CHECK(office.rows("activities").at(0).at("quantity") == 200);
}

TEST_CASE("a matter that is chosen afterwards takes communication and time entry along") {
  Office office;
  REQUIRE(outcome(office.log("c-1", "note")) == "result");
  auto const matter = office.ada.at("additionalInfo").at("matter").at(1).at("const");
  office.world.result(
      "callDisposition.set",
      {{"jwtToken", office.token}, {"sessionId", "c-1"}, {"dispositions", json::object{{"matter", matter}}}});
  CHECK(json::serialize(office.rows("communications").at(0).at("matter_id")) == text(matter));
  CHECK(json::serialize(office.rows("activities").at(0).at("matter_id")) == text(matter));
}

TEST_CASE("an answer that is lost after Clio acted leaves one communication") {
  Office office;
  office.fault({{"kind", "drop_after"}, {"method", "POST"}, {"path", "/api/v4/communications"}});
  REQUIRE(outcome(office.log("c-1", "note")) == "result");
  auto const again = office.log("c-1", "note");
  REQUIRE(outcome(again) == "result");
  CHECK(again.at("result").at("state") != "queued");
  CHECK(office.rows("communications").size() == 1);
}

TEST_CASE(
    "a time entry that was lost on the way is made at the next attempt, and its communication only once") {
  auto const kind = GENERATE("drop_before", "drop_after");
  Office office;
  office.fault({{"kind", kind}, {"method", "POST"}, {"path", "/api/v4/activities"}});
  REQUIRE(outcome(office.log("c-1", "note")) == "result");
  auto const again = office.log("c-1", "note");
  INFO(json::serialize(again));
  REQUIRE(outcome(again) == "result");
  CHECK(again.at("result").at("state") != "queued");
  CHECK(office.rows("communications").size() == 1);
  auto const entries = office.rows("activities");
  REQUIRE(entries.size() == 1);
  CHECK(entries.at(0).at("quantity") == 125);
  CHECK(entries.at(0).at("date") == "2026-11-20");
}

TEST_CASE("messages of one conversation and day become one communication without a time entry") {
  Office office;
  auto const send = [&](std::string_view id, std::string_view words) {
    json::object const message{
        {"id", id}, {"direction", "Outbound"}, {"subject", words}, {"creationTime", "2026-11-20T18:01:00Z"}};
    json::object const info{{"conversationId", "c-1"}, {"type", "SMS"}, {"messages", json::array{message}}};
    return office.world.result("messageLog.create", {{"jwtToken", office.token},
                                                     {"contactId", office.ada.at("id")},
                                                     {"contactName", office.ada.at("name")},
                                                     {"logInfo", info}});
  };
  auto const first = send("m-1", "the first");
  CHECK(send("m-2", "the second").at("logIds") == first.at("logIds"));
  auto const records = office.rows("communications");
  REQUIRE(records.size() == 1);
  CHECK(text(records.at(0).at("body")).find("the second") != std::string::npos);
  CHECK(records.at(0).at("senders").at(0).at("type") == "User");
  CHECK(office.rows("activities").empty());
}

TEST_CASE("a fax becomes a document of its communication, by way of a storage that sees no token") {
  Office office;
  json::object const file{
      {"type", "RenderedDocument"}, {"contentType", "application/pdf"}, {"content", "JVBERg=="}};
  json::object const message{{"id", "m-1"},
                             {"direction", "Inbound"},
                             {"creationTime", "2026-11-20T18:01:00Z"},
                             {"attachments", json::array{file}}};
  auto const logged = office.world.result(
      "messageLog.create",
      {{"jwtToken", office.token},
       {"contactId", office.ada.at("id")},
       {"contactName", office.ada.at("name")},
       {"logInfo",
        json::object{{"conversationId", "c-1"}, {"type", "Fax"}, {"messages", json::array{message}}}}});
  REQUIRE(logged.at("state") == "logged");
  // The file follows by itself; to wait for it is to ask for it.
  auto const waiting = office.world.result("outbox.list", {{"jwtToken", office.token}});
  for (auto const& entry : waiting.at("entries").as_array())
    office.world.result("outbox.retry", {{"id", entry.at("id")}, {"waitMs", 20000}});
  auto const documents = office.rows("documents");
  REQUIRE(documents.size() == 1);
  auto const& document = documents.at(0).as_object();
  CHECK(document.at("latest_document_version").at("fully_uploaded") == true);
  CHECK(document.at("latest_document_version").at("bytes") == "%PDF");
  CHECK(document.at("communication_id") == office.rows("communications").at(0).at("id"));
  CHECK(text(document.at("name")).starts_with("Fax 2026-11-20"));
}

}  // namespace patchbay::test
