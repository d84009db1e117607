// What each endpoint of the simulated Pipedrive does once sign-in, scope and rate limit are behind it. Not
// thread-safe.
#pragma once

#include <string>

#include "crm_sim/common/simulator.hpp"
#include "crm_sim/pipedrive/company.hpp"
#include "crm_sim/pipedrive/limits.hpp"
#include "crm_sim/pipedrive/oauth.hpp"

namespace patchbay::sim::pipedrive {

struct State {
  Company company;
  OAuth oauth;
  Limits limits;
  Plan plan;
  bool may_log = true;  // the permission for activities, whatever the scopes say
  Now now;
};

struct Call {
  crm::HttpExchangeRequest const& request;
  std::string id;  // the last part of the path, where the route has one
  Grant const& grant;
};

using Reply = crm::HttpExchangeResponse;

// persons.cpp
Reply list_persons(State& state, Call const& call);
Reply read_person(State& state, Call const& call);
Reply create_person(State& state, Call const& call);
Reply update_person(State& state, Call const& call);
Reply delete_person(State& state, Call const& call);
// search.cpp
Reply search_persons(State& state, Call const& call);
Reply search_items(State& state, Call const& call);
// deals.cpp
Reply list_deals(State& state, Call const& call);
Reply list_leads(State& state, Call const& call);
// activities.cpp
Reply list_activities(State& state, Call const& call);
Reply read_activity(State& state, Call const& call);
Reply create_activity(State& state, Call const& call);
Reply update_activity(State& state, Call const& call);
Reply delete_activity(State& state, Call const& call);
// users.cpp
Reply current_user(State& state, Call const& call);
Reply list_users(State& state, Call const& call);
Reply list_activity_types(State& state, Call const& call);
Reply create_activity_type(State& state, Call const& call);

// The record with this id that is not deleted, or null.
json::object* live(Table& table, std::string_view id);
// The live records of a table, or those named by ?ids=1,2 (at most 100; deleted and unknown ones are left out
// in silence).
struct Selection {
  std::vector<json::object> rows;
  std::optional<Reply> refused;
};
Selection selected(Table const& table, crm::HttpExchangeRequest const& request);
// Drops what was updated before ?updated_since, sorts by ?sort_by and ?sort_direction.
std::optional<Reply> narrow(std::vector<json::object>& rows, crm::HttpExchangeRequest const& request);
// Drops the rows whose member is not the number in the query parameter of that name; none of either: keeps
// all.
std::optional<Reply> keep_matching(std::vector<json::object>& rows, crm::HttpExchangeRequest const& request,
                                   std::string_view name);

// neutral.cpp
json::value neutral_records(Company const& company);
bool set_neutral(State& state, std::string_view name, json::value const& value);

}  // namespace patchbay::sim::pipedrive
