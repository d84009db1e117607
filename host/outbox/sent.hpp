// What is written down of a create, or of a log's way to another contact, before it is sent: its answer may
// be lost. Pure functions; any thread.
#pragma once

#include <optional>
#include <vector>

#include <boost/json/object.hpp>

#include "outbox/entry.hpp"

namespace patchbay::outbox {

// What the entry wants now, to be written down at `crm_time`: what time it is at the CRM, where that is
// known. Of creates that were sent one after the other, the time of the first counts; of a log that went from
// one contact to the next, and nobody knows whether it did, each of them stays known until the log is where
// it shall be.
boost::json::object sent_with(Entry const& entry, std::optional<WallTime> crm_time);

// What of `sent` stays written down when it failed so: nobody knows whether the CRM did it.
std::optional<boost::json::object> left_open(Entry const& entry, boost::json::object const& sent,
                                             ErrorCode failure);

// Whether the CRM may have a record of the entry: it has one, or the answer to a create was lost after it had
// left.
bool may_be_there(Entry const& entry);

// Nobody but a person can look whether it is there, and goes on with it.
bool is_held(Entry const& entry);

// Whom the record may be with by that, each of them once.
std::vector<boost::json::object> contacts_sent(boost::json::object const& sent);

// No record of what was sent can be older by the CRM's clock.
WallTime sent_since(Entry const& entry);

// The entry as it is when the CRM has the record of a create whose answer was lost: what was sent is there,
// only what came later is missing. REQUIRES: entry.sent.
Entry as_sent(Entry entry);

}  // namespace patchbay::outbox
