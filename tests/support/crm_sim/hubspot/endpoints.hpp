// What each endpoint of the simulated HubSpot does once sign-in, scope and rate limit are behind it. Not
// thread-safe.
#pragma once

#include <string>

#include "crm_sim/common/simulator.hpp"
#include "crm_sim/hubspot/limits.hpp"
#include "crm_sim/hubspot/oauth.hpp"
#include "crm_sim/hubspot/portal.hpp"
#include "crm_sim/hubspot/replies.hpp"
#include "crm_sim/hubspot/schema.hpp"

namespace patchbay::sim::hubspot {

struct State {
  Portal portal;
  OAuth oauth;
  Limits limits;
  Plan plan;
  std::chrono::milliseconds index_lag{5000};  // until a new record is found by a search
  bool may_log = true;                        // the scope to write, whatever the token has
  bool calculated_phones = true;              // whether the account has hs_searchable_calculated_*
  Now now;
};

struct Call {
  crm::HttpExchangeRequest const& request;
  ObjectType const* type = nullptr;  // the first kind of record in the path
  std::string id;
  std::string other_type;  // of an association
  std::string other_id;
  json::value body;  // null: none, or it is no JSON
};

// objects.cpp
Reply create_record(State& state, Call const& call);
Reply read_record(State& state, Call const& call);
Reply update_record(State& state, Call const& call);
Reply archive_record(State& state, Call const& call);
Reply list_records(State& state, Call const& call);
Reply read_batch(State& state, Call const& call);
// search.cpp
Reply search_records(State& state, Call const& call);
// associations.cpp
Reply read_associations(State& state, Call const& call);
Reply archive_associations(State& state, Call const& call);
Reply associate(State& state, Call const& call);
// account.cpp
Reply list_owners(State& state, Call const& call);
Reply read_owner(State& state, Call const& call);
Reply account_details(State& state, Call const& call);
Reply list_dispositions(State& state, Call const& call);

// A record as the API shows it, with these properties; an unset one is null, an unknown one is left out.
json::object shown(ObjectType const& type, Record const& record, std::vector<std::string> const& properties);
// The value of a property, the times and the id among them.
std::optional<std::string> value_of(Record const& record, std::string_view name);
// The names in "properties" of a body, or those that the kind shows by itself.
std::vector<std::string> wanted_properties(ObjectType const& type, json::value const& body);

// neutral.cpp
json::value neutral_records(Portal const& portal);
json::value neutral_tasks(Portal const& portal);
bool set_neutral(State& state, std::string_view name, json::value const& value);

}  // namespace patchbay::sim::hubspot
