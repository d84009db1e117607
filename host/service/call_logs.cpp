#include "service/call_logs.hpp"

#include <algorithm>

#include <boost/json/array.hpp>

#include "compose/call_log.hpp"
#include "outbox/crm_log.hpp"
#include "outbox/sent.hpp"
#include "service/do_not_log.hpp"
#include "service/log_changes.hpp"
#include "service/log_state.hpp"
#include "service/params.hpp"
#include "service/return_message.hpp"

namespace patchbay::service {
namespace {

outbox::Key key_of(LivePtr const& live, std::string const& session_id) {
  return {live->account(), outbox::Kind::call, session_id};
}

// What callLog.get says of a log beyond what the CRM's record tells.
json::object details(json::object const& reading, outbox::Entry const& entry, Format format) {
  auto const body = text_in(reading, "body");
  auto contact = text_in(reading, "contactName");
  if (contact.empty()) contact = text_in(*object_or_empty(entry.wanted, "contact"), "name");
  return {{"subject", text_in(reading, "subject")},
          {"note", note_in(body, format).value_or("")},
          {"contactName", contact},
          {"fullBody", body},
          {"dispositions", object_or_empty(reading, "dispositions").value()}};
}

// The adapter's reading of this log; null: it has none.
json::object const* reading_of(json::array const& readings, std::string const& log_id) {
  for (auto const& reading : readings) {
    if (reading.is_object() && text_in(reading.get_object(), "id") == log_id) return &reading.get_object();
  }
  return nullptr;
}

// Puts one reading of the adapter into the row of its session.
void fill_row(json::object& row, json::object const& reading, outbox::Entry const& entry, Format format) {
  auto const* error = reading.if_contains("error");
  if (!error || !error->is_object()) {
    row["logData"] = details(reading, entry, format);
    return;
  }
  auto const* status = error->get_object().if_contains("status");
  auto const code = error_code_from(status && status->is_int64() ? static_cast<int>(status->get_int64()) : 0);
  row["error"] = error_of(code, text_in(error->get_object(), "message"));
}

// A log that still waits takes a change along; one that the CRM may have needs an adapter that can bring it.
Result<void> may_change(outbox::Ledger& ledger, Adapter const& adapter, outbox::Key const& key,
                        json::object const& change) {
  bool const filing = change.size() == 1 && change.contains("additional");
  if (adapter.offers("callLog.update") || (filing && adapter.offers("callDisposition.set"))) return {};
  auto const known = ledger.find(key);
  if (!known) return known.error();
  if (!*known || !outbox::may_be_there(**known)) return {};
  return fail(ErrorCode::unsupported, "This CRM's adapter cannot change a log that was written.");
}

// As far as the ledger knows the CRM has the log, or an update found that it has it no more.
bool may_be_deleted(outbox::Entry const& entry) {
  if (entry.log_id.empty()) return false;
  return entry.state == outbox::State::logged ||
         (entry.state == outbox::State::failed && entry.error && entry.error->code == ErrorCode::not_found);
}

}  // namespace

Result<json::value> CallLogs::create(json::object const& params, RequestContext const& request) {
  auto const live = live_.named_in(params);
  if (!live) return live.error();
  auto const log_info = params.if_contains("logInfo");
  if (!log_info || !log_info->is_object()) return invalid_field("logInfo", "must be a call record");
  auto const record = parse_call_record(log_info->get_object());
  if (!record) return record.error();
  if (auto const allowed = may_be_logged(*record, live_.settings()); !allowed) return allowed.error();
  auto const now = std::chrono::floor<std::chrono::seconds>(clock_.wall_now());
  auto contact = contact_of(params, logs_without_contact((*live)->adapter));
  if (!contact) return contact.error();
  auto const change = change_of_create(params, *record, std::move(*contact), time_zone_of(**live), now);
  if (!change) return change.error();
  auto const known = ledger_.find(key_of(*live, record->session_id));
  if (!known) return known.error();
  if (*known && may_be_deleted(**known)) {
    auto const wait = wait_of(params);
    if (!wait) return wait.error();
    auto const forgot = forgot_deleted(**known, *wait, request.context);
    if (!forgot) return forgot.error();
    if (!*forgot && (*known)->state == outbox::State::logged) return existing_log(**live, **known);
  }
  return submit(*live, record->session_id, *change, true, "Call logged.", params, request);
}

Result<bool> CallLogs::forgot_deleted(outbox::Entry const& entry, std::chrono::milliseconds wait,
                                      Context context) {
  context.deadline = std::min<SteadyTime>(context.deadline, clock_.steady_now() + wait);
  // A CRM that does not answer leaves the log as the ledger knows it.
  if (!outbox::CrmLog(live_, entry, "callLog", context).is_gone()) return false;
  if (auto const forgotten = ledger_.forget_record(entry.key, entry.log_id); !forgotten)
    return forgotten.error();
  return true;
}

Result<json::value> CallLogs::update(json::object const& params, RequestContext const& request) {
  auto const live = live_.named_in(params);
  if (!live) return live.error();
  auto const session = required_text(params, "sessionId");
  if (!session) return session.error();
  auto const change = change_of_update(params, time_zone_of(**live));
  if (!change) return change.error();
  if (change->contains("contact") && !(*live)->adapter.offers("callContact.set"))
    return fail(ErrorCode::unsupported, "This CRM's adapter cannot move a log to another contact.");
  return submit(*live, *session, *change, false, "Call log updated.", params, request);
}

Result<json::value> CallLogs::set_disposition(json::object const& params, RequestContext const& request) {
  auto const live = live_.named_in(params);
  if (!live) return live.error();
  auto const session = required_text(params, "sessionId");
  if (!session) return session.error();
  auto const dispositions = object_or_empty(params, "dispositions");
  if (!dispositions) return dispositions.error();
  if (dispositions->empty()) return invalid_field("dispositions", "is missing");
  return submit(*live, *session, {{"additional", *dispositions}}, false, "Call log updated.", params,
                request);
}

Result<json::value> CallLogs::submit(LivePtr const& live, std::string const& session_id,
                                     json::object const& change, bool may_create, std::string_view done,
                                     json::object const& params, RequestContext const& request) {
  auto const wait = wait_of(params);
  if (!wait) return wait.error();
  auto const key = key_of(live, session_id);
  auto const allowed = may_create ? Result<void>() : may_change(ledger_, live->adapter, key, change);
  if (!allowed) return allowed.error();
  auto const entry = outbox_.submit(key, change, may_create, *wait, request.context);
  if (!entry) return entry.error();
  auto result = log_state(live.get(), *entry, done);
  if (!result) return result.error();
  if (auto const sections = object_or_empty(entry->wanted, "sections"); !may_create && sections) {
    (*result)["updatedNote"] = text_in(*sections, "note");
  }
  return json::value(std::move(*result));
}

Result<json::value> CallLogs::get(json::object const& params, RequestContext const& request) {
  auto const live = live_.named_in(params);
  if (!live) return live.error();
  auto const sessions = text_list(params, "sessionIds");
  if (!sessions) return sessions.error();
  auto const wants_details = optional_bool(params, "requireDetails");
  if (!wants_details) return wants_details.error();

  json::array rows;
  json::array to_read;                                    // LogRef, for the adapter
  std::vector<std::pair<std::size_t, outbox::Entry>> of;  // the row of each
  for (auto const& session : *sessions) {
    auto const entry = ledger_.find(key_of(*live, session));
    if (!entry) return entry.error();
    rows.push_back(row_of_session(**live, session, *entry));
    if (!*entry || (*entry)->log_id.empty()) continue;
    to_read.push_back(json::object{{"id", (*entry)->log_id}, {"adapterData", (*entry)->adapter_data}});
    of.emplace_back(rows.size() - 1, **entry);
  }
  if (wants_details->value_or(false) && !of.empty()) {
    auto const format = format_of(**live);
    auto const readings = live_.ask(**live, "callLog.get", {{"logs", std::move(to_read)}}, request.context);
    auto const list = readings ? array_or_empty(readings->as_object(), "logs") : readings.error();
    for (auto const& [index, entry] : of) {
      auto& row = rows[index].as_object();
      if (!list) {
        row["error"] = error_of(list.error().code, list.error().message);
      } else if (auto const* reading = reading_of(*list, entry.log_id)) {
        fill_row(row, *reading, entry, format);
      } else {
        row["error"] = error_of(ErrorCode::bad_reply, "The adapter did not answer for this log.");
      }
    }
  }
  return json::object{{"successful", true}, {"logs", std::move(rows)}};
}

}  // namespace patchbay::service
