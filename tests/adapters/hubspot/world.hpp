// A simulated HubSpot with someone signed in to it, and what tests ask of both. One thread.
#pragma once

#include <string>
#include <vector>

#include "crm_sim/hubspot/hubspot.hpp"
#include "hubspot/hubspot.hpp"
#include "support/adapter_world.hpp"

namespace patchbay::hubspot {

using namespace sim::world;

class World : public AdapterWorld<sim::hubspot::HubSpot> {
 public:
  World() : AdapterWorld("Authorization", std::string("Bearer ") + sim::hubspot::seeded_key) {}

  sim::hubspot::Portal& portal() { return state().portal; }

  // Signs in with a key that has these scopes only.
  void sign_in_with(std::string const& scopes) {
    state().oauth.add_key("another-key", scopes);
    bearer("another-key");
  }

  // A time at which what is added is known to searches already.
  sim::SimTime earlier() { return clock() - std::chrono::hours(1); }

  // The id of the contact with this first name.
  std::string contact(std::string_view first_name) { return id_where("contacts", "firstname", first_name); }
  std::string deal(std::string_view name) { return id_where("deals", "dealname", name); }
  std::string ticket(std::string_view subject) { return id_where("tickets", "subject", subject); }
  std::string company() { return std::to_string(portal().tables["companies"].begin()->first); }

  std::string property(std::string const& type, std::string const& id, std::string const& name) {
    return portal().tables[type].at(std::stoll(id)).properties[name];
  }
  // The ids of what a record belongs to.
  std::vector<std::string> linked(std::string const& type, std::string const& id, std::string const& other) {
    std::vector<std::string> ids;
    for (auto const one : portal().linked({type, std::stoll(id)}, other)) ids.push_back(std::to_string(one));
    return ids;
  }

 private:
  std::string id_where(std::string const& type, std::string const& name, std::string_view value) {
    for (auto& [id, record] : portal().tables[type])
      if (record.properties[name] == value) return std::to_string(id);
    return "";
  }
};

inline CallLog call_with(std::string contact_id) {
  auto log = call_of_five_minutes(std::move(contact_id));
  log.contact.type = "contact";
  return log;
}

inline MessageLog messages_with(std::string contact_id) {
  auto log = short_conversation(std::move(contact_id));
  log.body = "<p>Hi</p><p>Reference: conversation-1</p>";
  log.contact.type = "contact";
  return log;
}

}  // namespace patchbay::hubspot
