#include "sandbox/sandbox.hpp"

#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"

namespace sandbox {
namespace {

using namespace std::chrono_literals;

constexpr char saved[] = R"({"id": 3, "etag": "v1"})";

CallLog a_call() {
  CallLog log;
  log.session_id = "s-1";
  log.subject = "Inbound call";
  log.body = "- Note: \"hi\" <b>";
  log.from.phone_number = "+14155550132";
  log.to.phone_number = "+14155550110";
  log.start_time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 9h;
  log.duration = 67s;
  log.result = "Call connected";
  log.recording_link = "https://example.com/r/1";
  log.contact.id = "1";
  return log;
}

LogRef a_log() { return {"3", {{"etag", "v1"}}}; }

std::string etag_of(LogRef const& log) { return text(log.adapter_data, "etag"); }

}  // namespace

TEST_CASE("a call is logged in one request that may be repeated, with the session as its external id") {
  ScriptedHttp http;
  http.round(
      {{"POST /api/v1/calls", answer(201, saved),
        R"({"external_id": "s-1", "contact_id": 1, "subject": "Inbound call", "body": "- Note: \"hi\" <b>",
                   "direction": "inbound", "from_number": "+14155550132", "to_number": "+14155550110",
                   "started_at": "2026-11-21T09:00:00Z", "duration": 67, "result": "Call connected",
                   "recording_url": "https://example.com/r/1", "deal_id": 2})"}});
  auto log = a_call();
  log.additional["deal"] = "2";
  auto const made = create_call_log(http, log);
  REQUIRE(made.has_value());
  CHECK(made->id == "3");
  CHECK(etag_of(*made) == "v1");
  CHECK(http.requests().at(0).idempotent);
  CHECK(http.rounds() == 1);
}

TEST_CASE("a call that still runs has no duration, and one without a deal names none") {
  ScriptedHttp http;
  http.round({{"POST /api/v1/calls", answer(200, saved)}});
  auto log = a_call();
  log.duration.reset();
  log.inbound = false;
  REQUIRE(create_call_log(http, log).has_value());
  auto const body = json::parse(http.requests().at(0).body);
  CHECK(body.at("duration").is_null());
  CHECK(body.at("direction") == "outbound");
  CHECK_FALSE(body.as_object().contains("deal_id"));
}

TEST_CASE("an id that is none of this CRM's is refused before anything is sent") {
  ScriptedHttp http;
  auto log = a_call();
  log.contact.id = "1/../2";
  auto const contact = create_call_log(http, log);
  REQUIRE_FALSE(contact.has_value());
  CHECK(contact.error().status == PATCHBAY_INVALID_PARAMS);
  CHECK(contact.error().field == "contactId");
  log.contact.id = "1";
  log.additional["deal"] = "none";
  auto const deal = create_call_log(http, log);
  REQUIRE_FALSE(deal.has_value());
  CHECK(deal.error().field == "deal");
  CHECK(http.requests().empty());
}

TEST_CASE("the CRM's word for a field becomes ours") {
  ScriptedHttp http;
  http.round({{"POST /api/v1/calls", answer(422, R"({"error": {"message": "no", "field": "contact_id"}})")}});
  CHECK(create_call_log(http, a_call()).error().field == "contactId");
}

TEST_CASE("logs are read together, in the order asked for, and one that is gone fails alone") {
  ScriptedHttp http;
  http.round(
      {{"GET /api/v1/calls?ids=3%2C9%2C4&limit=100",
        answer(200, R"({"items": [{"id": 4, "subject": "b", "body": "B", "contact_name": "Tom", "etag": "v2"},
                                         {"id": 3, "subject": "a", "body": "A", "contact_name": "Maya",
                                          "etag": "v7", "deal_id": 2}]})")}});
  LogQuery query;
  query.logs = {{"3", {}}, {"9", {}}, {"4", {}}};
  auto const read = get_call_logs(http, query);
  REQUIRE(read.has_value());
  REQUIRE(read->size() == 3);
  CHECK((*read)[0].subject == "a");
  CHECK((*read)[0].body == "A");
  CHECK((*read)[0].contact_name == "Maya");
  CHECK(text((*read)[0].adapter_data, "etag") == "v7");
  CHECK(text((*read)[0].dispositions, "deal") == "2");
  CHECK((*read)[1].id == "9");
  REQUIRE((*read)[1].error.has_value());
  CHECK((*read)[1].error->status == PATCHBAY_NOT_FOUND);
  CHECK((*read)[2].body == "B");
  CHECK((*read)[2].dispositions.empty());
}

TEST_CASE("250 logs are three requests in one round, and a request that fails takes only its own logs") {
  LogQuery query;
  for (int i = 1; i <= 250; ++i) query.logs.push_back({std::to_string(i), {}});
  auto const target = [](int first, int last) {
    std::string ids = std::to_string(first);
    for (int i = first + 1; i <= last; ++i) ids += "%2C" + std::to_string(i);
    return "GET /api/v1/calls?ids=" + ids + "&limit=100";
  };
  ScriptedHttp http;
  http.round({{target(1, 100), answer(200, R"({"items": [{"id": 1, "etag": "v1"}]})")},
              {target(101, 200), no_answer(PATCHBAY_UNAVAILABLE)},
              {target(201, 250), answer(200, R"({"items": [{"id": 250, "etag": "v1"}]})")}});
  auto const read = get_call_logs(http, query);
  REQUIRE(read.has_value());
  REQUIRE(read->size() == 250);
  CHECK_FALSE((*read)[0].error.has_value());
  CHECK((*read)[1].error->status == PATCHBAY_NOT_FOUND);
  CHECK((*read)[100].error->status == PATCHBAY_UNAVAILABLE);
  CHECK((*read)[100].id == "101");
  CHECK_FALSE((*read)[249].error.has_value());
  CHECK(http.rounds() == 1);
}

TEST_CASE("no logs are read without a request") {
  ScriptedHttp http;
  CHECK(get_call_logs(http, {})->empty());
  CHECK(http.rounds() == 0);
}

TEST_CASE(
    "an update carries what is set and nothing else, on condition that nobody else changed the record") {
  ScriptedHttp http;
  http.round({{"PATCH /api/v1/calls/3", answer(200, R"({"id": 3, "etag": "v2"})"),
               R"({"body": "new", "duration": 90})"}});
  CallLogChange change;
  change.log = a_log();
  change.body = "new";
  change.duration = 90s;
  auto const changed = update_call_log(http, change);
  REQUIRE(changed.has_value());
  CHECK(changed->id == "3");
  CHECK(etag_of(*changed) == "v2");
  CHECK(http.requests().at(0).headers.back().name == "If-Match");
  CHECK(http.requests().at(0).headers.back().value == "\"v1\"");
}

TEST_CASE("every member of an update has its field") {
  ScriptedHttp http;
  http.round(
      {{"PATCH /api/v1/calls/3", answer(200, saved),
        R"({"subject": "s", "started_at": "1970-01-01T00:00:00Z", "result": "r",
                   "recording_url": "u", "deal_id": null})"}});
  CallLogChange change;
  change.log.id = "3";
  change.subject = "s";
  change.start_time = UtcTime();
  change.result = "r";
  change.recording_link = "u";
  change.additional["deal"] = "";
  REQUIRE(update_call_log(http, change).has_value());
  CHECK(http.requests().at(0).headers.size() == 1);  // without an etag there is no condition
}

TEST_CASE("an update of a record that somebody changed is a conflict") {
  ScriptedHttp http;
  http.round({{"PATCH /api/v1/calls/3", answer(412, R"({"error": {"message": "changed"}})")}});
  CallLogChange change;
  change.log = a_log();
  change.body = "new";
  CHECK(update_call_log(http, change).error().status == PATCHBAY_CONFLICT);
}

TEST_CASE("an update that changes nothing sends nothing") {
  ScriptedHttp http;
  CallLogChange change;
  change.log = a_log();
  auto const changed = update_call_log(http, change);
  REQUIRE(changed.has_value());
  CHECK(etag_of(*changed) == "v1");
  CHECK(http.rounds() == 0);
}

TEST_CASE("a lost log is looked for by its session, escaped") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/calls?external_id=s%2F1%20%2B",
               answer(200, R"({"items": [{"id": 3, "etag": "v1"}]})")}});
  http.round({{"GET /api/v1/calls?external_id=gone", answer(200, R"({"items": []})")}});
  LogSearch search;
  search.session_id = "s/1 +";
  auto const found = find_call_log(http, search);
  REQUIRE(found.has_value());
  REQUIRE(found->has_value());
  CHECK((*found)->id == "3");
  search.session_id = "gone";
  auto const none = find_call_log(http, search);
  REQUIRE(none.has_value());
  CHECK_FALSE(none->has_value());
}

TEST_CASE("a deal is set though somebody changed the text, and the old etag stays to tell of that") {
  ScriptedHttp http;
  http.round({{"PATCH /api/v1/calls/3", answer(412, "{}"), R"({"deal_id": 2})"}});
  http.round({{"PATCH /api/v1/calls/3", answer(200, R"({"id": 3, "etag": "v3"})"), R"({"deal_id": 2})"}});
  Disposition wanted;
  wanted.log = a_log();
  wanted.dispositions["deal"] = "2";
  auto const set = set_disposition(http, wanted);
  REQUIRE(set.has_value());
  CHECK(etag_of(*set) == "v1");
  CHECK(http.requests().at(0).headers.size() == 2);
  CHECK(http.requests().at(1).headers.size() == 1);
}

TEST_CASE("a call with nobody is logged with no contact") {
  ScriptedHttp http;
  http.round({{"POST /api/v1/calls", answer(201, saved)}});
  auto log = a_call();
  log.contact = {};
  REQUIRE(create_call_log(http, log).has_value());
  CHECK(json::parse(http.requests().at(0).body).at("contact_id").is_null());
}

TEST_CASE("a log goes to another contact with the deal that is chosen there, and with none otherwise") {
  ScriptedHttp http;
  http.round({{"PATCH /api/v1/calls/3", answer(200, R"({"id": 3, "etag": "v2"})"), R"({"contact_id": 7, "deal_id": 8})"}});
  http.round({{"PATCH /api/v1/calls/3", answer(200, R"({"id": 3, "etag": "v3"})"), R"({"contact_id": 7, "deal_id": null})"}});
  http.round({{"PATCH /api/v1/calls/3", answer(200, R"({"id": 3, "etag": "v4"})"), R"({"contact_id": null, "deal_id": null})"}});
  ContactChange wanted;
  wanted.log = a_log();
  wanted.contact.id = "7";
  wanted.additional["deal"] = "8";
  CHECK(etag_of(*set_contact(http, wanted)) == "v2");
  wanted.additional.clear();
  CHECK(etag_of(*set_contact(http, wanted)) == "v3");
  wanted.contact.id.clear();
  CHECK(etag_of(*set_contact(http, wanted)) == "v4");
  wanted.contact.id = "seven";
  CHECK(set_contact(http, wanted).error().field == "contactId");
}

TEST_CASE("a log goes to another contact though somebody changed the text, and the old etag stays to tell of that") {
  ScriptedHttp http;
  http.round({{"PATCH /api/v1/calls/3", answer(412, "{}")}});
  http.round({{"PATCH /api/v1/calls/3", answer(200, R"({"id": 3, "etag": "v3"})"), R"({"contact_id": 7, "deal_id": null})"}});
  ContactChange wanted;
  wanted.log = a_log();
  wanted.contact.id = "7";
  CHECK(etag_of(*set_contact(http, wanted)) == "v1");
  CHECK(http.requests().at(1).headers.size() == 1);
}

TEST_CASE("a deal that is set gives the new etag") {
  ScriptedHttp http;
  http.round({{"PATCH /api/v1/calls/3", answer(200, R"({"id": 3, "etag": "v2"})")}});
  Disposition wanted;
  wanted.log = a_log();
  wanted.dispositions["deal"] = "2";
  CHECK(etag_of(*set_disposition(http, wanted)) == "v2");
}

}  // namespace sandbox
