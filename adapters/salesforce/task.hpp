// What Salesforce keeps of a call or a conversation: a completed task; and of what is to be done: an open
// one. Functions without state; any thread.
#pragma once

#include "answer.hpp"

namespace patchbay::salesforce {

// The outcomes that a call can be given: the org's own words, from the settings. Salesforce takes any text.
std::vector<RelatedRecord> outcomes_of(Scope const& scope);

inline constexpr std::size_t longest_text = 255;  // characters of a subject, of an outcome

// "opportunity", "case" or nothing: what a task with this WhatId is filed as.
char const* filed_as(std::string_view record);

// Files a task under the opportunity or the case of the choice. An empty choice takes away what was filed so;
// what is not named stays. `kept` is the log's adapter data.
Result<void> file_under(json::object& task, json::object& kept, ContactRef const& contact,
                        json::object const& choice);

// Gives a task to the contact, filed under the choice. Nobody's is given to nobody.
Result<void> give_to(json::object& task, json::object& kept, ContactRef const& contact,
                     json::object const& choice);

struct Draft {
  ContactRef const& contact;
  json::object const& additional;
  std::string const& subject;
  std::string const& body;
  std::string day;
};
Result<json::object> task_fields(Draft const& draft, json::object& kept);
// The status of what is done, as the org calls it.
std::string done_status(Scope const& scope);
Result<LogRef> add_task(Http& http, json::object fields, json::object kept);

// Sends what changes, if anything. Where the log was read before (`modified` in its adapter data), Salesforce
// refuses when somebody changed the task since: conflict.
Result<LogRef> change_task(Http& http, LogRef const& log, json::object fields);

}  // namespace patchbay::salesforce
