// Call logs: calls in Zoho. The text has the exact seconds and the recording's link.
#include <algorithm>
#include <cctype>

#include "answer.hpp"
#include "contact.hpp"
#include "duration.hpp"
#include "log.hpp"
#include "patchbay/words.hpp"
#include "zoho.hpp"

namespace patchbay::zoho {
namespace {

constexpr char missed[] = "Missed";

// Nobody spoke: Zoho takes an inbound call without a duration only as missed, and never lets that change.
bool is_missed(CallLog const& log) {
  if (!log.inbound) return false;
  if (log.duration && log.duration->count() <= 0) return true;
  std::string word;
  for (unsigned char const c : log.result) word += static_cast<char>(std::tolower(c));
  constexpr char const* unanswered[] = {"missed",  "no answer", "voicemail", "reject",
                                        "decline", "abandon",   "busy",      "cancel"};
  return std::any_of(std::begin(unanswered), std::end(unanswered),
                     [&](char const* part) { return word.find(part) != std::string::npos; });
}

// An empty choice takes away what was chosen; what is not in the form stays.
void set_result(json::object& fields, json::object const& choice) {
  auto const result = text(choice, "result");
  if (choice.contains("result")) fields["Call_Result"] = result.empty() ? json::value() : json::value(result);
}

Result<LogRef> change_call(Http& http, LogRef log, ContactRef const& contact, json::object const& choice,
                           json::object fields) {
  auto const deal = text(choice, "deal");
  set_result(fields, choice);
  if (choice.contains("deal") && (!deal.empty() || contact.type != leads))
    if (auto fault = file_under(fields, log, contact, deal)) return *std::move(fault);
  return write_log(http, std::move(log), std::move(fields), calls);
}

json::object fields_of(CallLog const& log) {
  json::object fields{{"Call_Start_Time", with_offset(log.start_time)}, {"Description", log.body}};
  fields["Call_Type"] = is_missed(log) ? missed : log.inbound ? "Inbound" : "Outbound";
  if (!log.subject.empty()) fields["Subject"] = clipped(log.subject, calls.longest_subject);
  return fields;
}

// A duration of nothing is written as a second, which is too little to learn from. A composite takes "@{" in
// a text for a reference.
bool fit_for_test(json::object const& fields, std::chrono::seconds duration) {
  return duration.count() > 1 && json::serialize(fields).find("@{") == std::string::npos;
}

// What a part of a composite ran into may have happened after the record was made.
Error of_create(Error error) {
  bool const doubtful = error.status == PATCHBAY_BAD_REPLY || error.status == PATCHBAY_UNAVAILABLE;
  if (doubtful) error.status = PATCHBAY_UNKNOWN_OUTCOME;
  return error;
}

// The create and a look at the record, in one request: what Zoho made of the duration tells how it reads
// durations.
Result<LogRef> create_with_test(Http& http, json::object fields, LogRef log, std::chrono::seconds duration) {
  fields["Call_Duration"] = written_duration(duration, minutes_seconds);
  std::vector<Part> const parts{
      {"POST", path_of(calls.module), {}, one_record(std::move(fields))},
      {"GET", path_of(calls.module) + "/@{1:$.data[0].details.id}", {{"fields", duration_fields}}}};
  auto const reply = http.send(composite(parts));
  auto const replies = answers_to(reply, parts.size());
  auto const made = written(replies[0]);
  if (!made) return reply && reply->ok() ? of_create(made.error()) : made.error();
  log.id = text(*made, "id");
  auto const format = duration_format(first(document(replies[1]), "data"));
  if (format.empty()) return log;
  log.adapter_data["durationFormat"] = format;
  if (format == minutes_seconds) return log;
  // The log is there; should this fail, its text has the right duration all the same.
  write_log(http, log, {{"Call_Duration", written_duration(duration, format)}}, calls);
  return log;
}

void take_call(LogReading& into, json::value const& record) {
  auto const about = text(record, "$se_module"), what = text(record, "What_Id.id");
  into.contact_name = text(record, "Who_Id.name");
  if (into.contact_name.empty() && (about == leads || about == accounts))
    into.contact_name = text(record, "What_Id.name");
  bool const deal =
      !what.empty() && (about == "Deals" || (about.empty() && what == text(into.adapter_data, "deal")));
  into.adapter_data.erase("deal");
  if (deal) into.dispositions["deal"] = into.adapter_data["deal"] = what;
  if (auto const result = text(record, "Call_Result"); !result.empty()) into.dispositions["result"] = result;
  if (text(record, "Call_Type") == missed) into.adapter_data["missed"] = true;
  if (auto const format = duration_format(record); !format.empty())
    into.adapter_data["durationFormat"] = format;
}

}  // namespace

Kind const calls{
    "Calls",
    "Subject,Description,Call_Type,Call_Result,Call_Duration,Call_Duration_in_seconds,Who_Id,What_Id",
    "Subject",
    255,
    "Description",
    take_call};

Result<LogRef> create_call_log(Http& http, CallLog const& log) {
  auto fields = fields_of(log);
  LogRef made;
  if (auto fault = file_new(fields, made, log.contact, log.additional)) return *std::move(fault);
  if (auto const result = text(log.additional, "result"); !result.empty()) fields["Call_Result"] = result;
  if (is_missed(log)) {
    made.adapter_data["missed"] = true;
  } else {
    auto const duration = log.duration.value_or(std::chrono::seconds(0));
    auto const format = duration_format(log.scope);
    if (format.empty() && fit_for_test(fields, duration))
      return create_with_test(http, std::move(fields), made, duration);
    fields["Call_Duration"] = written_duration(duration, format);
  }
  return write_log(http, std::move(made), std::move(fields), calls);
}

Result<LogRef> update_call_log(Http& http, CallLogChange const& change) {
  auto fields = new_texts(change.subject, change.body, calls);
  if (change.start_time) fields["Call_Start_Time"] = with_offset(*change.start_time);
  auto const& kept = change.log.adapter_data;
  bool const spoken = !optional<bool>(kept, "missed").value_or(false);
  if (change.duration && spoken)
    fields["Call_Duration"] = written_duration(*change.duration, duration_format(change.scope, kept));
  return change_call(http, change.log, change.contact, change.additional, std::move(fields));
}

Result<LogRef> set_disposition(Http& http, Disposition const& wish) {
  return change_call(http, wish.log, wish.contact, wish.dispositions, {});
}

Result<LogRef> set_call_contact(Http& http, ContactChange const& change) {
  auto log = change.log;
  json::object fields;
  set_result(fields, change.additional);
  if (auto fault = file_with(fields, log, change.contact, change.additional)) return *std::move(fault);
  return write_log(http, std::move(log), std::move(fields), calls);
}

Result<std::vector<LogReading>> get_call_logs(Http& http, LogQuery const& query) {
  return read_logs(http, query, calls);
}

Result<std::optional<LogRef>> find_call_log(Http& http, LogSearch const& search) {
  return find_log(http, search, calls);
}

}  // namespace patchbay::zoho
