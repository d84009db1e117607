#include "service/call_record.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

namespace patchbay::service {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

json::object object(std::string_view text) { return json::parse(text).as_object(); }

// The smallest call record with one more member.
Result<CallRecord> record_with(std::string const& member) {
  return parse_call_record(object(R"({"sessionId": "s", "direction": "Inbound")" + (member.empty() ? "" : ", " + member) + "}"));
}

std::string field_refused(Result<CallRecord> const& record) { return record ? "none" : record.error().field; }

}  // namespace

TEST_CASE("a call record is read whole") {
  auto const record = parse_call_record(object(R"({"sessionId": 12, "direction": "Outbound",
      "from": {"extensionNumber": "101", "name": "Robin"}, "to": {"phoneNumber": "+14155550132"},
      "startTime": "2026-11-21T09:00:00+01:00", "duration": 125, "result": "Call connected",
      "recording": {"id": "r", "link": "https://example.test/r"}, "legs": [{}], "customSubject": "Mine"})"));
  REQUIRE(record);
  CHECK(record->session_id == "12");
  CHECK_FALSE(record->inbound);
  CHECK(record->contact_party().phone_number == "+14155550132");
  CHECK(record->agent_party().extension_number == "101");
  CHECK(to_iso(*record->start_time) == "2026-11-21T08:00:00Z");
  CHECK(record->duration == 125s);
  CHECK(record->result == "Call connected");
  CHECK(record->recording_link == "https://example.test/r");
  CHECK_FALSE(record->recording_pending);
  CHECK(record->legs.size() == 1);
  CHECK(record->custom_subject == "Mine");
}

TEST_CASE("what a call record must have or cannot have is refused by name") {
  CHECK(field_refused(parse_call_record(object(R"({"direction": "Inbound"})"))) == "sessionId");
  CHECK(field_refused(parse_call_record(object(R"({"sessionId": "s"})"))) == "direction");
  CHECK(field_refused(parse_call_record(object(R"({"sessionId": "s", "direction": "Sideways"})"))) == "direction");
  CHECK(field_refused(record_with(R"("from": "+1")")) == "from");
  CHECK(field_refused(record_with(R"("to": [])")) == "to");
  CHECK(field_refused(record_with(R"("startTime": "yesterday")")) == "startTime");
  CHECK(field_refused(record_with(R"("startTime": -5)")) == "startTime");
  CHECK(field_refused(record_with(R"("duration": -1)")) == "duration");
  CHECK(field_refused(record_with(R"("duration": "long")")) == "duration");
  CHECK(field_refused(record_with(R"("recording": "https://example.test/r")")) == "recording");
  CHECK(field_refused(record_with(R"("legs": {})")) == "legs");
  CHECK(field_refused(record_with("")) == "none");
}

TEST_CASE("a time is ISO 8601 or epoch milliseconds") {
  CHECK(to_iso(*record_with(R"("startTime": 1795251600999)")->start_time) == "2026-11-21T09:00:00Z");
  CHECK(to_iso(*record_with(R"("startTime": "2026-11-21T09:00:00.5Z")")->start_time) == "2026-11-21T09:00:00Z");
  CHECK_FALSE(record_with(R"("startTime": null)")->start_time);
  CHECK(to_iso(*record_with(R"("startTime": 253402300799999)")->start_time) == "9999-12-31T23:59:59Z");
  CHECK(field_refused(record_with(R"("startTime": 253402300800000)")) == "startTime");
  CHECK(field_refused(record_with(R"("startTime": 9223372036854775807)")) == "startTime");
  CHECK(field_refused(record_with(R"("duration": 9223372036854775807)")) == "duration");
}

TEST_CASE("a duration is known, pending or not spoken of") {
  CHECK(record_with(R"("duration": 0)")->duration == 0s);
  CHECK(record_with(R"("duration": 59.6)")->duration == 60s);
  auto const pending = record_with(R"("duration": "pending")");
  CHECK_FALSE(pending->duration);
  CHECK(pending->duration_pending);
  CHECK_FALSE(record_with("")->duration_pending);
}

TEST_CASE("a recording without its link is one that comes later") {
  CHECK(record_with(R"("recording": {"id": "r"})")->recording_pending);
  CHECK_FALSE(record_with(R"("recording": {})")->recording_pending);
}

}  // namespace patchbay::service
