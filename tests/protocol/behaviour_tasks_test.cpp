// Every CRM gets a call's task once, beside the call's log.
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/behaviour/office.hpp"

namespace patchbay::test {
namespace {

struct Desk : Office {
  using Office::Office;
  json::object nora = (person("Nora Known", "+1 415 555 0201"), only("+14155550201"));

  json::object create_task(std::string_view session, json::object more = {}) {
    json::object params{{"sessionId", session},
                        {"subject", "Call Nora Known back"},
                        {"note", "About <the> press & more."},
                        {"dueTime", "2026-11-24T02:00:00Z"},
                        {"contactId", nora.at("id")},
                        {"contactType", nora.at("type")},
                        {"contactName", nora.at("name")}};
    for (auto& [name, value] : more) params[name] = std::move(value);
    return ask("task.create", std::move(params));
  }
  json::object only_task() {
    auto const all = tasks();
    CAPTURE(json::serialize(all));
    REQUIRE(all.size() == 1);
    return all.at(0).as_object();
  }
};

std::string task_of(json::object const& reply) {
  INFO(json::serialize(reply));
  REQUIRE(outcome(reply) == "result");
  REQUIRE(reply.at("result").at("state") == "logged");
  return text(reply.at("result").at("taskId"));
}

}  // namespace

TEST_CASE("A task is made once, beside the log of its call, however often it is asked for") {
  auto const& vendor = GENERATE(from_range(vendors()));
  bool const log_first = GENERATE(true, false);
  CAPTURE(vendor.name, log_first);
  Desk office(vendor);
  if (!office.offers("task.create")) {
    CHECK(told(office.create_task("s-1")).name == "unsupported");
    return;
  }
  if (log_first) office.logged(office.log("s-1", office.nora));
  auto const first = office.create_task("s-1");
  CHECK(told(first).text == "Task created.");
  auto const id = task_of(first);
  if (!log_first) office.logged(office.log("s-1", office.nora));
  auto const again = office.create_task("s-1", {{"subject", "Something else"}});
  CHECK(again.at("result").at("state") == "existing");
  CHECK(again.at("result").at("taskId") == first.at("result").at("taskId"));
  CHECK(told(again).text == "This call has a task already.");
  auto const task = office.only_task();
  CAPTURE(json::serialize(task));
  CHECK(text(task.at("id")) == id);
  CHECK(task.at("subject") == "Call Nora Known back");
  CHECK(count_of(text(task.at("body")), "About") == 1);
  CHECK(count_of(text(task.at("body")), "s-1-task") == 1);
  if (vendor.tasks_know_contacts) CHECK(task.at("contacts") == json::array{office.nora.at("id")});
  CHECK(office.logs().size() == 1);
}

TEST_CASE(
    "A task whose answer was lost is looked for, and neither it nor its call's log is taken for the other") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  if (!office.offers("task.create")) return;
  office.fault(vendor.create_task, {{"kind", "drop_after"}});
  auto const lost = office.create_task("s-1");
  CAPTURE(json::serialize(lost));
  office.fault(vendor.create_call, {{"kind", "drop_after"}});
  (void)told(office.log("s-1", office.nora));
  office.no_more_faults();
  if (!vendor.let_searches_learn.empty()) office.setting(vendor.let_searches_learn);
  (void)told(office.create_task("s-1"));
  office.logged(office.update("s-1", {{"note", "the second word"}}));
  CHECK(office.create_task("s-1").at("result").at("state") == "existing");
  office.only_task();
  auto const logs = office.logs();
  CAPTURE(json::serialize(logs));
  REQUIRE(logs.size() == 1);
  CHECK(count_of(text(logs.at(0).at("body")), "the second word") == 1);
}

TEST_CASE("A task is filed where the agent says, and may be about nobody where a log may") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  if (!office.offers("task.create")) return;
  auto const contact = office.find("+14155550132").at("result").at("contact").at(0).as_object();
  auto const chosen = contact.at("additionalInfo").at(vendor.shared_kind).at(0).at("const");
  task_of(office.create_task("s-1", {{"contactId", contact.at("id")},
                                     {"contactType", contact.at("type")},
                                     {"contactName", contact.at("name")},
                                     {"additionalSubmission", json::object{{vendor.shared_kind, chosen}}}}));
  CHECK(office.only_task().at("filedUnder") == chosen);
  auto const nobodys = office.create_task("s-2", {{"contactId", nullptr}});
  if (office.platform().at("logsWithoutContact").as_bool()) {
    task_of(nobodys);
    CHECK(office.tasks().size() == 2);
  } else {
    CHECK(nobodys.at("error").at("data").at("field") == "contactId");
  }
}

TEST_CASE("A task that waits for the CRM is in the outbox by its call, and reaches it once") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  if (!office.offers("task.create")) return;
  office.fault(vendor.create_task, {{"kind", "status"}, {"status", 503}, {"times", 50}});
  CHECK(told(office.create_task("s-1")).text ==
        "Saved. The CRM does not have it yet; Patchbay goes on by itself.");
  auto const waiting = office.ask("outbox.list", {}).at("result").at("entries").at(0).as_object();
  CHECK(waiting.at("kind") == "task");
  CHECK(waiting.at("sessionId") == "s-1");
  office.no_more_faults();
  office.world().restart();
  CHECK(told(office.ask("outbox.retry", {{"id", waiting.at("id")}, {"waitMs", 20'000}})).text ==
        "The CRM has it now.");
  office.only_task();
}

}  // namespace patchbay::test
