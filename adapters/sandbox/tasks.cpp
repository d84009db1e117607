// Tasks: what is to be done after a call. One is made and then left to its user.
#include "sandbox.hpp"

namespace sandbox {

namespace {

constexpr char path[] = "/api/v1/tasks";

}  // namespace

Result<LogRef> create_task(Http& http, NewTask const& task) {
  auto const contact = number_or_nobody(task.contact);
  if (!contact) return contact.error();
  json::object fields{{"external_id", task.session_id},
                      {"contact_id", *contact},
                      {"subject", task.subject},
                      {"body", task.body},
                      {"due_at", iso8601(task.due_time)}};
  if (auto const added = add_deal(task.additional, fields); !added) return added.error();
  return create_log(http, path, fields);
}

Result<std::optional<LogRef>> find_task(Http& http, LogSearch const& search) {
  return find_log(http, path, search.session_id);
}

}  // namespace sandbox
