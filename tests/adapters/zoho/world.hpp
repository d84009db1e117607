// A simulated Zoho CRM with someone signed in to it, and what tests ask of both. One thread.
#pragma once

#include <string>

#include "crm_sim/zoho/zoho.hpp"
#include "support/adapter_world.hpp"
#include "zoho/zoho.hpp"

namespace patchbay::zoho {

using namespace sim::world;

class World : public AdapterWorld<sim::zoho::Zoho> {
 public:
  World() : AdapterWorld("Authorization", std::string("Zoho-oauthtoken ") + sim::zoho::seeded_token) {}

  sim::zoho::Org& org() { return state().org; }
  // A time at which what is added is known to searches already.
  sim::SimTime earlier() { return clock() - std::chrono::hours(1); }

  std::string id_of(std::string_view module, std::string_view field, std::string_view value) {
    for (auto& [id, record] : org().tables.find(module)->second)
      if (sim::zoho::text_at(record.fields, field) == value) return id;
    return "";
  }
  std::string contact(std::string_view last_name) { return id_of("Contacts", "Last_Name", last_name); }
  std::string lead() { return id_of("Leads", "Last_Name", "Prospect"); }
  std::string account() { return org().tables["Accounts"].begin()->first; }
  std::string deal(std::string_view name) { return id_of("Deals", "Deal_Name", name); }

  json::object& fields(std::string const& module, std::string const& id) {
    return org().tables[module].at(id).fields;
  }
  json::object& call(LogRef const& log) { return fields("Calls", log.id); }
};

// Somebody whose account tells how it reads durations.
inline Scope scope(std::string format = "mm:ss") {
  Scope known;
  known.variables["user.duration_format"] = std::move(format);
  known.variables["user.call_results"] = R"(["Interested","Requested call back"])";
  return known;
}

inline CallLog call_with(std::string contact_id, std::string type = "Contacts") {
  auto log = call_of_five_minutes(std::move(contact_id));
  log.scope = scope();
  log.body = "Hello\n- Call reference: session-1\n";
  log.contact.type = std::move(type);
  return log;
}

inline MessageLog messages_with(std::string contact_id, std::string type = "Contacts") {
  auto log = short_conversation(std::move(contact_id));
  log.body = "Hi\n- Reference: conversation-1\n";
  log.contact.type = std::move(type);
  return log;
}

inline CallLogChange change_of(LogRef const& log, ContactRef contact = {}) {
  CallLogChange change;
  change.scope = scope();
  change.log = log;
  change.contact = std::move(contact);
  return change;
}

// The text at "Who_Id/id" of a record in the simulator.
inline std::string at_pointer(json::object const& fields, std::string const& path) {
  boost::system::error_code none;
  json::value const whole = fields;
  auto const* found = whole.find_pointer("/" + path, none);
  return found && found->is_string() ? std::string(found->get_string()) : "";
}

// The log of this call, in the simulator.
inline LogRef created(World& world, CallLog const& log) {
  auto const made = create_call_log(world.http(), log);
  REQUIRE(made);
  return *made;
}

inline LogReading read(World& world, LogRef const& log) {
  auto const rows = get_call_logs(world.http(), {scope(), {log}});
  REQUIRE(rows);
  REQUIRE_FALSE(rows->front().error);
  return rows->front();
}

// What Zoho made of the duration.
inline std::int64_t seconds(World& world, LogRef const& log) {
  return optional<std::int64_t>(world.call(log), "Call_Duration_in_seconds").value_or(0);
}

}  // namespace patchbay::zoho
