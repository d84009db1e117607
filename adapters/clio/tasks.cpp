// Tasks: the user's own, on a day. A task knows no contact, so their name stands in front of its text.
#include "answer.hpp"
#include "clio.hpp"
#include "communication.hpp"
#include "patchbay/words.hpp"

namespace patchbay::clio {
Result<LogRef> create_task(Http& http, NewTask const& task) {
  auto assignee = reference(task.scope.user_id, "userId", "User");  // which Clio demands
  if (!assignee) return assignee.error();
  auto const day = task.due_day.empty() ? iso8601(task.due_time).substr(0, 10) : task.due_day;
  json::object record{{"name", filled(task.subject, "Call back")},
                      {"description", filled(joined({task.contact.name, task.body}, "\n"), no_body)},
                      {"due_at", day},
                      {"assignee", *std::move(assignee)}};
  if (!text(task.additional, "matter").empty())
    if (auto const filed = file_under(record, task.additional); !filed) return filed.error();
  auto const made = created(http.send(making("tasks", record, "id")));
  if (!made) return made.error();
  return LogRef{text(*made, "id"), {}};
}

// All tasks that were made since, whoever has them now. Clio searches in texts as well, but how it takes a
// mark apart is not said, and a task that is not found would be made twice.
Result<std::optional<LogRef>> find_task(Http& http, LogSearch const& search) {
  if (search.session_id.empty()) return invalid_field("sessionId", "is empty");
  auto request = listing("tasks", "order", "id(asc)", "id,description")
                     .query("created_since", iso8601(search.since));
  for (;;) {
    auto const answer = document(http.send(std::move(request)));
    if (!answer) return answer.error();
    for (auto const& task : list(*answer, "data"))
      if (carries(text(task, "description"), search.session_id)) return LogRef{text(task, "id"), {}};
    auto const next = next_page(*answer);
    if (!next) return next.error();
    if (next->empty()) return std::optional<LogRef>();
    request = get(*next);
  }
}

}  // namespace patchbay::clio
