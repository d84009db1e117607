// The time entry of a call: what Clio bills. Seconds, on the day of the call. Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::clio {

// Whether calls get time entries here (a setting).
bool wants_time_entry(Scope const& scope);

// A call of this length, made for a communication as `log_fields` shows it. REQUIRES: duration > 0.
struct NewTimeEntry {
  Scope const& scope;
  json::value const& communication;
  std::string day;  // "2026-11-20", the user's; empty: the communication's, in UTC
  std::chrono::seconds duration;
};
// The id of the entry. In a firm whose billable entries need codes that we do not have, it is non-billable.
Result<std::string> create_time_entry(Http& http, NewTimeEntry const& wish);

// An entry that a person deleted stays deleted: that is no error.
Request changing_time_entry(std::string const& id, json::object const& fields);
Result<void> time_entry_changed(Result<Response> const& reply);

}  // namespace patchbay::clio
