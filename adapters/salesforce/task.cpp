#include "task.hpp"

#include <sstream>

namespace patchbay::salesforce {
namespace {

// The fields of calls belong to a feature that an org or a user may lack; the text has all that is in them.
bool without_call_fields(json::object& fields) {
  bool any = false;
  for (auto const* name : {"CallType", "CallDurationInSeconds", "CallDisposition"})
    any = fields.erase(name) > 0 || any;
  return any;
}

Result<Response> changing(Http& http, LogRef const& log, json::object const& fields) {
  auto request = patch(rest("/sobjects/Task/") + percent_encoded(log.id)).json(fields).repeatable();
  // A second is added, since whole ones are shown: what is behind the point must not refuse for ever.
  if (auto const read = parse_iso8601(text(log.adapter_data, "modified")))
    request.header("If-Unmodified-Since", http_date(*read + std::chrono::seconds(1)));
  return http.send(std::move(request));
}

}  // namespace

std::vector<RelatedRecord> outcomes_of(Scope const& scope) {
  std::istringstream words(text(scope.settings, "outcomes"));
  std::vector<RelatedRecord> records;
  for (std::string word; std::getline(words, word, ',');)
    if (word = trimmed(word); !word.empty()) records.push_back({"outcome", word, word, ""});
  return records;
}

char const* filed_as(std::string_view record) {
  return record.starts_with(opportunities) ? "opportunity" : record.starts_with(cases) ? "case" : "";
}

Result<void> file_under(json::object& task, json::object& kept, ContactRef const& contact,
                        json::object const& choice) {
  std::string chosen;
  bool taken_away = false;
  for (auto const* kind : {"opportunity", "case"}) {
    auto const id = text(choice, kind);
    if (id.empty()) {
      taken_away = taken_away || (choice.contains(kind) && text(kept, "filed") == kind);
      continue;
    }
    if (!is_id(id) || filed_as(id) != std::string_view(kind))
      return invalid_field(kind, "is no id of such a record in Salesforce");
    if (contact.id.starts_with(leads)) return invalid_field(kind, "cannot be chosen for a lead");
    if (!chosen.empty()) return invalid_field(kind, "cannot be chosen beside an opportunity");
    chosen = id;
  }
  if (chosen.empty() && !taken_away) return {};
  kept["filed"] = filed_as(chosen);
  if (chosen.empty() && is_id(contact.id, accounts)) chosen = contact.id;
  task["WhatId"] = chosen.empty() ? json::value() : json::value(chosen);
  return {};
}

Result<void> give_to(json::object& task, json::object& kept, ContactRef const& contact,
                     json::object const& choice) {
  auto const& who = contact.id;
  bool const person = is_id(who, contacts) || is_id(who, leads);
  if (!who.empty() && !person && !is_id(who, accounts))
    return invalid_field("contactId", "is no id of a Salesforce contact, lead or account");
  if (!who.empty()) task[person ? "WhoId" : "WhatId"] = who;
  return file_under(task, kept, contact, choice);
}

Result<json::object> task_fields(Draft const& draft, json::object& kept) {
  json::object fields{{"Subject", clipped(draft.subject, longest_text)},
                      {"ActivityDate", draft.day},
                      {"Description", draft.body}};
  auto const given = give_to(fields, kept, draft.contact, draft.additional);
  if (!given) return given.error();
  return fields;
}

std::string done_status(Scope const& scope) {
  auto const status = text(scope.settings, "taskStatus");
  return status.empty() ? "Completed" : status;
}

Result<LogRef> add_task(Http& http, json::object fields, json::object kept) {
  auto const target = rest("/sobjects/Task");
  auto reply = http.send(post(target).json(fields));
  if (lacks_field(reply) && without_call_fields(fields)) reply = http.send(post(target).json(fields));
  auto const id = created(reply);
  if (!id) return id.error();
  return LogRef{*id, std::move(kept)};
}

Result<LogRef> change_task(Http& http, LogRef const& log, json::object fields) {
  auto changed = log;
  changed.adapter_data.erase("modified");
  if (fields.empty()) return changed;
  auto reply = changing(http, log, fields);
  if (lacks_field(reply) && without_call_fields(fields)) reply = changing(http, log, fields);
  auto const answer = document(reply);
  if (!answer) return answer.error();
  return changed;
}

}  // namespace patchbay::salesforce
