// Tasks: of a user or a contact, on a day, perhaps in a matter. What they hold and what must be there is the
// OpenAPI description's.
#include <algorithm>

#include "crm_sim/clio/endpoints.hpp"

namespace patchbay::sim::clio {
namespace {

std::vector<Field> const& task_fields() {
  static std::vector<Field> const fields = {{"name", FieldKind::text},
                                            {"description", FieldKind::text},
                                            {"due_at", FieldKind::date},
                                            {"assignee", FieldKind::typed_reference},
                                            {"matter", FieldKind::reference},
                                            {"priority", FieldKind::text},
                                            {"status", FieldKind::text},
                                            {"permission", FieldKind::text},
                                            {"notify_assignee", FieldKind::boolean},
                                            {"id", FieldKind::read_only},
                                            {"etag", FieldKind::read_only}};
  return fields;
}

bool has(json::object const& task, std::string_view name, std::string const& part) {
  return std::string_view(task.at(name).get_string()).find(part) != std::string_view::npos;
}

}  // namespace

Reply list_tasks(State& state, Call const& call) {
  if (auto refused = check_query(call.request, {"query", "created_since"})) return *refused;
  auto const since = call.request.parameter("created_since");
  if (since && !(is_time(*since) && since->ends_with('Z')))  // other zones are not simulated
    return bad_request("ArgumentError", "created_since is invalid");
  auto const query = call.request.parameter("query").value_or("");
  Rows rows;
  for (auto const& [id, task] : state.firm.tasks) {
    bool const new_enough = !since || task.at("created_at").get_string() >= *since;
    if (new_enough && (has(task, "name", query) || has(task, "description", query))) rows.push_back(&task);
  }
  return paged(state, call, task_shape(), rows);
}

Reply create_task(State& state, Call const& call) {
  auto const [data, refused] = read_data(call.request, task_fields());
  if (refused) return *refused;
  if (auto wrong = missing(data, {"name", "description", "assignee"})) return *wrong;
  auto const& type = data.at("assignee").at("type").get_string();
  if (type != "User" && type != "Contact") return unprocessable("assignee is invalid", "assignee");
  auto assignee = participant(state.firm, data.at("assignee"));
  if (!assignee) return not_found();
  json::object record{{"status", "pending"}, {"priority", "Normal"}, {"permission", "public"},
                      {"due_at", nullptr},   {"matter_id", nullptr}, {"assignee", *std::move(assignee)}};
  for (auto const* name : {"name", "description", "due_at", "priority", "status", "permission"})
    if (data.contains(name)) record[name] = data.at(name);
  if (auto wrong = take_reference(data, "matter", state.firm.matters, record)) return *wrong;
  if (auto wrong = selection_of(call.request, task_shape()).refused) return *wrong;
  auto const& made = state.firm.add(state.firm.tasks, std::move(record), state.now());
  return one(state, call, task_shape(), made, 201);
}

}  // namespace patchbay::sim::clio
