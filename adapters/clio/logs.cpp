// Logs of calls, with their time entries, and of messages, which are the same without: creating them,
// changing them and filing them under a matter. Clio's own conversations write to the client's portal: they
// are no place for a log.
#include "answer.hpp"
#include "clio.hpp"
#include "communication.hpp"

namespace patchbay::clio {
namespace {

bool counts(std::optional<std::chrono::seconds> const& duration) {
  return duration && *duration > std::chrono::seconds(0);
}

// Whether calls get time entries here (a setting).
bool wants_time_entry(Scope const& scope) {
  return optional<bool>(scope.settings, "timeEntries").value_or(true);
}

// The log with a new time entry: what Clio bills, in seconds, on the log's day or else the communication's in
// UTC. In a firm whose billable entries need codes that we do not have, it is non-billable.
Result<LogRef> with_time_entry(Http& http, Scope const& scope, json::value const& communication, LogRef log,
                               std::chrono::seconds duration) {
  auto const day = text(log.adapter_data, "day");
  auto owner = reference(text(communication, "id"), "logId");
  if (!owner) return owner.error();
  json::object record{{"type", "TimeEntry"},
                      {"date", day.empty() ? text(communication, "received_at").substr(0, 10) : day},
                      {"quantity", duration.count()},
                      {"note", text(communication, "subject")},
                      {"communication", *std::move(owner)},
                      {"non_billable", optional<bool>(scope.settings, "nonBillable").value_or(false)}};
  if (auto const* matter = find(communication, "matter.id")) record["matter"] = json::object{{"id", *matter}};
  auto reply = http.send(making("activities", record, "id"));
  if (refuses_member(reply, "activity_description")) {
    record["non_billable"] = true;
    reply = http.send(making("activities", record, "id"));
  }
  auto const made = created(reply);
  if (!made) return made.error();
  log.adapter_data["timeEntry"] = text(*made, "id");
  return log;
}

// What of a change the time entry shares: length, day and matter.
json::object shared_with_entry(CallLogChange const& wish, json::object const& changes) {
  json::object entry;
  if (counts(wish.duration)) entry["quantity"] = wish.duration->count();
  if (wish.start_day && !wish.start_day->empty()) entry["date"] = *wish.start_day;
  if (changes.contains("matter")) entry["matter"] = changes.at("matter");
  return entry;
}

// The communication, and at the same time its time entry where one is known. An entry that a person deleted
// stays deleted: that is no error.
Result<LogRef> change_both(Http& http, LogRef log, json::object const& changes, json::object const& entry) {
  auto const known = text(log.adapter_data, "timeEntry");
  bool const has_entry = !known.empty() && !entry.empty();
  std::vector<Request> requests;
  if (!changes.empty()) requests.push_back(changing_log(log, changes));
  if (has_entry) requests.push_back(changing("activities", known, entry, "id"));
  if (requests.empty()) return log;
  auto const replies = http.send_all(std::move(requests));
  if (!changes.empty()) {
    auto const communication = record(replies.front());
    if (!communication) return communication.error();
    log = log_ref(*communication, std::move(log));
  }
  if (!has_entry) return log;
  auto const changed = document(replies.back());
  bool const deleted = changed.has_error() && changed.error().status == PATCHBAY_NOT_FOUND;
  if (!changed && !deleted) return changed.error();
  return log;
}

// No time entry is known. The communication's answer says whether it has one all the same, so none is made
// twice.
Result<LogRef> change_then_look(Http& http, CallLogChange const& wish, json::object const& changes,
                                json::object const& entry) {
  auto const communication =
      record(http.send(changes.empty() ? reading("communications", wish.log.id, log_fields)
                                       : changing_log(wish.log, changes)));
  if (!communication) return communication.error();
  auto log = log_ref(*communication, wish.log);
  if (!text(log.adapter_data, "timeEntry").empty()) return change_both(http, std::move(log), {}, entry);
  if (!counts(wish.duration)) return log;
  if (entry.contains("date")) log.adapter_data["day"] = entry.at("date");
  return with_time_entry(http, wish.scope, *communication, std::move(log), *wish.duration);
}

}  // namespace

Result<LogRef> create_call_log(Http& http, CallLog const& log) {
  auto const communication = create_communication(http, log);
  if (!communication) return communication.error();
  auto const day = log.start_day.empty() ? iso8601(log.start_time).substr(0, 10) : log.start_day;
  auto made = log_ref(*communication, {{}, {{"day", day}}});
  if (!counts(log.duration) || !wants_time_entry(log.scope)) return made;
  auto timed = with_time_entry(http, log.scope, *communication, std::move(made), *log.duration);
  if (timed) return timed;
  // The communication is there: whoever tries again must look for it, find it, and add what is missing.
  return fail(PATCHBAY_UNKNOWN_OUTCOME, "The call is logged in Clio, its time entry is not.",
              timed.error().remote);
}

Result<LogRef> update_call_log(Http& http, CallLogChange const& wish) {
  json::object changes;
  if (wish.subject) changes["subject"] = filled(*wish.subject, no_subject);
  if (wish.body) changes["body"] = filled(*wish.body, no_body);
  if (wish.start_time) changes["received_at"] = iso8601(*wish.start_time);
  if (auto const filed = file_under(changes, wish.additional); !filed) return filed.error();
  auto const entry = shared_with_entry(wish, changes);
  bool const unknown = text(wish.log.adapter_data, "timeEntry").empty();
  return unknown && !entry.empty() && wants_time_entry(wish.scope)
             ? change_then_look(http, wish, changes, entry)
             : change_both(http, wish.log, changes, entry);
}

// A matter may be set whatever somebody wrote into the text meanwhile. But then the old etag stays with the
// host, so that its next update of the text still notices what that somebody wrote.
Result<LogRef> set_disposition(Http& http, Disposition const& wish) {
  CallLogChange change;
  change.scope = wish.scope;
  change.log = wish.log;
  change.additional = wish.dispositions;
  auto changed = update_call_log(http, change);
  if (changed || changed.error().status != PATCHBAY_CONFLICT) return changed;
  change.log.adapter_data.erase("etag");
  changed = update_call_log(http, change);
  if (changed) changed->adapter_data["etag"] = text(wish.log.adapter_data, "etag");
  return changed;
}

// On which side the contact stands, and in which matter the log is, only Clio knows: it is read first.
// Written is with the etag of the text that the host knows, as in any update.
Result<LogRef> set_call_contact(Http& http, ContactChange const& wish) {
  if (auto const& to = wish.contact.id; !to.empty())
    if (auto const fit = reference(to, "contactId"); !fit) return fit.error();
  auto const now =
      record(http.send(reading("communications", wish.log.id, std::string(log_fields) + party_fields)));
  if (!now) return now.error();
  auto changes = moving(*now, wish.previous.id, wish.contact.id);
  if (!changes) return changes.error();
  bool const chosen = !text(wish.additional, "matter").empty();
  if (!chosen && !text(*now, "matter.id").empty())
    return invalid_field("matter",
                         "must be chosen: Clio keeps a log in its matter until it is given another");
  if (chosen)
    if (auto const filed = file_under(*changes, wish.additional); !filed) return filed.error();
  auto log = log_ref(*now, wish.log);
  log.adapter_data["etag"] = text(wish.log.adapter_data, "etag");
  return change_both(http, std::move(log), *changes, shared_with_entry({}, *changes));
}

Result<LogRef> create_message_log(Http& http, MessageLog const& log) {
  CallLog call;
  call.scope = log.scope;
  call.session_id = log.conversation_id;
  call.subject = log.subject;
  call.body = log.body;
  call.inbound = log.inbound;
  call.start_time = log.time;
  call.contact = log.contact;
  call.additional = log.additional;
  return create_call_log(http, call);
}

Result<LogRef> update_message_log(Http& http, MessageLogChange const& wish) {
  CallLogChange change;
  change.scope = wish.scope;
  change.log = wish.log;
  change.subject = wish.subject;
  change.body = wish.body;
  return update_call_log(http, change);
}

}  // namespace patchbay::clio
