#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/call_requests.hpp"

namespace patchbay::test {

TEST_CASE("a call is logged, with its id and address") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  auto const result = world.call_logs.create(call(token), world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "logged");
  CHECK(result->at("logId") == "100");
  CHECK(result->at("url") == "https://acme.example/log/100");
  CHECK(result->at("returnMessage").at("message") == "Call logged.");
  auto const sent = world.acme.asked("callLog.create").at(0);
  CHECK(sent.at("subject") == "Inbound call from Maya Okafor");
  CHECK(sent.at("sessionId") == "s-1");
  CHECK(sent.at("contact").at("id") == "7");
  CHECK(sent.at("startTime") == "2026-11-21T09:00:00Z");
  CHECK(sent.at("duration") == 125);
  CHECK(sent.at("body").as_string().find("- Note: Call back") != std::string::npos);
}

TEST_CASE("a session that is logged is existing, and stays as it is") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.call_logs.create(call(token), world.request()));
  auto again = call(token);
  again["note"] = "Something else";
  auto const result = world.call_logs.create(again, world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "existing");
  CHECK(result->at("logId") == "100");
  CHECK(world.crm.count("callLog.create") == 1);
  CHECK(world.crm.count("callLog.update") == 0);
}

TEST_CASE("a session whose record was deleted in the CRM is logged anew, with what was added to it since") {
  bool const was_told = GENERATE(false, true);  // by an update that failed
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.call_logs.create(call(token), world.request()));
  REQUIRE(world.call_logs.update(change(token, "recordingLink", "https://example.test/r"), world.request()));
  world.crm.remove();
  if (was_told) {
    CHECK(name_of_error(world.call_logs.update(change(token, "note", "Called back"), world.request())) == "not_found");
  }
  auto const result = world.call_logs.create(call(token), world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "logged");
  CHECK(result->at("logId") == "101");
  REQUIRE(world.crm.logs().size() == 1);
  CHECK(world.crm.logs()[0].body.find("https://example.test/r") != std::string::npos);
  CHECK(world.call_logs.create(call(token), world.request())->at("state") == "existing");
}

TEST_CASE("a CRM that does not answer leaves a logged session existing") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.call_logs.create(call(token), world.request()));
  world.crm.fail_next("callLog.get", {ErrorCode::unavailable, false});
  CHECK(world.call_logs.create(call(token), world.request())->at("state") == "existing");
}

TEST_CASE("the same session at another account is another log") {
  ServiceWorld world;
  world.start();
  REQUIRE(world.call_logs.create(call(world.connect("acme", "7")), world.request()));
  auto const result = world.call_logs.create(call(world.connect("acme", "8")), world.request());
  CHECK(result->at("state") == "logged");
  CHECK(result->at("logId") == "101");
}

TEST_CASE("a CRM that is down leaves the log queued, with the reason") {
  ServiceWorld world;
  world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false});
  world.start();
  auto const token = world.connect("acme");
  auto const result = world.call_logs.create(call(token), world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "queued");
  CHECK_FALSE(result->as_object().contains("logId"));
  auto const& message = result->at("returnMessage");
  CHECK(message.at("messageType") == "warning");
  CHECK(message.at("details").at(0).at("items").at(0).at("text") == "as the test said");
  auto const row = rows_of(world, token, "s-1").at(0).as_object();
  CHECK(row.at("state") == "queued");
  CHECK(row.at("error").at("name") == "unavailable");
  CHECK_FALSE(row.contains("logData"));
}

TEST_CASE("who does not wait gets an answer at once, and the log is accepted") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  auto params = call(token);
  params["waitMs"] = 0;
  auto const result = world.call_logs.create(params, world.request());
  REQUIRE(result);
  CHECK((result->at("state") == "queued" || result->at("state") == "logged"));
  CHECK(world.ledger.find({"acme/7", outbox::Kind::call, "s-1"}).value());
  params["waitMs"] = "long";
  CHECK(world.call_logs.create(params, world.request()).error().field == "waitMs");
}

TEST_CASE("a refusal is the answer, and logging again with another contact works") {
  ServiceWorld world;
  world.crm.fail_next("callLog.create", {ErrorCode::not_found, false});
  world.start();
  auto const token = world.connect("acme");
  auto params = call(token);
  params["additionalSubmission"] = json::object{{"deal", "12"}};
  CHECK(name_of_error(world.call_logs.create(params, world.request())) == "not_found");
  CHECK(rows_of(world, token, "s-1").at(0).at("state") == "failed");
  params.erase("additionalSubmission");
  params["contactId"] = "8";
  auto const result = world.call_logs.create(params, world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "logged");
  CHECK(world.crm.logs().at(0).contact == "8");
  CHECK(world.crm.logs().at(0).additional.empty());  // the deal belonged to the first contact
}

TEST_CASE("a log that waits for a sign-in is kept, and says what it waits for") {
  ServiceWorld world;
  world.crm.fail_next("callLog.create", {ErrorCode::auth_required, false});
  world.start();
  auto const result = world.call_logs.create(call(world.connect("acme")), world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "queued");
  CHECK(result->at("returnMessage").at("messageType") == "warning");
  CHECK(result->at("returnMessage").at("message") == "Saved. It goes to the CRM after a new sign-in.");
}

TEST_CASE("a call that names no contact, no record or no session is refused by field") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  auto const field_without = [&](std::string_view name) {
    auto params = call(token);
    params.erase(name);
    return world.call_logs.create(params, world.request()).error().field;
  };
  CHECK(field_without("jwtToken") == "jwtToken");
  CHECK(field_without("logInfo") == "logInfo");
  CHECK(field_without("contactId") == "contactId");
  CHECK(field_without("contactName") == "");
}

TEST_CASE("an update changes its own part, and tells the note as it now is") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.call_logs.create(call(token), world.request()));
  auto const result = world.call_logs.update(change(token, "note", "Called back"), world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "logged");
  CHECK(result->at("updatedNote") == "Called back");
  CHECK(result->at("returnMessage").at("message") == "Call log updated.");
  auto const link = world.call_logs.update(change(token, "recordingLink", "https://example.test/r"), world.request());
  CHECK(link->at("updatedNote") == "Called back");
  auto const body = world.crm.logs().at(0).body;
  CHECK(body.find("Called back") != std::string::npos);
  CHECK(body.find("https://example.test/r") != std::string::npos);
  CHECK(body.find("Call back") == std::string::npos);
}

TEST_CASE("an update or a disposition of a session that nobody logged is not_found") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  CHECK(name_of_error(world.call_logs.update(change(token, "note", "a"), world.request())) == "not_found");
  CHECK(name_of_error(world.call_logs.set_disposition(change(token, "dispositions", {{"deal", "1"}}), world.request())) == "not_found");
  CHECK(name_of_error(world.call_logs.set_disposition(change(token, "dispositions", json::object()), world.request())) == "invalid_params");
  CHECK(name_of_error(world.call_logs.update(change(token, "unknown", "a"), world.request())) == "invalid_params");
}

TEST_CASE("a disposition files the log under another record") {
  ServiceWorld world;
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.call_logs.create(call(token), world.request()));
  auto const result = world.call_logs.set_disposition(change(token, "dispositions", {{"deal", "12"}}), world.request());
  REQUIRE(result);
  CHECK(result->at("logId") == "100");
  CHECK(world.crm.logs().at(0).additional.at("deal") == "12");
}

TEST_CASE("logs are read together, each into its own row, in the order of the question") {
  ServiceWorld world;
  world.acme.answer("callLog.get", [](json::object const&, MemoryAdapter::Get const&) -> Result<json::value> {
    return json::parse(R"({"logs": [
        {"id": "101", "error": {"status": 3, "message": "The CRM has no such log any more."}},
        {"id": "100", "subject": "Subject", "body": "- Note: As <b>typed</b>\n", "contactName": "", "dispositions": {"deal": "12"}}]})");
  });
  world.start();
  auto const token = world.connect("acme");
  for (auto const* session : {"s-1", "s-2", "s-3"}) REQUIRE(world.call_logs.create(call(token, session), world.request()));
  auto const rows = rows_of(world, token, "s-1, s-2,s-3,s-4");
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].at("logData") == json::parse(R"({"subject": "Subject", "note": "As <b>typed</b>", "contactName": "Maya Okafor",
      "fullBody": "- Note: As <b>typed</b>\n", "dispositions": {"deal": "12"}})"));
  CHECK(rows[1].at("logId") == "101");
  CHECK(rows[1].at("error").at("name") == "not_found");
  CHECK(rows[2].at("error").at("name") == "bad_reply");  // the adapter said nothing of it
  CHECK(rows[3] == json::parse(R"({"sessionId": "s-4", "matched": false})"));
  CHECK(world.acme.asked("callLog.get").size() == 1);
}

TEST_CASE("without details the CRM is not asked, and where it cannot be asked each row says so") {
  ServiceWorld world;
  world.acme.refuse("callLog.get", ErrorCode::timeout);
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.call_logs.create(call(token), world.request()));
  CHECK(rows_of(world, token, "s-1", false).at(0).at("logId") == "100");
  CHECK(world.acme.asked("callLog.get").empty());
  auto const rows = rows_of(world, token, "s-1,s-9");
  CHECK(rows[0].at("error").at("name") == "timeout");
  CHECK_FALSE(rows[1].as_object().contains("error"));
}

TEST_CASE("where the adapter cannot change a log that is said, and the log stays logged") {
  ServiceWorld world;
  world.acme.withhold("callLog.update");
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.call_logs.create(call(token), world.request()));
  json::object const later{{"jwtToken", token}, {"sessionId", "s-1"}, {"duration", 125}};
  CHECK(name_of_error(world.call_logs.update(later, world.request())) == "unsupported");
  json::object const deal{{"jwtToken", token}, {"sessionId", "s-1"}, {"dispositions", json::object{{"deal", "12"}}}};
  CHECK(name_of_error(world.call_logs.set_disposition(deal, world.request())) == "unsupported");
  CHECK(rows_of(world, token, "s-1", false).at(0).at("state") == "logged");
  CHECK(world.outbox_methods.list({}, world.request())->at("entries").as_array().empty());
}

TEST_CASE("a log that still waits takes along what the adapter could not bring later") {
  ServiceWorld world;
  world.acme.withhold("callLog.update");
  world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false});
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.call_logs.create(call(token), world.request())->at("state") == "queued");
  json::object const later{
      {"jwtToken", token}, {"sessionId", "s-1"}, {"note", "It was Tom"}, {"waitMs", not_in_the_way}};
  CHECK(world.call_logs.update(later, world.request())->at("state") == "logged");
  CHECK(world.crm.logs().at(0).body.find("It was Tom") != std::string::npos);
}

TEST_CASE("a log is filed anew by callDisposition.set, where there is no callLog.update") {
  ServiceWorld world;
  world.acme.withhold("callLog.update");
  world.acme.reply("callDisposition.set", {{"id", "100"}});
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.call_logs.create(call(token), world.request()));
  json::object const deal{{"jwtToken", token},
                          {"sessionId", "s-1"},
                          {"dispositions", json::object{{"deal", "12"}}},
                          {"waitMs", not_in_the_way}};
  REQUIRE(world.call_logs.set_disposition(deal, world.request()));
  CHECK(world.acme.asked("callDisposition.set").at(0).at("dispositions") == json::object{{"deal", "12"}});
}

TEST_CASE("a log that waits while its connection is removed goes on after a new sign-in") {
  ServiceWorld world;
  world.crm.fail_next("callLog.create", {ErrorCode::unavailable, false});
  world.start();
  auto const token = world.connect("acme");
  REQUIRE(world.call_logs.create(call(token), world.request()));
  REQUIRE(world.sign_in.sign_out({{"jwtToken", token}}, world.request()));
  auto const blocked = world.outbox.submit({"acme/7", outbox::Kind::call, "s-1"}, {{"subject", "Subject"}}, false,
                                           std::chrono::milliseconds(not_in_the_way), world.request().context);
  REQUIRE(blocked);
  CHECK(blocked->state == outbox::State::blocked);
  auto const again = world.connect("acme");
  auto const result = world.call_logs.create(call(again), world.request());
  REQUIRE(result);
  CHECK(result->at("state") == "logged");
  CHECK(world.crm.logs().size() == 1);
}

}  // namespace patchbay::test
