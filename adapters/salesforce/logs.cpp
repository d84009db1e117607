// Call and message logs: tasks of the subtype Call, and of the subtype Task for messages.
#include <algorithm>

#include "salesforce.hpp"
#include "task.hpp"

namespace patchbay::salesforce {
namespace {

// Salesforce takes eight digits.
std::int64_t seconds_of(std::chrono::seconds duration) {
  return std::clamp<std::int64_t>(duration.count(), 0, 99'999'999);
}

// A call between two extensions has no numbers.
char const* call_type(CallLog const& log) {
  if (log.from.phone_number.empty() && log.to.phone_number.empty()) return "Internal";
  return log.inbound ? "Inbound" : "Outbound";
}

// What a person chose, else the phone system's word, which never takes the place of a choice.
void set_outcome(json::object& fields, json::object& kept, json::object const& choice,
                 std::string const& result) {
  auto const chosen = clipped(text(choice, "outcome"), longest_text), before = text(kept, "outcome");
  bool const taken_away = choice.contains("outcome") && chosen.empty() && !before.empty();
  if (!chosen.empty() || taken_away) {
    fields["CallDisposition"] = kept["outcome"] = chosen;
  } else if (!result.empty() && before.empty()) {
    fields["CallDisposition"] = kept["result"] = clipped(result, longest_text);
  }
}

}  // namespace

Result<LogRef> create_call_log(Http& http, CallLog const& log) {
  json::object kept;
  auto const day = log.start_day.empty() ? iso8601(log.start_time).substr(0, 10) : log.start_day;
  auto fields = task_fields({log.contact, log.additional, log.subject, log.body, day}, kept);
  if (!fields) return fields.error();
  (*fields)["Status"] = done_status(log.scope);
  (*fields)["TaskSubtype"] = "Call";
  (*fields)["CallType"] = call_type(log);
  if (log.duration) (*fields)["CallDurationInSeconds"] = seconds_of(*log.duration);
  set_outcome(*fields, kept, log.additional, log.result);
  return add_task(http, *std::move(fields), std::move(kept));
}

Result<LogRef> update_call_log(Http& http, CallLogChange const& change) {
  json::object fields;
  auto log = change.log;
  if (change.subject) fields["Subject"] = clipped(*change.subject, longest_text);
  if (change.body) fields["Description"] = *change.body;
  if (change.start_day) fields["ActivityDate"] = *change.start_day;
  if (change.duration) fields["CallDurationInSeconds"] = seconds_of(*change.duration);
  set_outcome(fields, log.adapter_data, change.additional, change.result.value_or(""));
  auto const filed = file_under(fields, log.adapter_data, change.contact, change.additional);
  if (!filed) return filed.error();
  return change_task(http, log, std::move(fields));
}

Result<LogRef> set_disposition(Http& http, Disposition const& wish) {
  json::object fields;
  auto log = wish.log;
  log.adapter_data.erase("modified");  // what a person chooses now counts, whatever was changed before
  set_outcome(fields, log.adapter_data, wish.dispositions, "");
  auto const filed = file_under(fields, log.adapter_data, wish.contact, wish.dispositions);
  if (!filed) return filed.error();
  return change_task(http, log, std::move(fields));
}

// One request, which Salesforce carries out whole or not at all.
Result<LogRef> set_call_contact(Http& http, ContactChange const& change) {
  json::object fields{{"WhoId", nullptr}, {"WhatId", nullptr}};
  auto log = change.log;
  log.adapter_data.erase("modified");  // what a person chooses now counts, whatever was changed before
  log.adapter_data.erase("filed");
  set_outcome(fields, log.adapter_data, change.additional, "");
  auto const given = give_to(fields, log.adapter_data, change.contact, change.additional);
  if (!given) return given.error();
  return change_task(http, log, std::move(fields));
}

// A voicemail is a call that nobody took; an SMS or a fax is no call.
Result<LogRef> create_message_log(Http& http, MessageLog const& log) {
  json::object kept;
  auto fields = task_fields(
      {log.contact, log.additional, log.subject, log.body, iso8601(log.time).substr(0, 10)}, kept);
  if (!fields) return fields.error();
  bool const voicemail = log.kind == "voicemail";
  (*fields)["Status"] = done_status(log.scope);
  (*fields)["TaskSubtype"] = voicemail ? "Call" : "Task";
  if (voicemail) (*fields)["CallType"] = log.inbound ? "Inbound" : "Outbound";
  return add_task(http, *std::move(fields), std::move(kept));
}

Result<LogRef> update_message_log(Http& http, MessageLogChange const& change) {
  json::object fields;
  if (change.subject) fields["Subject"] = clipped(*change.subject, longest_text);
  if (change.body) fields["Description"] = *change.body;
  return change_task(http, change.log, std::move(fields));
}

}  // namespace patchbay::salesforce
