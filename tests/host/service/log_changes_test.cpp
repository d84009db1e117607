#include "service/log_changes.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

namespace patchbay::service {
namespace {

namespace json = boost::json;

json::object object(std::string_view text) { return json::parse(text).as_object(); }

constexpr UtcTime now{std::chrono::seconds(1795251600)};  // 2026-11-21T09:00:00Z

json::object created(std::string_view params, std::string_view log_info) {
  auto const record = parse_call_record(object(log_info));
  REQUIRE(record);
  auto const contact = contact_of(object(params), true);
  REQUIRE(contact);
  auto const change = change_of_create(object(params), *record, *contact, "Europe/Berlin", now);
  REQUIRE(change);
  return *change;
}

constexpr char short_call[] = R"({"sessionId": "s", "direction": "Inbound", "from": {"phoneNumber": "+14155550132"}})";

}  // namespace

TEST_CASE("a create says all that the call is, in the user's time") {
  auto const change = created(
      R"({"contactId": 7, "contactType": "person", "contactName": "Maya", "note": "Call back", "additionalSubmission": {"deal": "12"}})",
      R"({"sessionId": "s", "direction": "Outbound", "to": {"phoneNumber": "+14155550132"}, "from": {"name": "Robin", "extensionNumber": "101"},
          "startTime": "2026-11-21T08:00:00Z", "duration": 65, "result": "Call connected", "recording": {"link": "https://example.test/r"}})");
  CHECK(change.at("subject") == "Outbound call to Maya");
  CHECK(change.at("contact") == json::value(object(R"({"id": "7", "type": "person", "name": "Maya", "organizationId": ""})")));
  CHECK(change.at("additional") == json::value(object(R"({"deal": "12"})")));
  auto const& facts = change.at("facts").as_object();
  CHECK(facts.at("inbound") == false);
  CHECK(facts.at("startTime") == "2026-11-21T08:00:00Z");
  CHECK(facts.at("duration") == 65);
  CHECK(facts.at("recordingLink") == "https://example.test/r");
  auto const& sections = change.at("sections").as_object();
  CHECK(sections.at("dateTime") == "2026-11-21 09:00:00 AM");
  CHECK(sections.at("duration") == "1 minute, 5 seconds");
  CHECK(sections.at("agentName") == "Robin");
  CHECK(sections.at("agentNumber") == "101");
  CHECK(sections.at("contactNumber") == "+14155550132");
  CHECK(sections.at("note") == "Call back");
}

TEST_CASE("a call is named by the contact, else by what the phone system knows") {
  CHECK(created(R"({"contactId": "7"})", short_call).at("subject") == "Inbound call from +14155550132");
  CHECK(created(R"({"contactId": "7", "contactName": ""})",
                R"({"sessionId": "s", "direction": "Inbound", "from": {"extensionNumber": "9"}})")
            .at("subject") == "Inbound call from 9");
  CHECK(created(R"({"contactId": "7"})", R"({"sessionId": "s", "direction": "Inbound"})").at("subject") == "Inbound call");
  CHECK(created(R"({"contactId": "7", "contactName": "<b>M</b>"})",
                R"({"sessionId": "s", "direction": "Inbound", "customSubject": "Mine"})")
            .at("subject") == "Mine");
}

TEST_CASE("a log with nobody names nobody, and is called by the caller's name or number") {
  auto const change = created(R"({"contactName": "Maya"})", short_call);
  CHECK(change.at("contact") == json::value(object(R"({"id": "", "type": "", "name": "", "organizationId": ""})")));
  CHECK(change.at("subject") == "Inbound call from +14155550132");
  CHECK(created(R"({"contactId": null})", R"({"sessionId": "s", "direction": "Outbound", "to": {"name": "Front desk"}})").at("subject") ==
        "Outbound call to Front desk");
}

TEST_CASE("a contact must be named where a log with nobody is not allowed, and be an id in any case") {
  for (auto const* params : {R"({})", R"({"contactId": ""})", R"({"contactId": null})"}) {
    CHECK(contact_of(object(params), false).error().field == "contactId");
    CHECK(contact_of(object(params), true).value().at("id") == "");
  }
  CHECK(contact_of(object(R"({"contactId": true})"), true).error().field == "contactId");
}

TEST_CASE("what a call does not say yet is left out or pending, and it began now") {
  auto const change = created(R"({"contactId": "7"})",
                              R"({"sessionId": "s", "direction": "Inbound", "duration": "pending", "recording": {"id": "r"}})");
  auto const& facts = change.at("facts").as_object();
  CHECK(facts.at("startTime") == "2026-11-21T09:00:00Z");
  CHECK_FALSE(facts.contains("duration"));
  CHECK_FALSE(facts.contains("recordingLink"));
  CHECK(change.at("sections").at("duration") == "pending");
  CHECK(change.at("sections").at("recording") == "pending");
  CHECK_FALSE(change.at("sections").as_object().contains("note"));
}

TEST_CASE("an update says only what it names") {
  auto const note = change_of_update(object(R"({"note": "Called back"})"), "UTC");
  REQUIRE(note);
  CHECK(*note == object(R"({"sections": {"note": "Called back"}})"));
  auto const facts = change_of_update(object(R"({"duration": 5, "result": "Busy", "startTime": 0, "subject": "New",
      "recordingLink": "https://example.test/r", "additionalSubmission": {"deal": "1"}})"), "America/Los_Angeles");
  REQUIRE(facts);
  CHECK(facts->at("facts") == json::value(object(R"({"recordingLink": "https://example.test/r", "startTime": "1970-01-01T00:00:00Z",
      "startDay": "1969-12-31", "duration": 5, "result": "Busy"})")));
  CHECK(facts->at("subject") == "New");
  CHECK(facts->at("sections").at("subject") == "New");
  CHECK(facts->at("additional").at("deal") == "1");
}

TEST_CASE("an update that names a contact says of them what it names, and needs no more") {
  CHECK(change_of_update(object(R"({"contactId": 8, "contactName": "Tom", "contactType": ""})"), "UTC").value() ==
        object(R"({"contact": {"id": "8", "name": "Tom"}})"));
  for (auto const* params : {R"({"contactId": ""})", R"({"contactId": null})", R"({"contactId": true})"})
    CHECK(change_of_update(object(params), "UTC").error().field == "contactId");
  CHECK(change_of_update(object(R"({"contactId": "8", "contactName": true})"), "UTC").error().field == "contactName");
}

TEST_CASE("an update that names nothing, or something of a wrong type, is refused") {
  CHECK(change_of_update(object(R"({"note": "", "additionalSubmission": {}, "unknown": 1})"), "UTC").error().code ==
        ErrorCode::invalid_params);
  for (auto const* name : {"note", "subject", "result", "duration", "startTime", "legs", "additionalSubmission", "transcript"}) {
    INFO(name);
    CHECK(change_of_update({{name, true}}, "UTC").error().field == name);
  }
}

}  // namespace patchbay::service
