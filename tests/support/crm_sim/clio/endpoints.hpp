// What each endpoint of the simulated Clio does once sign-in, permission and rate limit are behind it. Not
// thread-safe.
#pragma once

#include <string>

#include "crm_sim/clio/bodies.hpp"
#include "crm_sim/clio/firm.hpp"
#include "crm_sim/clio/limits.hpp"
#include "crm_sim/clio/oauth.hpp"
#include "crm_sim/clio/shapes.hpp"

namespace patchbay::sim::clio {

// What is not known of the real Clio, so that tests try it both ways.
struct Habits {
  bool matches_whole_tokens =
      false;  // a number is found by the beginning of a run of its digits, not by any part
  bool time_entry_touches_log = false;  // a changed time entry gives its communication another etag
  bool demands_codes = false;           // a firm that must bill by LEDES: a billable entry needs UTBMS codes
};

struct State {
  Firm firm;
  OAuth oauth;
  Limits limits;
  Habits habits;
  Now now;
};

struct Call {
  crm::HttpExchangeRequest const& request;
  std::int64_t id = 0;  // of the record in the path, where the route has one
  Grant const& grant;
};

// users.cpp
Reply who_am_i(State& state, Call const& call);
Reply list_users(State& state, Call const& call);
// contacts.cpp
Reply list_contacts(State& state, Call const& call);
Reply read_contact(State& state, Call const& call);
Reply create_contact(State& state, Call const& call);
Reply delete_contact(State& state, Call const& call);
// matters.cpp
Reply list_matters(State& state, Call const& call);
Reply list_relationships(State& state, Call const& call);
// communications.cpp
Reply list_communications(State& state, Call const& call);
Reply read_communication(State& state, Call const& call);
Reply create_communication(State& state, Call const& call);
Reply update_communication(State& state, Call const& call);
Reply delete_communication(State& state, Call const& call);
// activities.cpp
Reply list_activities(State& state, Call const& call);
Reply create_activity(State& state, Call const& call);
Reply update_activity(State& state, Call const& call);
Reply delete_activity(State& state, Call const& call);

// documents.cpp
Reply list_documents(State& state, Call const& call);
Reply create_document(State& state, Call const& call);
Reply update_document(State& state, Call const& call);
// The storage behind documents: an origin of its own in the real Clio.
bool is_storage(std::string_view path);
Reply put_into_storage(State& state, crm::HttpExchangeRequest const& request);

// tasks.cpp
Reply list_tasks(State& state, Call const& call);
Reply create_task(State& state, Call const& call);

// communications.cpp: who takes part, or has a task, as a read shows them: a contact is a Person or a Company
// then. None: there is no such.
std::optional<json::object> participant(Firm const& firm, json::value const& wish);
// What documents have as well.
void take_properties(Firm& firm, json::object const& data, json::object& record);
// Whether the record has every one of the properties that the query names.
bool carries(json::object const& record, std::optional<std::string> const& name,
             std::optional<std::string> const& value);

// users.cpp: what the endpoints have in common.
using Rows = std::vector<json::object const*>;
// One page of `rows`, with the URL of the next one.
Reply paged(State const& state, Call const& call, Shape const& shape, Rows const& rows,
            std::size_t most = 200);
Reply one(State const& state, Call const& call, Shape const& shape, json::object const& record,
          int status = 200);
json::object* found(Table& table, std::int64_t id);
// The record with this id is gone then; 404 where there is none.
Reply removed(Table& table, std::int64_t id);
// 412 where the request's If-Match is not the record's etag.
std::optional<Reply> precondition(Call const& call, json::object const& record);
// Puts {"matter": {"id": 7}} into the record as "matter_id"; 404 where there is no such row.
std::optional<Reply> take_reference(json::object const& data, std::string_view name, Table const& table,
                                    json::object& record);

// neutral.cpp
json::value neutral_records(Firm const& firm);
bool set_neutral(State& state, std::string_view name, json::value const& value);

}  // namespace patchbay::sim::clio
