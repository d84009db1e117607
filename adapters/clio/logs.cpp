// Call logs: creating them, changing them and filing them under a matter, with their time entries.
#include "answer.hpp"
#include "clio.hpp"
#include "communication.hpp"
#include "time_entry.hpp"

namespace patchbay::clio {
namespace {

// One change of a log: the communication's members, its time entry's members, and what a time entry needs
// that is not there yet.
struct Change {
  Scope const& scope;
  LogRef const& log;
  json::object fields;
  json::object entry;
  std::optional<std::chrono::seconds> duration;
  std::string day;
};

bool counts(std::optional<std::chrono::seconds> const& duration) {
  return duration && *duration > std::chrono::seconds(0);
}

// The time entry is known: both at the same time.
Result<LogRef> change_both(Http& http, Change const& change, std::string const& entry, Condition condition) {
  std::vector<Request> requests;
  if (!change.fields.empty()) requests.push_back(changing(change.log, change.fields, condition));
  if (!change.entry.empty()) requests.push_back(changing_time_entry(entry, change.entry));
  if (requests.empty()) return change.log;
  auto const replies = http.send_all(std::move(requests));
  auto log = change.log;
  if (!change.fields.empty()) {
    auto const answer = document(replies.front());
    if (!answer) return answer.error();
    if (auto const* data = find(*answer, "data")) log = log_ref(*data, log.adapter_data);
  }
  if (change.entry.empty()) return log;
  if (auto const changed = time_entry_changed(replies.back()); !changed) return changed.error();
  return log;
}

// No time entry is known. The communication's answer says whether it has one all the same, so none is made
// twice.
Result<LogRef> change_then_look(Http& http, Change const& change, Condition condition) {
  auto const answer =
      document(http.send(change.fields.empty() ? reading(change.log.id, log_fields)
                                               : changing(change.log, change.fields, condition)));
  if (!answer) return answer.error();
  auto const communication = find(*answer, "data") ? *find(*answer, "data") : json::value();
  auto log = log_ref(communication, change.log.adapter_data);
  if (auto const entry = text(log.adapter_data, "timeEntry"); !entry.empty()) {
    if (auto const changed = time_entry_changed(http.send(changing_time_entry(entry, change.entry)));
        !changed)
      return changed.error();
  } else if (counts(change.duration)) {
    auto const day = change.day.empty() ? text(change.log.adapter_data, "day") : change.day;
    auto const made = create_time_entry(http, {change.scope, communication, day, *change.duration});
    if (!made) return made.error();
    log.adapter_data["timeEntry"] = *made;
  }
  return log;
}

Result<LogRef> apply(Http& http, Change const& change, Condition condition) {
  auto const entry = text(change.log.adapter_data, "timeEntry");
  bool const may_have_entry = wants_time_entry(change.scope) && !change.entry.empty();
  if (!entry.empty() || !may_have_entry) return change_both(http, change, entry, condition);
  return change_then_look(http, change, condition);
}

// What of a change the time entry shares: length, day and matter.
json::object entry_fields(Change const& change) {
  json::object entry;
  if (counts(change.duration)) entry["quantity"] = change.duration->count();
  if (!change.day.empty()) entry["date"] = change.day;
  if (change.fields.contains("matter")) entry["matter"] = change.fields.at("matter");
  return entry;
}

}  // namespace

Result<LogRef> create_call_log(Http& http, CallLog const& log) {
  auto const answer = create_communication(http, {log.scope, log.contact, log.additional, log.subject,
                                                  log.body, log.inbound, log.start_time, log.session_id});
  if (!answer) return answer.error();
  auto const& communication = answer->at("data");
  auto const day = log.start_day.empty() ? iso8601(log.start_time).substr(0, 10) : log.start_day;
  auto made = log_ref(communication, {{"day", day}});
  if (!counts(log.duration) || !wants_time_entry(log.scope)) return made;
  auto const entry = create_time_entry(http, {log.scope, communication, day, *log.duration});
  // The communication is there: whoever tries again must look for it, find it, and add what is missing.
  if (!entry)
    return fail(PATCHBAY_UNKNOWN_OUTCOME, "The call is logged in Clio, its time entry is not.",
                entry.error().remote);
  made.adapter_data["timeEntry"] = *entry;
  return made;
}

Result<LogRef> update_call_log(Http& http, CallLogChange const& wish) {
  Change change{wish.scope, wish.log, {}, {}, wish.duration, wish.start_day.value_or("")};
  if (wish.subject) change.fields["subject"] = filled(*wish.subject, "Phone call");
  if (wish.body) change.fields["body"] = filled(*wish.body, "No details.");
  if (wish.start_time) change.fields["received_at"] = iso8601(*wish.start_time);
  auto const filed = file_under(change.fields, wish.additional, EmptyMatter::is_refused);
  if (!filed) return filed.error();
  change.entry = entry_fields(change);
  return apply(http, change, Condition::unchanged_since);
}

// A matter may be set whatever somebody wrote into the text meanwhile. But then the old etag stays with the
// host, so that its next update of the text still notices what that somebody wrote.
Result<LogRef> set_disposition(Http& http, Disposition const& wish) {
  Change change{wish.scope, wish.log, {}, {}, {}, ""};
  auto const filed = file_under(change.fields, wish.dispositions, EmptyMatter::is_refused);
  if (!filed) return filed.error();
  change.entry = entry_fields(change);
  auto changed = apply(http, change, Condition::unchanged_since);
  if (changed || changed.error().status != PATCHBAY_CONFLICT) return changed;
  changed = apply(http, change, Condition::none);
  if (changed) changed->adapter_data["etag"] = text(wish.log.adapter_data, "etag");
  return changed;
}

}  // namespace patchbay::clio
