// Tasks: activities that are still to be done, of Pipedrive's built-in type for them.
#include "activity.hpp"
#include "pipedrive.hpp"

namespace patchbay::pipedrive {

Result<LogRef> create_task(Http& http, NewTask const& task) {
  auto body = activity_body(
      {task.scope, task.contact, task.additional, task.subject, task.body, task.due_time, false});
  if (!body) return body.error();
  return create_activity(http, *std::move(body), {"task", "task"});
}

}  // namespace patchbay::pipedrive
