#include "sandbox/sandbox.hpp"

#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"

namespace sandbox {

TEST_CASE("a message log is one request that may be repeated") {
  ScriptedHttp http;
  http.round({{"POST /api/v1/messages", answer(201, R"({"id": 5, "etag": "v1"})"),
               R"({"external_id": "c-1", "contact_id": 3, "kind": "sms", "subject": "SMS", "body": "Hello",
                   "direction": "inbound", "sent_at": "1970-01-01T00:00:00Z", "deal_id": 5})"}});
  MessageLog log;
  log.conversation_id = "c-1";
  log.kind = "sms";
  log.subject = "SMS";
  log.body = "Hello";
  log.contact.id = "3";
  log.additional["deal"] = 5;
  auto const made = create_message_log(http, log);
  REQUIRE(made.has_value());
  CHECK(made->id == "5");
  CHECK(http.requests().at(0).idempotent);
}

TEST_CASE("a message log is read, changed on its etag and found again") {
  ScriptedHttp http;
  http.round({{"GET /api/v1/messages?ids=5&limit=100",
               answer(200, R"({"items": [{"id": 5, "body": "A", "etag": "v1"}]})")}});
  http.round({{"PATCH /api/v1/messages/5", answer(200, R"({"id": 5, "etag": "v2"})"),
               R"({"subject": "S", "body": "A\nB"})"}});
  http.round(
      {{"GET /api/v1/messages?external_id=c-1", answer(200, R"({"items": [{"id": 5, "etag": "v2"}]})")}});
  LogQuery query;
  query.logs = {{"5", {}}};
  auto const read = get_message_logs(http, query);
  REQUIRE(read.has_value());
  CHECK(read->at(0).body == "A");
  MessageLogChange change;
  change.log = {"5", read->at(0).adapter_data};
  change.subject = "S";
  change.body = "A\nB";
  auto const changed = update_message_log(http, change);
  REQUIRE(changed.has_value());
  CHECK(text(changed->adapter_data, "etag") == "v2");
  CHECK(http.requests().at(1).headers.back().value == "\"v1\"");
  LogSearch search;
  search.session_id = "c-1";
  auto const found = find_message_log(http, search);
  REQUIRE(found.has_value());
  CHECK((*found)->id == "5");
  CHECK(http.left_over().empty());
}

}  // namespace sandbox
