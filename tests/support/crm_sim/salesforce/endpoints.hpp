// What each resource of the simulated Salesforce does once sign-in and the day's budget are behind it. Each
// may throw a Refusal. Not thread-safe.
#pragma once

#include <map>
#include <string>

#include "crm_sim/common/simulator.hpp"
#include "crm_sim/salesforce/oauth.hpp"
#include "crm_sim/salesforce/org.hpp"
#include "crm_sim/salesforce/query.hpp"
#include "crm_sim/salesforce/replies.hpp"

namespace patchbay::sim::salesforce {

// The pages of a query that are still to be fetched.
struct Cursor {
  json::array records;
  std::size_t total = 0;  // of the whole query
};

struct State {
  Org org;
  OAuth oauth;
  std::map<std::string, Cursor> cursors;
  int last_cursor = 0;
  long long used_today = 0;
  std::chrono::sys_days today{};
  Now now;

  // What tests may order.
  long long daily = 15'000;
  std::chrono::milliseconds index_lag{5000};  // until a new record is found by a search
  std::size_t batch_size = 2000;              // rows of one answer of a query
  std::string duplicate_rule = "alert";       // or "block", "off"
  bool call_fields = true;                    // whether activities have the fields of a call
  bool may_write = true;                      // whether the user may create and change activities
  std::string hidden = "";                    // objects that this org does not have, comma-separated
};

struct Call {
  crm::HttpExchangeRequest const& request;
  std::string version;  // "v66.0"
  ObjectType const* type = nullptr;
  std::string id;
  json::value body;  // null: none, or it is no JSON
};

// rows.cpp
Reply create_row(State& state, Call const& call);
Reply read_row(State& state, Call const& call);
Reply update_row(State& state, Call const& call);
Reply delete_row(State& state, Call const& call);
// Checks the fields of a new record or of a change, and writes them. Error: as thrown.
Record& write_row(State& state, ObjectType const& type, Record* existing, json::object const& fields,
                  bool allow_duplicate);
// soql.cpp
Reply run_query(State& state, Call const& call);
Reply query_more(State& state, Call const& call);
// sosl.cpp
Reply run_search(State& state, Call const& call);
// collections.cpp
Reply create_rows(State& state, Call const& call);
Reply read_rows(State& state, Call const& call);
Reply update_rows(State& state, Call const& call);
Reply delete_rows(State& state, Call const& call);
// composite.cpp
Reply run_composite(State& state, Call const& call);
// account.cpp
Reply list_versions(State& state, Call const& call);
Reply list_resources(State& state, Call const& call);
Reply list_objects(State& state, Call const& call);
Reply object_info(State& state, Call const& call);
Reply describe_object(State& state, Call const& call);
Reply list_limits(State& state, Call const& call);
Reply user_info(State& state, Call const& call);

// neutral.cpp
json::value neutral_records(Org const& org);
json::value neutral_tasks(Org const& org);
bool set_neutral(State& state, std::string_view name, json::value const& value);

// One request to the REST API as if it had come alone. salesforce.cpp.
Reply act(State& state, crm::HttpExchangeRequest const& request);

}  // namespace patchbay::sim::salesforce
