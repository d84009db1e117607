// Tasks: due on a day, with a reminder at the time. Their status and priority are the organisation's own for
// a new task: what these lists hold is in its language.
#include "answer.hpp"
#include "log.hpp"
#include "patchbay/words.hpp"
#include "zoho.hpp"

namespace patchbay::zoho {
namespace {

// As Zoho's own clients write it; once, on the user's screen.
json::object reminder_at(UtcTime time) {
  return {{"ALARM", "FREQ=NONE;ACTION=POPUP;TRIGGER=DATE-TIME:" + with_offset(time)}};
}

// Zoho refused the reminder, one of a time that is past, say, and so the task.
bool refuses_reminder(Result<LogRef> const& made) {
  return made.has_error() && made.error().status == PATCHBAY_INVALID_PARAMS &&
         made.error().remote.find("Remind_At") != std::string::npos;
}

}  // namespace

Kind const tasks{"Tasks", "Subject,Description", "Subject",
                 255,     "Description",         [](LogReading&, json::value const&) {}};

Result<LogRef> create_task(Http& http, NewTask const& task) {
  LogRef made;
  auto const day = task.due_day.empty() ? iso8601(task.due_time).substr(0, 10) : task.due_day;
  json::object fields{{"Subject", clipped(task.subject, tasks.longest_subject)},
                      {"Due_Date", day},
                      {"Description", task.body},
                      {"Remind_At", reminder_at(task.due_time)}};
  if (auto fault = file_new(fields, made, task.contact, task.additional)) return *std::move(fault);
  auto reply = write_log(http, made, fields, tasks);
  if (!refuses_reminder(reply)) return reply;
  fields.erase("Remind_At");
  return write_log(http, std::move(made), std::move(fields), tasks);
}

Result<std::optional<LogRef>> find_task(Http& http, LogSearch const& search) {
  return find_log(http, search, tasks);
}

}  // namespace patchbay::zoho
