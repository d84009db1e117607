// The words that all simulators have in common: see common/neutral.hpp.
#include "crm_sim/common/neutral.hpp"

#include "crm_sim/hubspot/endpoints.hpp"

namespace patchbay::sim::hubspot {
namespace {

std::string property_of(Record const& record, std::string const& name) {
  return value_of(record, name).value_or("");
}

// What each kind of record calls its text.
std::string body_name(std::string_view type) {
  if (type == "calls") return "hs_call_body";
  return type == "notes" ? "hs_note_body" : "hs_communication_body";
}

std::vector<std::string> linked(Portal const& portal, std::string const& type, Record const& kept,
                                std::string_view other) {
  std::vector<std::string> ids;
  for (auto const id : portal.linked({type, kept.id}, other)) ids.push_back(std::to_string(id));
  return ids;
}

json::object neutral(Portal const& portal, std::string const& type, Record const& kept) {
  LogRecord record{std::to_string(kept.id),
                   property_of(kept, "hs_call_title"),
                   property_of(kept, body_name(type)),
                   "",
                   {},
                   {},
                   ""};
  auto const direction = property_of(kept, "hs_call_direction");
  if (!direction.empty()) record.direction = direction == "INBOUND" ? "inbound" : "outbound";
  if (auto const duration = whole_number(property_of(kept, "hs_call_duration")))
    record.seconds = *duration / 1000;
  record.contacts = linked(portal, type, kept, "contacts");
  for (auto const& id : linked(portal, type, kept, "deals")) record.filed_under = id;
  return shown(record);
}

bool named(Record const& record, json::value const& name) {
  auto const last = property_of(record, "lastname");
  auto const whole = property_of(record, "firstname") + (last.empty() ? "" : " " + last);
  return name.is_string() && std::string_view(name.get_string()) == whole;
}

}  // namespace

json::value neutral_records(Portal const& portal) {
  json::array all;
  for (auto const* type : {"calls", "communications", "notes"})
    for (auto const& [id, record] : portal.tables.find(type)->second)
      if (!record.archived) all.push_back(neutral(portal, type, record));
  return all;
}

json::value neutral_tasks(Portal const& portal) {
  json::array all;
  for (auto const& [id, task] : portal.tables.find("tasks")->second) {
    if (task.archived || property_of(task, "hs_task_status") == "COMPLETED") continue;
    TaskRecord record{std::to_string(id),
                      property_of(task, "hs_task_subject"),
                      property_of(task, "hs_task_body"),
                      property_of(task, "hs_timestamp"),
                      linked(portal, "tasks", task, "contacts"),
                      ""};
    for (auto const& deal : linked(portal, "tasks", task, "deals")) record.filed_under = deal;
    all.push_back(shown(record));
  }
  return all;
}

bool set_neutral(State& state, std::string_view name, json::value const& value) {
  if (name == "addPerson") {
    auto const person = seed_person(value);  // long enough ago for searches to know of it
    if (person) add_contact(state.portal, person->name, person->phone, state.now() - std::chrono::hours(1));
    return person.has_value();
  }
  if (name == "removePerson") {
    for (auto& [id, record] : state.portal.tables["contacts"])
      if (named(record, value)) record.archived = true;
    return value.is_string();
  }
  if (name == "mayLog" && value.is_bool()) state.may_log = value.get_bool();
  if (name == "dayUsedUp") state.plan.daily = 0;
  return name == "mayLog" || name == "dayUsedUp";
}

}  // namespace patchbay::sim::hubspot
