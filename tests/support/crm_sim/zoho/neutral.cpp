// The words that all simulators have in common: see common/neutral.hpp.
#include "crm_sim/common/neutral.hpp"

#include "crm_sim/zoho/endpoints.hpp"

namespace patchbay::sim::zoho {
namespace {

std::string id_at(json::object const& fields, std::string_view lookup) {
  auto const* value = fields.if_contains(lookup);
  return value && value->is_object() ? text_at(value->get_object(), "id") : "";
}

LogRecord task_record(Record const& kept) {
  auto const& fields = kept.fields;
  LogRecord record{kept.id, text_at(fields, "Subject"), text_at(fields, "Description"), "", {}, {}, ""};
  auto const about = text_at(fields, "$se_module");
  auto const who = id_at(fields, about == "Leads" ? "What_Id" : "Who_Id");
  if (!who.empty()) record.contacts.push_back(who);
  if (about == "Deals") record.filed_under = id_at(fields, "What_Id");
  return record;
}

LogRecord call_record(Record const& kept) {
  auto record = task_record(kept);
  record.direction = text_at(kept.fields, "Call_Type") == "Outbound" ? "outbound" : "inbound";
  auto const* seconds = kept.fields.if_contains("Call_Duration_in_seconds");
  if (seconds && seconds->is_int64()) record.seconds = seconds->get_int64();
  return record;
}

LogRecord note_record(Record const& kept) {
  auto const& fields = kept.fields;
  return {kept.id,
          text_at(fields, "Note_Title"),
          text_at(fields, "Note_Content"),
          "",
          {},
          {id_at(fields, "Parent_Id")},
          ""};
}

}  // namespace

json::value neutral_records(Org const& org) {
  json::array all;
  for (auto const& [id, record] : org.tables.at("Calls"))
    if (!record.deleted) all.push_back(sim::shown(call_record(record)));
  for (auto const& [id, record] : org.tables.at("Tasks"))
    if (!record.deleted) all.push_back(sim::shown(task_record(record)));
  for (auto const& [id, record] : org.tables.at("Notes"))
    if (!record.deleted) all.push_back(sim::shown(note_record(record)));
  return all;
}

bool set_neutral(State& state, std::string_view name, json::value const& value) {
  if (name == "addPerson") {
    auto const person = seed_person(value);  // long enough ago for searches to know of it
    if (person) add_contact(state.org, person->name, person->phone, state.now() - std::chrono::hours(1));
    return person.has_value();
  }
  if (name == "removePerson") {
    for (auto& [id, record] : state.org.tables["Contacts"])
      if (value.is_string() && state.org.name_of("Contacts", id) == std::string_view(value.get_string()))
        record.deleted = true;
    return value.is_string();
  }
  if (name == "mayLog" && value.is_bool()) state.quirks.may_log = value.get_bool();
  if (name == "dayUsedUp") state.plan.credits = 0;
  return name == "mayLog" || name == "dayUsedUp";
}

}  // namespace patchbay::sim::zoho
