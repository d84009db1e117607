#include "service/log_state.hpp"

#include <algorithm>

#include "service/params.hpp"
#include "service/return_message.hpp"

namespace patchbay::service {

using namespace std::chrono_literals;

namespace {

json::object message_of(outbox::Entry const& entry, std::string_view done) {
  using outbox::State;
  if (entry.state == State::logged) return success_message(done);
  std::string_view const reason =
      entry.error ? std::string_view(entry.error->message) : "The CRM has not answered yet.";
  if (entry.state == State::blocked)
    return warning_message("Saved. It goes to the CRM after a new sign-in.", reason);
  return warning_message("Saved. The CRM does not have it yet; Patchbay goes on by itself.", reason);
}

}  // namespace

void add_mark(outbox::Entry const& entry, json::object& result) {
  bool const of_a_call = entry.key.kind == outbox::Kind::call || entry.key.kind == outbox::Kind::task;
  if (of_a_call)
    result["sessionId"] = outbox::session_of(entry.key);
  else
    result["conversation"] = entry.key.mark;
}

void add_record(LiveConnection const* live, outbox::Entry const& entry, json::object& result) {
  if (entry.log_id.empty()) return;
  bool const task = entry.key.kind == outbox::Kind::task;
  result[task ? "taskId" : "logId"] = entry.log_id;
  if (!live) return;
  auto const contact = object_in(entry.delivered, "contact");
  auto const url = task ? task_url(*live, entry.log_id, contact) : log_url(*live, entry.log_id, contact);
  if (!url.empty()) result["url"] = url;
}

Result<std::chrono::milliseconds> wait_of(json::object const& params) {
  auto const wait = optional_integer(params, "waitMs");
  if (!wait) return wait.error();
  return std::clamp(std::chrono::milliseconds(wait->value_or(3000)), 0ms, std::chrono::milliseconds(30s));
}

Result<json::object> log_state(LiveConnection const* live, outbox::Entry const& entry,
                               std::string_view done) {
  using outbox::State;
  if (entry.state == State::failed || entry.state == State::set_aside) {
    return entry.error.value_or(fail(ErrorCode::internal, "It could not be delivered."));
  }
  json::object result{{"successful", true}, {"state", entry.state == State::logged ? "logged" : "queued"}};
  add_record(live, entry, result);
  result["returnMessage"] = message_of(entry, done);
  return result;
}

json::object existing_log(LiveConnection const& live, outbox::Entry const& entry) {
  json::object result{{"successful", true}, {"state", "existing"}};
  add_record(&live, entry, result);
  bool const task = entry.key.kind == outbox::Kind::task;
  result["returnMessage"] = warning_message(task ? "This call has a task already." : "This call is logged already.");
  return result;
}

json::object row_of_session(LiveConnection const& live, std::string_view session_id,
                            std::optional<outbox::Entry> const& entry) {
  json::object row{{"sessionId", session_id}, {"matched", entry.has_value()}};
  if (!entry) return row;
  row["state"] = state_name(entry->state);
  add_record(&live, *entry, row);
  if (entry->error) row["error"] = error_of(entry->error->code, entry->error->message);
  return row;
}

json::object error_of(ErrorCode code, std::string_view message) {
  return {{"code", static_cast<int>(code)}, {"name", name_of(code)}, {"message", message}};
}

std::string_view state_name(outbox::State state) {
  switch (state) {
    case outbox::State::logged: return "logged";
    case outbox::State::pending: return "queued";
    case outbox::State::blocked: return "blocked";
    default: return "failed";
  }
}

std::string_view waiting_name(outbox::State state) {
  return state == outbox::State::set_aside ? "setAside" : state_name(state);
}

std::string time_zone_of(LiveConnection const& live) { return text_in(live.row.user, "timezoneName"); }

Format format_of(LiveConnection const& live) {
  switch (live.adapter.manifest().log.format) {
    case LogForm::Format::html: return Format::html;
    case LogForm::Format::markdown: return Format::markdown;
    default: return Format::plain;
  }
}

}  // namespace patchbay::service
