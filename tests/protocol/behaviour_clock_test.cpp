// The clock of the agent's machine is wrong, and an answer is lost: what every CRM was given is found again.
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/behaviour/office.hpp"

namespace patchbay::test {
namespace {

using namespace std::chrono_literals;

constexpr char stranger[] = "+14155550298";

struct Desk : Office {
  Desk(Vendor const& vendor, std::chrono::seconds crm_ahead)
      : Office(vendor, {}, {{"enabled", false}}, crm_ahead) {}
  json::object nora = (person("Nora Known", "+1 415 555 0201"), only("+14155550201"));

  json::object create_task() {
    return ask("task.create", {{"sessionId", "s-1"},
                               {"subject", "Call back"},
                               {"dueTime", "2026-11-24T02:00:00Z"},
                               {"contactId", nora.at("id")},
                               {"contactType", nora.at("type")},
                               {"contactName", nora.at("name")},
                               {"waitMs", 20'000}});
  }
  // What comes next is made by the CRM, and nobody hears of it.
  void lose(Endpoint const& at) { fault(at, {{"kind", "drop_after"}}); }
  // Now the answers come, and what was made is to be found.
  void hear_again() {
    no_more_faults();
    if (!vendor().let_searches_learn.empty()) setting(vendor().let_searches_learn);
  }
};

}  // namespace

TEST_CASE("A clock that is two days wrong makes no second log or task after a lost answer") {
  auto const& vendor = GENERATE(from_range(vendors()));
  auto const crm_ahead = GENERATE(as<std::chrono::seconds>(), -48h, 48h);
  CAPTURE(vendor.name, crm_ahead.count());
  Desk office(vendor, crm_ahead);
  bool const nobody = office.platform().at("logsWithoutContact").as_bool();
  office.lose(vendor.create_call);
  (void)told(office.log("s-1", office.nora));
  office.lose(vendor.create_call);
  if (nobody) (void)told(office.log_unknown("s-2", stranger));
  office.lose(vendor.create_task);
  if (office.offers("task.create")) (void)told(office.create_task());
  office.hear_again();
  office.logged(office.update("s-1", {{"note", "the second word"}, {"waitMs", 20'000}}));
  if (nobody) office.logged(office.update("s-2", {{"note", "Rang twice."}, {"waitMs", 20'000}}));
  if (office.offers("task.create")) (void)told(office.create_task());
  if (office.offers("task.create")) CHECK(office.create_task().at("result").at("state") == "existing");
  auto const logs = office.logs(), tasks = office.tasks();
  CAPTURE(json::serialize(logs), json::serialize(tasks));
  CHECK(logs.size() == (nobody ? 2 : 1));
  CHECK(tasks.size() == (office.offers("task.create") ? 1 : 0));
}

}  // namespace patchbay::test
