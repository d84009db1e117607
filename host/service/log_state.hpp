// What the extension is told of a log's way into the CRM: the same words for calls and messages. Free
// functions; any thread.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include <boost/json/object.hpp>

#include "compose/format.hpp"
#include "outbox/entry.hpp"
#include "service/live.hpp"

namespace patchbay::service {

// `waitMs`, 3 s when absent, at most 30 s.
Result<std::chrono::milliseconds> wait_of(boost::json::object const& params);

// {successful, logId?, state: logged|queued, url?, returnMessage}. What waits for a sign-in is queued: it is
// on disk, and goes on by itself after that. Error: the entry's own, when a person must act on it. `live` is
// null when nobody is signed in to the account.
Result<boost::json::object> log_state(LiveConnection const* live, outbox::Entry const& entry,
                                      std::string_view done);

// Whose entry it is: its session, or its conversation, contact and day.
void add_mark(outbox::Entry const& entry, boost::json::object& result);
// The record in the CRM where it is known: {logId, url?}, of a task {taskId, url?}.
void add_record(LiveConnection const* live, outbox::Entry const& entry, boost::json::object& result);

// The answer to a create of what is logged already.
boost::json::object existing_log(LiveConnection const& live, outbox::Entry const& entry);

// {code, name, message}, where an error is part of an answer.
boost::json::object error_of(ErrorCode code, std::string_view message);

// {sessionId, matched, state?, logId?, url?, error?}: a row of callLog.get; the error says why the CRM does
// not have it all yet.
boost::json::object row_of_session(LiveConnection const& live, std::string_view session_id,
                                   std::optional<outbox::Entry> const& entry);

// "logged", "queued", "blocked", "failed": the states of a log.
std::string_view state_name(outbox::State state);
// The same in the outbox, which tells "setAside" from "failed".
std::string_view waiting_name(outbox::State state);

std::string time_zone_of(LiveConnection const& live);
Format format_of(LiveConnection const& live);

}  // namespace patchbay::service
