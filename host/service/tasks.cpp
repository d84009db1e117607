#include "service/tasks.hpp"

#include "compose/words.hpp"
#include "service/call_record.hpp"
#include "service/log_changes.hpp"
#include "service/log_state.hpp"
#include "service/params.hpp"

namespace patchbay::service {
namespace {

// What the outbox lays over the wanted state of a task: see outbox/delivery.hpp.
Result<json::object> change_of_task(json::object const& params, LiveConnection const& live) {
  auto subject = required_text(params, "subject");
  if (!subject) return subject.error();
  auto const due = parse_time(params, "dueTime");
  if (!due) return due.error();
  if (!*due) return invalid_field("dueTime", "is missing");
  auto const note = optional_text(params, "note");
  if (!note) return note.error();
  auto contact = contact_of(params, logs_without_contact(live.adapter));
  if (!contact) return contact.error();
  auto additional = object_or_empty(params, "additionalSubmission");
  if (!additional) return additional.error();
  json::object facts{{"dueTime", to_iso(**due)}, {"dueDay", local_day(**due, time_zone_of(live))}};
  return json::object{{"subject", std::move(*subject)},
                      {"contact", std::move(*contact)},
                      {"facts", std::move(facts)},
                      {"sections", json::object{{"note", note->value_or("")}}},
                      {"additional", std::move(*additional)}};
}

}  // namespace

Result<json::value> Tasks::create(json::object const& params, RequestContext const& request) {
  auto const live = live_.named_in(params);
  if (!live) return live.error();
  auto const session = required_text(params, "sessionId");
  if (!session) return session.error();
  if (!(*live)->adapter.offers("task.create"))
    return fail(ErrorCode::unsupported, "This CRM's adapter does not make tasks.");
  auto const change = change_of_task(params, **live);
  if (!change) return change.error();
  auto const wait = wait_of(params);
  if (!wait) return wait.error();
  auto const key = outbox::task_key((*live)->account(), *session);
  auto const known = ledger_.find(key);
  if (!known) return known.error();
  if (*known && !(*known)->log_id.empty()) return json::value(existing_log(**live, **known));
  auto const entry = outbox_.submit(key, *change, true, *wait, request.context);
  if (!entry) return entry.error();
  auto result = log_state(live->get(), *entry, "Task created.");
  if (!result) return result.error();
  return json::value(std::move(*result));
}

}  // namespace patchbay::service
