// What calls, tasks and notes have in common: whom they belong to, writing them, reading them back, finding
// one again. Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::zoho {

// A kind of log: its module and what is read of it.
struct Kind {
  char const* module;
  char const* fields;
  char const* subject;          // the field that holds it
  std::size_t longest_subject;  // in characters
  char const* body;
  void (*take)(LogReading& into, json::value const& record);  // what else it tells
};
extern Kind const calls;
extern Kind const tasks;
extern Kind const notes;

// None, or what is wrong with the contact: its module or its id.
std::optional<Error> fault_in(ContactRef const& contact);

// Sets what a call or a task is about: the chosen deal, else the account, else, with a lead, the lead; null:
// nothing. The log remembers the deal.
std::optional<Error> file_under(json::object& fields, LogRef& log, ContactRef const& contact,
                                std::string const& deal);
// Sets whom it is with, too; null: nobody.
std::optional<Error> file_with(json::object& fields, LogRef& log, ContactRef const& contact,
                               json::object const& choice);
// The same for a record that is new, where null has no place.
std::optional<Error> file_new(json::object& fields, LogRef& log, ContactRef const& contact,
                              json::object const& choice);

// The texts of a change, as far as there are any.
json::object new_texts(std::optional<std::string> const& subject, std::optional<std::string> const& body,
                       Kind const& kind);

// Makes the record where the log has no id yet; changes it where it has, if anything changes.
Result<LogRef> write_log(Http& http, LogRef log, json::object fields, Kind const& kind);

// What was written to a module, the newest first.
Request newest(char const* module, char const* fields, char const* per_page);

Result<std::vector<LogReading>> read_logs(Http& http, LogQuery const& query, Kind const& kind);

// The record that was written since and carries the mark in its text, the newest first. Goes by what changed,
// which Zoho tells at once; its search knows a new record only after a while, and texts cannot stand in a
// query.
Result<std::optional<LogRef>> find_log(Http& http, LogSearch const& search, Kind const& kind);

}  // namespace patchbay::zoho
