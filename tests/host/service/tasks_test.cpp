#include "service/tasks.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

constexpr auto not_in_the_way =
    20'000;  // ms: for threads to get their turn on a busy machine; nothing waits for it to pass

struct Desk : ServiceWorld {
  using ServiceWorld::ServiceWorld;
  std::string token;

  void open() {
    start();
    token = connect("acme");
  }
  json::object wish() const {
    return {{"jwtToken", token},
            {"sessionId", "s-1"},
            {"subject", "Call Maya back"},
            {"note", "About the press"},
            {"dueTime", "2026-11-24T02:00:00Z"},
            {"contactId", "7"},
            {"contactType", "person"},
            {"contactName", "Maya Okafor"},
            {"waitMs", not_in_the_way}};
  }
  Result<json::value> create(json::object const& params) { return tasks.create(params, request()); }
  json::array waiting() { return outbox_methods.list({}, request()).value().at("entries").as_array(); }
};

}  // namespace

TEST_CASE("a task is created, with its id, its address, and its day by the user's clock") {
  Desk desk(with_logs_of_nobody());
  desk.open();
  auto params = desk.wish();
  params["additionalSubmission"] = json::object{{"deal", "12"}};
  auto const result = desk.create(params);
  REQUIRE(result);
  CHECK(result->at("state") == "logged");
  CHECK(result->at("taskId") == "100");
  CHECK(result->at("url") == "https://acme.example/task/100");
  CHECK(result->at("returnMessage").at("message") == "Task created.");
  CHECK_FALSE(result->as_object().contains("logId"));
  auto const sent = desk.acme.asked("task.create").at(0);
  CHECK(sent.at("sessionId") == "s-1-task");
  CHECK(sent.at("subject") == "Call Maya back");
  CHECK(sent.at("dueTime") == "2026-11-24T02:00:00Z");
  CHECK(sent.at("dueDay") == "2026-11-23");  // in California
  CHECK(sent.at("contact") ==
        json::parse(R"({"id": "7", "type": "person", "name": "Maya Okafor", "organizationId": ""})"));
  CHECK(sent.at("additional").at("deal") == "12");
}

TEST_CASE("a call has one task: asked for again it is existing, and nothing changes") {
  Desk desk;
  desk.open();
  REQUIRE(desk.create(desk.wish()));
  auto again = desk.wish();
  again["subject"] = "Something else";
  auto const result = desk.create(again);
  REQUIRE(result);
  CHECK(result->at("state") == "existing");
  CHECK(result->at("taskId") == "100");
  CHECK_FALSE(result->as_object().contains("url"));  // this CRM has no address for tasks
  CHECK(result->at("returnMessage").at("message") == "This call has a task already.");
  CHECK(desk.crm.count("task.create") == 1);
}

TEST_CASE("a task that the CRM refused is made with what the next request says") {
  Desk desk;
  desk.crm.fail_next("task.create", {ErrorCode::not_found, false});
  desk.open();
  CHECK(name_of_error(desk.create(desk.wish())) == "not_found");
  auto again = desk.wish();
  again["contactId"] = "8";
  CHECK(desk.create(again)->at("state") == "logged");
  CHECK(desk.crm.logs().at(0).contact == "8");
}

TEST_CASE("where tasks are not offered that is said before anything is written") {
  Desk desk;
  desk.acme.withhold("task.create");
  desk.open();
  CHECK(name_of_error(desk.create(desk.wish())) == "unsupported");
  CHECK(desk.waiting().empty());
}

TEST_CASE("a task names its session, its subject, when it is due, and its contact unless nobody will do") {
  bool const nobody_will_do = GENERATE(false, true);
  Desk desk(nobody_will_do ? with_logs_of_nobody() : acme_manifest);
  desk.open();
  auto const field_without = [&](std::string_view name) {
    auto params = desk.wish();
    params.erase(name);
    auto const result = desk.create(params);
    return result ? "" : result.error().field;
  };
  for (auto const* name : {"jwtToken", "sessionId", "subject", "dueTime"}) CHECK(field_without(name) == name);
  CHECK(field_without("contactId") == (nobody_will_do ? "" : "contactId"));
  auto params = desk.wish();
  params["dueTime"] = "tomorrow";
  CHECK(desk.create(params).error().field == "dueTime");
}

TEST_CASE("a task that waits is in the outbox by its call's session, in words that speak of a task") {
  struct Row {
    ErrorCode code;
    char const* help;
  };
  auto const row = GENERATE(
      Row{ErrorCode::not_found, "Choose another contact and make the task again, or drop it."},
      Row{ErrorCode::invalid_params, "Change what the reason names and make the task again, or drop it."},
      Row{ErrorCode::auth_required, "Sign in to acme again; it then goes on by itself."});
  Desk desk;
  desk.crm.fail_next("task.create", {row.code, false});
  desk.open();
  (void)desk.create(desk.wish());
  auto const entries = desk.waiting();
  REQUIRE(entries.size() == 1);
  auto const& entry = entries.at(0).as_object();
  CHECK(entry.at("kind") == "task");
  CHECK(entry.at("sessionId") == "s-1");
  CHECK_FALSE(entry.contains("conversation"));
  CHECK(entry.at("subject") == "Call Maya back");
  CHECK(entry.at("note") == "About the press");
  CHECK(entry.at("contactName") == "Maya Okafor");
  CHECK(entry.at("help") == row.help);
}

TEST_CASE("a person retries a task, or drops it") {
  bool const drops = GENERATE(false, true);
  Desk desk;
  desk.crm.fail_next("task.create", {ErrorCode::forbidden, false});
  desk.open();
  (void)desk.create(desk.wish());
  json::object const params{{"id", desk.waiting().at(0).at("id")}, {"waitMs", not_in_the_way}};
  if (drops) {
    CHECK(desk.outbox_methods.drop(params, desk.request())->at("dropped") == true);
    CHECK(desk.crm.logs().empty());
  } else {
    CHECK(desk.outbox_methods.retry(params, desk.request())->at("taskId") == "100");
  }
  CHECK(desk.waiting().empty());
}

TEST_CASE("a task that waits while its connection is removed goes on after a new sign-in") {
  Desk desk;
  desk.crm.fail_next("task.create", {ErrorCode::auth_required, false});
  desk.open();
  CHECK(desk.create(desk.wish())->at("state") == "queued");
  REQUIRE(desk.sign_in.sign_out({{"jwtToken", desk.token}}, desk.request()));
  desk.token = desk.connect("acme");
  CHECK(desk.create(desk.wish())->at("state") == "logged");
  CHECK(desk.crm.logs().size() == 1);
}

}  // namespace patchbay::test
