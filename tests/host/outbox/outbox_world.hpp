// An outbox as a host process has it, on a database that outlives the process and a CRM in memory. As
// thread-safe as the outbox.
#pragma once

#include <string>
#include <string_view>

#include "outbox/delivery.hpp"
#include "support/fake_clock.hpp"
#include "support/fake_crm.hpp"
#include "support/print_result.hpp"
#include "support/temp_dir.hpp"

namespace patchbay::outbox {

using namespace std::chrono_literals;
using test::FakeCrm;
namespace json = boost::json;

inline constexpr auto long_enough =
    20s;  // for threads to get their turn on a busy machine; nothing waits for it to pass

// One host process with its outbox, on a database that outlives it.
class Process {
 public:
  Process(
      Database& database, Crm& crm, Clock const& clock, Outbox::Changed changed = [](Entry const&) {},
      Courier courier = Courier())
      : outbox_(
            database,
            [&crm, &database](Entry const& entry, BeforeCreate const& before_create, Context const& context) {
              return deliver(entry, before_create, crm, Attachments(database), SectionSettings(), context);
            },
            std::move(changed), clock, silent_log(), std::move(courier)) {
    outbox_.start();
  }

  Entry submit(json::object const& change, bool may_create = true,
               std::chrono::milliseconds wait = long_enough) {
    auto entry = try_submit(change, may_create, wait);
    REQUIRE(entry);
    return *entry;
  }
  Result<Entry> try_submit(json::object const& change, bool may_create,
                           std::chrono::milliseconds wait = long_enough) {
    Context const context{SteadyTime::max(), {}};
    return outbox_.submit({"crm/1", Kind::call, "session-1"}, change, may_create, wait, context);
  }
  Entry submit_messages(json::object const& change) {
    Context const context{SteadyTime::max(), {}};
    auto entry =
        outbox_.submit({"crm/1", Kind::message, "conversation/day/7"}, change, true, long_enough, context);
    REQUIRE(entry);
    return *entry;
  }
  Entry submit_attachment(std::string const& mark, json::object const& change) {
    Context const context{SteadyTime::max(), {}};
    auto entry = outbox_.submit({"crm/1", Kind::attachment, mark}, change, true, long_enough, context);
    REQUIRE(entry);
    return *entry;
  }
  Entry submit_task(json::object const& change) {
    Context const context{SteadyTime::max(), {}};
    auto entry = outbox_.submit(task_key("crm/1", "session-1"), change, true, long_enough, context);
    REQUIRE(entry);
    return *entry;
  }
  Outbox& outbox() { return outbox_; }

 private:
  Outbox outbox_;
};

inline json::object call_with_note(std::string_view note) {
  return {
      {"subject", "Inbound call from Jane Doe"},
      {"contact", json::object{{"id", "7"}}},
      {"facts", json::object{{"inbound", true}}},
      {"sections", json::object{{"note", note}, {"sessionId", "session-1"}, {"result", "Call connected"}}},
      {"additional", json::object()}};
}

inline json::object section(std::string_view name, std::string_view value) {
  return {{"sections", json::object{{name, value}}}};
}

inline json::object filed_under(std::string_view kind, std::string_view id) {
  return {{"additional", json::object{{kind, id}}}};
}

inline json::object message(std::string_view id, std::string_view at, std::string_view sender,
                            std::string_view text) {
  return {{"subject", "SMS conversation"},
          {"contact", json::object{{"id", "7"}}},
          {"facts", json::object{{"kind", "sms"}, {"inbound", true}, {"time", at}}},
          {"messages",
           json::object{
               {id, json::object{
                        {"at", at}, {"inbound", true}, {"sender", sender}, {"time", at}, {"text", text}}}}}};
}

inline std::size_t times(std::string const& text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

struct World {
  test::TempDir dir;
  Database database{dir.path() / "patchbay.sqlite"};
  test::FakeClock clock;
  FakeCrm crm;
};

inline bool contains(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace patchbay::outbox
