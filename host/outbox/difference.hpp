// JSON objects as states: what a change makes of a state, and what separates two states. Pure; any thread.
#pragma once

#include <string>

#include <boost/json/object.hpp>

namespace patchbay::outbox {

// `state` with `change` on top: objects are merged member by member, everything else is replaced. Null takes
// nothing away: an absent value never clears an old one.
void merge(boost::json::object& state, boost::json::object const& change);

// What a call with these {contact, facts} is called: "Inbound call from Jane Doe", or by the caller's name or
// number where no contact has a name.
std::string subject_of_call(boost::json::object const& wanted);

// What is wanted of a log with `change` on top: merge(), with some exceptions. A choice of records to file it
// under replaces the earlier choice whole, since a CRM may take only one of them; a link does not become
// pending again; and a log that goes to another contact leaves behind what it was filed under and the name in
// a subject that is ours.
void lay_over(boost::json::object& wanted, boost::json::object const& change);

// The members of `wanted` that `delivered` does not have alike, objects member by member.
boost::json::object difference(boost::json::object const& wanted, boost::json::object const& delivered);

}  // namespace patchbay::outbox
