// The real host and the sandbox CRM: what an agent does in a day, and what goes wrong in one.
#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "protocol/crm_world.hpp"

namespace patchbay::test {
namespace {

json::object pointing_at(CrmProcess const& crm) { return {{"sandbox", json::object{{"base_url", crm.url()}}}}; }

struct Sandbox {
  TempDir dir;
  CrmProcess crm = CrmProcess::sandbox(dir / "crm.sqlite");
  CrmWorld world{pointing_at(crm)};
  std::string token = world.sign_in("sandbox", "sandbox");

  json::object create_params(std::string_view session, std::string_view note) {
    return {{"jwtToken", token},   {"logInfo", call_record(session)}, {"note", note},
            {"contactId", "1"},    {"contactType", "customer"},       {"contactName", "Maya Okafor"}};
  }
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// Lets the person in the browser agree, and the browser follow the redirect. Returns what the last page said.
HttpAnswer agree(std::string const& authorize_url, std::string const& decision) {
  auto const query = authorize_url.substr(authorize_url.find('?') + 1);
  auto const origin = authorize_url.substr(0, authorize_url.find('/', 8));
  REQUIRE(http("GET", authorize_url).status == 200);
  auto const sent_back = http("POST", origin + "/oauth/authorize", query + "&decision=" + decision,
                              {"Content-Type: application/x-www-form-urlencoded"});
  REQUIRE(sent_back.status == 303);
  return http("GET", sent_back.location);
}

}  // namespace

TEST_CASE("a call is found, logged, read, edited, and logged only once") {
  Sandbox sandbox;
  auto const found = sandbox.world.result("contact.find", {{"jwtToken", sandbox.token}, {"phoneNumber", "+14155550132"}});
  REQUIRE(found.at("contact").as_array().size() == 1);
  auto const& contact = found.at("contact").at(0).as_object();
  CHECK(contact.at("name") == "Maya Okafor");
  CHECK(contact.at("evidence").at("strength") == "exact");

  auto const logged = sandbox.world.result("callLog.create", sandbox.create_params("s-1", "Grüße & <b>$&</b> 🎉"));
  CHECK(logged.at("state") == "logged");
  auto const again = sandbox.world.result("callLog.create", sandbox.create_params("s-1", "again"));
  CHECK(again.at("state") == "existing");
  CHECK(again.at("logId") == logged.at("logId"));

  auto const updated = sandbox.world.result(
      "callLog.update", {{"jwtToken", sandbox.token}, {"sessionId", "s-1"}, {"recordingLink", "https://phone.example/r/1"}});
  CHECK(updated.at("logId") == logged.at("logId"));
  auto const read = sandbox.world.result(
      "callLog.get", {{"jwtToken", sandbox.token}, {"sessionIds", "s-1, unknown"}, {"requireDetails", true}});
  REQUIRE(read.at("logs").as_array().size() == 2);
  auto const& row = read.at("logs").at(0).as_object();
  CHECK(row.at("logData").at("note") == "Grüße & <b>$&</b> 🎉");
  CHECK(contains(text(row.at("logData").at("fullBody")), "https://phone.example/r/1"));
  CHECK(read.at("logs").at(1).at("matched") == false);
  CHECK(contains(http("GET", text(row.at("url"))).body, "phone.example/r/1"));
}

TEST_CASE("a signed-out token is dead, and a log survives the sign-out without being doubled") {
  Sandbox sandbox;
  auto const first = sandbox.world.result("callLog.create", sandbox.create_params("s-1", "note"));
  CHECK(sandbox.world.result("unAuthorize", {{"jwtToken", sandbox.token}}).at("successful") == true);
  CHECK(outcome(sandbox.world.ask("contact.find", {{"jwtToken", sandbox.token}, {"phoneNumber", "+14155550132"}})) == "auth_required");
  CHECK(sandbox.world.result("connection.list", {}).at("connections").as_array().empty());
  sandbox.token = sandbox.world.sign_in("sandbox", "sandbox");
  auto const second = sandbox.world.result("callLog.create", sandbox.create_params("s-1", "note"));
  CHECK(second.at("state") == "existing");
  CHECK(second.at("logId") == first.at("logId"));
}

TEST_CASE("a wrong key is refused in words that say so, and nothing is stored") {
  TempDir dir;
  auto const crm = CrmProcess::sandbox(dir / "crm.sqlite");
  CrmWorld world(pointing_at(crm));
  auto const reply = world.ask("connection.authorize", {{"platform", "sandbox"}, {"kind", "apiKey"}, {"apiKey", "wrong"}});
  CHECK(outcome(reply) == "auth_required");
  CHECK(world.result("connection.list", {}).at("connections").as_array().empty());
}

TEST_CASE("the sign-in by browser ends in a connection, and the extension learns the address") {
  TempDir dir;
  auto const crm = CrmProcess::sandbox(dir / "crm.sqlite");
  CrmWorld world(pointing_at(crm));
  world.send(77, "connection.authorize", {{"platform", "sandbox"}, {"kind", "oauth"}});
  auto const asked = world.notification("connection.authorizing");
  CHECK(asked.at("requestId") == 77);
  auto const page = agree(text(asked.at("url")), "allow");
  CHECK(page.status == 200);
  auto const reply = world.reply_to(77);
  REQUIRE(outcome(reply) == "result");
  auto const token = text(reply.at("result").at("jwtToken"));
  CHECK(outcome(world.ask("contact.find", {{"jwtToken", token}, {"phoneNumber", "+14155550132"}})) == "result");
  world.restart();
  CHECK(outcome(world.ask("userInfo.get", {{"jwtToken", token}})) == "result");
  auto const out = world.result("unAuthorize", {{"jwtToken", token}});
  CHECK(out.at("returnMessage").at("messageType") == "success");
}

TEST_CASE("who declines in the browser is told so, and who cancels is asked no more") {
  TempDir dir;
  auto const crm = CrmProcess::sandbox(dir / "crm.sqlite");
  CrmWorld world(pointing_at(crm));
  world.send(1001, "connection.authorize", {{"platform", "sandbox"}, {"kind", "oauth"}});
  agree(text(world.notification("connection.authorizing").at("url")), "deny");
  CHECK(outcome(world.reply_to(1001)) == "cancelled");
  world.send(1002, "connection.authorize", {{"platform", "sandbox"}, {"kind", "oauth"}});
  world.notification("connection.authorizing");
  REQUIRE(world.host().process().write_frame(R"({"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1002}})"));
  CHECK(outcome(world.reply_to(1002)) == "cancelled");
}

TEST_CASE("a missing or mistyped parameter is named") {
  Sandbox sandbox;
  struct Row {
    char const* method;
    char const* params;
    char const* field;
  };
  auto const row = GENERATE(
      Row{"contact.find", R"({})", "phoneNumber"}, Row{"contact.find", R"({"phoneNumber":7.5})", "phoneNumber"},
      Row{"contact.find", R"({"phoneNumber":"abc"})", "phoneNumber"}, Row{"contact.search", R"({"name":" "})", "name"},
      Row{"contact.create", R"({"phoneNumber":"+14155550199"})", "newContactName"},
      Row{"callLog.create", R"({"contactId":"1"})", "logInfo"},
      Row{"callLog.create", R"({"contactId":"1","logInfo":{"direction":"Inbound"}})", "sessionId"},
      Row{"callLog.create", R"({"contactId":true,"logInfo":{"sessionId":"s","direction":"Inbound"}})", "contactId"},
      Row{"callLog.create", R"({"contactId":"1","logInfo":{"sessionId":"s","direction":"sideways"}})", "direction"},
      Row{"callLog.create", R"({"contactId":"1","logInfo":{"sessionId":"s","direction":"Inbound","duration":-1}})", "duration"},
      Row{"callLog.get", R"({})", "sessionIds"}, Row{"callLog.update", R"({"note":"n"})", "sessionId"},
      Row{"callLog.update", R"({"sessionId":"s","contactId":""})", "contactId"},
      Row{"task.create", R"({"subject":"Call back","dueTime":0})", "sessionId"},
      Row{"task.create", R"({"sessionId":"s","dueTime":0})", "subject"},
      Row{"task.create", R"({"sessionId":"s","subject":"Call back"})", "dueTime"},
      Row{"callDisposition.set", R"({"sessionId":"s"})", "dispositions"},
      Row{"connection.authorize", R"({"platform":"nobody","kind":"oauth"})", "platform"},
      Row{"connection.authorize", R"({"platform":"sandbox","kind":"magic"})", "kind"},
      Row{"connection.authorize", R"({"platform":"sandbox","kind":"apiKey"})", "apiKey"});
  CAPTURE(row.method, row.params);
  auto params = json::parse(row.params).as_object();
  params["jwtToken"] = sandbox.token;
  auto const reply = sandbox.world.ask(row.method, params);
  REQUIRE(outcome(reply) == "invalid_params");
  CHECK(reply.at("error").at("data").at("field") == row.field);
}

TEST_CASE("a bad token and a token of another machine are refused alike") {
  Sandbox sandbox;
  Sandbox stranger;
  for (auto const& token : {std::string("nonsense"), stranger.token, sandbox.token + "x"}) {
    CHECK(outcome(sandbox.world.ask("userInfo.get", {{"jwtToken", token}})) == "auth_required");
  }
}

TEST_CASE("a log that is accepted while the CRM is down reaches it later, once") {
  TempDir dir;
  auto const port = free_port();
  std::optional<CrmProcess> crm(CrmProcess::sandbox(dir / "crm.sqlite", port));
  CrmWorld world(pointing_at(*crm));
  auto const token = world.sign_in("sandbox", "sandbox");
  crm.reset();
  json::object const params{{"jwtToken", token}, {"logInfo", call_record("s-1")}, {"note", "kept"}, {"contactId", "1"}};
  auto const queued = world.result("callLog.create", params);
  CHECK(queued.at("state") == "queued");
  crm.emplace(CrmProcess::sandbox(dir / "crm.sqlite", port));
  world.restart();
  auto again = world.result("callLog.create", params);  // the agent asks once more
  CHECK((again.at("state") == "logged" || again.at("state") == "existing"));
  auto const read = world.result("callLog.get", {{"jwtToken", token}, {"sessionIds", "s-1"}, {"requireDetails", true}});
  CHECK(read.at("logs").at(0).at("logData").at("note") == "kept");
}

TEST_CASE("a task that is accepted while the CRM is down reaches it later, once, and is seen there") {
  TempDir dir;
  auto const port = free_port();
  std::optional<CrmProcess> crm(CrmProcess::sandbox(dir / "crm.sqlite", port));
  CrmWorld world(pointing_at(*crm));
  auto const token = world.sign_in("sandbox", "sandbox");
  crm.reset();
  json::object const params{{"jwtToken", token}, {"sessionId", "s-1"}, {"subject", "Call <Maya> back"},
                            {"note", "About the press"}, {"dueTime", "2026-11-23T17:00:00Z"}};
  CHECK(world.result("task.create", params).at("state") == "queued");
  auto const waiting = world.result("outbox.list", {}).at("entries").at(0).as_object();
  CHECK(waiting.at("kind") == "task");
  CHECK(waiting.at("sessionId") == "s-1");
  crm.emplace(CrmProcess::sandbox(dir / "crm.sqlite", port));
  world.restart();
  auto const again = world.result("task.create", params);  // the agent asks once more
  CHECK((again.at("state") == "logged" || again.at("state") == "existing"));
  auto const page = http("GET", text(again.at("url")));
  CHECK(page.status == 200);
  CHECK(contains(page.body, "Call &lt;Maya&gt; back"));
  CHECK(contains(page.body, "About the press"));
  CHECK(contains(page.body, "s-1-task"));
  CHECK(http("GET", crm->url() + "/tasks/2").status == 404);
}

TEST_CASE("messages of one conversation and day make one record, and known ones are skipped") {
  Sandbox sandbox;
  auto const message = [](std::string_view id, std::string_view time, std::string_view words) {
    return json::object{{"id", id}, {"direction", "Inbound"}, {"subject", words}, {"creationTime", time}};
  };
  auto const params = [&](json::array messages) {
    return json::object{{"jwtToken", sandbox.token},
                        {"contactId", "1"},
                        {"contactName", "Maya Okafor"},
                        {"logInfo", json::object{{"conversationId", "c-1"}, {"type", "SMS"}, {"messages", std::move(messages)}}}};
  };
  auto const first = sandbox.world.result("messageLog.create", params({message("m-2", "2026-11-20T18:02:00Z", "second"),
                                                                      message("m-1", "2026-11-20T18:01:00Z", "first")}));
  CHECK(first.at("logIds").as_array().size() == 1);
  auto const more = sandbox.world.result("messageLog.create", params({message("m-3", "2026-11-20T18:03:00Z", "third"),
                                                                     message("m-1", "2026-11-20T18:01:00Z", "first")}));
  CHECK(more.at("logIds") == first.at("logIds"));
  auto const body = http("GET", sandbox.crm.url() + "/messages/" + text(first.at("logIds").at(0))).body;
  CHECK(contains(body, "third"));
  CHECK(body.find("second") == body.rfind("second"));
  CHECK(body.find("first") < body.find("second"));
}

}  // namespace patchbay::test
