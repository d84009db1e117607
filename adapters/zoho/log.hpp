// What calls and notes have in common as logs: whom they belong to, reading them back, finding one again.
// Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::zoho {

// A kind of log: its module and what is read of it.
struct Kind {
  char const* module;
  char const* fields;
  char const* body;  // the field that holds the text
  void (*take)(LogReading& into, json::value const& record);
};
extern Kind const calls;
extern Kind const notes;

// None, or what is wrong with the contact: its module or its id.
std::optional<Error> fault_in(ContactRef const& contact);

Result<std::vector<LogReading>> read_logs(Http& http, LogQuery const& query, Kind const& kind);

// The record that was written since and carries the mark in its text, the newest first. Goes by what changed,
// which Zoho tells at once; its search knows a new record only after a while, and texts cannot stand in a
// query.
Result<std::optional<LogRef>> find_log(Http& http, LogSearch const& search, Kind const& kind);

}  // namespace patchbay::zoho
