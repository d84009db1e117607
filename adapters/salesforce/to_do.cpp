// What is to be done: a task without a status, which then has the one that the org gives new tasks, as it
// does with the priority and the owner.
#include "salesforce.hpp"
#include "task.hpp"

namespace patchbay::salesforce {

// Salesforce keeps the day only; the time is the reminder's.
Result<LogRef> create_task(Http& http, NewTask const& task) {
  json::object kept;
  auto const day = task.due_day.empty() ? iso8601(task.due_time).substr(0, 10) : task.due_day;
  auto fields = task_fields({task.contact, task.additional, task.subject, task.body, day}, kept);
  if (!fields) return fields.error();
  (*fields)["TaskSubtype"] = "Task";
  (*fields)["IsReminderSet"] = true;
  (*fields)["ReminderDateTime"] = iso8601(task.due_time);
  return add_task(http, *std::move(fields), std::move(kept));
}

}  // namespace patchbay::salesforce
