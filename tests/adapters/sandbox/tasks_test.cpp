#include "sandbox/sandbox.hpp"

#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"

namespace sandbox {

TEST_CASE("a task is one request that may be repeated, with its mark as the external id") {
  ScriptedHttp http;
  http.round({{"POST /api/v1/tasks", answer(201, R"({"id": 5, "etag": "v1"})"),
               R"({"external_id": "s-1-task", "contact_id": 3, "deal_id": 5, "subject": "Call back",
                   "body": "About the press", "due_at": "1970-01-01T00:00:00Z"})"}});
  NewTask task;
  task.session_id = "s-1-task";
  task.subject = "Call back";
  task.body = "About the press";
  task.contact.id = "3";
  task.additional["deal"] = "5";
  auto const made = create_task(http, task);
  REQUIRE(made.has_value());
  CHECK(made->id == "5");
  CHECK(http.requests().at(0).idempotent);
}

TEST_CASE("a task may be about nobody, and not about what is no contact") {
  ScriptedHttp http;
  http.round({{"POST /api/v1/tasks", answer(201, R"({"id": 5, "etag": "v1"})")}});
  NewTask task;
  REQUIRE(create_task(http, task).has_value());
  CHECK(json::parse(http.requests().at(0).body).at("contact_id").is_null());
  task.contact.id = "seven";
  CHECK(create_task(http, task).error().field == "contactId");
}

TEST_CASE("a task whose answer was lost is looked for by its mark") {
  ScriptedHttp http;
  http.round(
      {{"GET /api/v1/tasks?external_id=s-1-task", answer(200, R"({"items": [{"id": 5, "etag": "v2"}]})")}});
  LogSearch search;
  search.session_id = "s-1-task";
  auto const found = find_task(http, search);
  REQUIRE(found.has_value());
  CHECK((*found)->id == "5");
}

}  // namespace sandbox
