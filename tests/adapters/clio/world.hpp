// A simulated Clio with someone signed in to it, and what tests ask of both. One thread.
#pragma once

#include <string>

#include "clio/clio.hpp"
#include "crm_sim/clio/clio.hpp"
#include "support/adapter_world.hpp"

namespace patchbay::clio {

using namespace sim::world;

class World : public AdapterWorld<sim::clio::Clio> {
 public:
  World() : AdapterWorld("Authorization", "") {
    auto const id = firm().users.begin()->first;
    user_ = std::to_string(id);
    bearer(state().oauth.issue_to(id, clock()));
  }

  sim::clio::Firm& firm() { return state().firm; }
  std::string const& user() const { return user_; }

  // The id of the contact with this name.
  std::string contact(std::string_view name) {
    for (auto const& [id, row] : firm().contacts)
      if (text(row, "name") == name) return std::to_string(id);
    return "";
  }
  std::string matter(std::string_view description) {
    for (auto const& [id, row] : firm().matters)
      if (text(row, "description") == description) return std::to_string(id);
    return "";
  }
  json::object& communication(std::string const& id) { return firm().communications.at(std::stoll(id)); }
  json::object& only_entry() {
    REQUIRE(firm().activities.size() == 1);
    return firm().activities.begin()->second;
  }
  // As if a person wrote into the log in Clio.
  void edit(std::string const& id, std::string const& body) {
    communication(id)["body"] = body;
    firm().touch(communication(id), clock());
  }

 private:
  std::string user_;
};

// An inbound call of five minutes with this contact, at six in the evening in Los Angeles.
inline CallLog call_with(World& world, std::string_view name) {
  auto log = call_of_five_minutes(world.contact(name));
  log.scope.user_id = world.user();
  log.subject = "Inbound call from Ada Brook";
  log.body = "- Note: hello";
  log.start_time = at(2);
  log.start_day = "2026-11-20";
  return log;
}

inline CallLogChange change_of(World& world, LogRef const& log) {
  CallLogChange change;
  change.scope.user_id = world.user();
  change.log = log;
  return change;
}

inline MessageLog messages_with(World& world, std::string_view name) {
  auto log = short_conversation(world.contact(name));
  log.scope.user_id = world.user();
  log.conversation_id = "conversation-1/2026-11-20/7";
  log.subject = "SMS conversation with Ada Brook";
  log.body = "Hi";
  log.time = at(2);
  return log;
}

// What must succeed, and its result.
inline LogRef logged(World& world, CallLog const& call) {
  auto const log = create_call_log(world.http(), call);
  REQUIRE(log);
  return *log;
}

inline LogRef updated(World& world, CallLogChange const& change) {
  auto const log = update_call_log(world.http(), change);
  REQUIRE(log);
  return *log;
}

inline LogReading read(World& world, LogRef const& log) {
  auto const rows = get_logs(world.http(), {{}, {log}});
  REQUIRE(rows);
  REQUIRE(rows->size() == 1);
  return rows->front();
}

}  // namespace patchbay::clio
