// Tasks: what is to be done after a call, in the person's own list.
#include "activity.hpp"
#include "answer.hpp"
#include "hubspot.hpp"

namespace patchbay::hubspot {

// hs_timestamp of a task is when it is due; the reminder is wanted in milliseconds since 1970.
Result<LogRef> create_task(Http& http, NewTask const& task) {
  auto const due = std::chrono::milliseconds(task.due_time.time_since_epoch()).count();
  auto properties = owned_by(task.scope);
  properties["hs_timestamp"] = iso8601(task.due_time);
  properties["hs_task_reminders"] = std::to_string(due);
  properties["hs_task_status"] = "NOT_STARTED";
  properties["hs_task_type"] = "TODO";
  properties[tasks.title] = task.subject;
  properties[tasks.body] = task.body;
  return create_activity(http, tasks, std::move(properties), task.contact, task.additional);
}

Result<std::optional<LogRef>> find_task(Http& http, LogSearch const& search) {
  return find_activity(http, search, {tasks});
}

}  // namespace patchbay::hubspot
