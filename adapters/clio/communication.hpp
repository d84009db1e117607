// What Clio keeps of a call or a conversation: a communication, and for a call perhaps a time entry. Pure
// functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::clio {

// The members of a communication that every write and every search asks for: what log_ref and a time entry
// need.
extern char const log_fields[];

// A new communication of this call or, without what only calls have, of this conversation; the answer has
// `log_fields`. The session lies in an external property, where no reader sees it.
Result<json::value> create_communication(Http& http, CallLog const& log);

// What changes of a communication when it goes from one contact (an id; empty: nobody) to another. It knows
// who takes part (`party_fields`); whoever else does stays. Error: an id that is no number.
extern char const party_fields[];
Result<json::object> moving(json::value const& communication, std::string const& from, std::string const& to);

// The change of a log that has an etag is a conflict where somebody else changed the record since.
Request changing_log(LogRef const& log, json::object const& changes);

// Id, etag and time entry of a communication. What only the adapter knows of the log (its day, which time
// entry is ours) is taken over from `known`.
LogRef log_ref(json::value const& communication, LogRef known = {});

// Sets `matter` from {"matter": "12"}. Error: invalid_params; for an empty one, too, since Clio cannot take a
// log out of its matter.
Result<void> file_under(json::object& record, json::object const& choice);

// Text that Clio takes: it refuses a blank one.
std::string filled(std::string const& text, char const* otherwise);
constexpr char no_subject[] = "Phone call";
constexpr char no_body[] = "No details.";

// The external properties of a record that carries this mark, and the record of a kind ("documents") that
// does; null where there is none.
json::array marked(char const* name, std::string const& mark);
Result<json::value> find_carrying(Http& http, std::string const& kind, char const* name,
                                  std::string const& mark, std::string const& fields);

// The property that carries a log's session.
constexpr char session_property[] = "patchbaySession";

}  // namespace patchbay::clio
