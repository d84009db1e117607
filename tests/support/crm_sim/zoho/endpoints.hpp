// What each endpoint of the simulated Zoho does once sign-in and limits are behind it. Not thread-safe.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crm_sim/common/simulator.hpp"
#include "crm_sim/zoho/limits.hpp"
#include "crm_sim/zoho/oauth.hpp"
#include "crm_sim/zoho/org.hpp"
#include "crm_sim/zoho/replies.hpp"
#include "crm_sim/zoho/schema.hpp"

namespace patchbay::sim::zoho {

// What Zoho does in one way or the other, or what is not documented: tests try both.
struct Quirks {
  std::chrono::milliseconds index_lag{5000};         // until a search finds a new record
  std::string phone_match = "digits";                // "literal": a stored number must contain what is sought
  std::string duration = "mm:ss";                    // how Call_Duration is read; else "hh:mm"
  std::string duplicate_key = "duplicate_record";    // where DUPLICATE_DATA has the record; else "id"
  std::set<std::string, std::less<>> unique_fields;  // "Contacts.Email"
  std::set<std::string, std::less<>> denied;         // modules that the user's profile does not have
  bool lead_company = true;                          // whether a lead must have a company
  bool may_log = true;  // whether the profile lets the user write calls, tasks and notes
};

struct State {
  Org org;
  OAuth oauth;
  Limits limits;
  Plan plan;
  Quirks quirks;
  Now now;
};

struct Call {
  crm::HttpExchangeRequest const& request;
  Grant const& grant;
  std::size_t most_rows = 200;  // 25 within a composite
  Module const* module = nullptr;
  std::string id;
  std::string related;
  json::value body;  // null: none, or it is no JSON
};

// One API call below /crm/v8; a composite's parts come this way again.
Reply act(State& state, Call call);
// None: the grant reaches this module for "READ", "CREATE", "UPDATE" or "DELETE".
std::optional<Reply> refused(State const& state, Call const& call, std::string_view operation);

// records.cpp
Reply list_records(State& state, Call const& call);
Reply read_record(State& state, Call const& call);
Reply read_related(State& state, Call const& call);
Reply list_deleted(State& state, Call const& call);
Reply delete_record(State& state, Call const& call);
// writes.cpp
Reply create_records(State& state, Call const& call);
Reply update_records(State& state, Call const& call);
// search.cpp
Reply search_records(State& state, Call const& call);
// query.cpp
Reply run_query(State& state, Call const& call);
// composite.cpp
Reply run_composite(State& state, Call const& call);
// account.cpp
Reply list_users(State& state, Call const& call);
Reply read_org(State& state, Call const& call);
Reply list_modules(State& state, Call const& call);
Reply list_fields(State& state, Call const& call);
Reply list_relations(State& state, Call const& call);
Reply call_preferences(State& state, Call const& call);

// neutral.cpp
json::value neutral_records(Org const& org);
bool set_neutral(State& state, std::string_view name, json::value const& value);

// rules.cpp
// What is wrong with a record that is to be written; none: nothing. `before` is what it changes, null for a
// new one.
std::optional<json::object> fault_in(State const& state, Module const& module, json::object const& given,
                                     Record const* before);

// A record with these fields, or with all; an unset one is null, an unknown one is left out.
json::object shown(State const& state, Module const& module, Record const& record,
                   std::vector<std::string> const& fields);
// The parts of "a,b,c", without the blanks around them.
std::vector<std::string> parts_of_list(std::string_view text);
// {"data", "info"} of one page of these records, or 204.
Reply page_of(State const& state, Call const& call, std::vector<Record const*> const& found);
// Page and per_page, when they are what Zoho takes.
std::optional<Reply> fault_in_paging(Call const& call);

}  // namespace patchbay::sim::zoho
