// The words that all simulators have in common: see common/neutral.hpp.
#include "crm_sim/common/neutral.hpp"

#include "crm_sim/salesforce/endpoints.hpp"

namespace patchbay::sim::salesforce {
namespace {

std::string field(Org const& org, Record const& record, std::string_view name) {
  return text_of(org.value(record, *record.type->field(name)));
}

// A task is a log once it is done, and to be done before.
bool is_done(Org const& org, Record const& task) {
  return org.value(task, *task.type->field("IsClosed")) == json::value(true);
}

json::object neutral(Org const& org, Record const& task) {
  LogRecord record{task.id, field(org, task, "Subject"), field(org, task, "Description"), "", {}, {}, ""};
  auto const type = field(org, task, "CallType");
  if (!type.empty()) record.direction = type == "Inbound" ? "inbound" : "outbound";
  auto const seconds = org.value(task, *task.type->field("CallDurationInSeconds"));
  if (seconds.is_int64()) record.seconds = seconds.get_int64();
  auto const who = field(org, task, "WhoId"), what = field(org, task, "WhatId");
  bool const account = what.starts_with("001");
  if (!who.empty()) record.contacts.push_back(who);
  if (account) record.contacts.push_back(what);
  if (!account) record.filed_under = what;
  return shown(record);
}

}  // namespace

json::value neutral_records(Org const& org) {
  json::array all;
  for (auto const& [id, record] : org.records)
    if (record.type->name == "Task" && !record.deleted && is_done(org, record))
      all.push_back(neutral(org, record));
  return all;
}

json::value neutral_tasks(Org const& org) {
  json::array all;
  for (auto const& [id, record] : org.records) {
    if (record.type->name != "Task" || record.deleted || is_done(org, record)) continue;
    auto const who = field(org, record, "WhoId"), what = field(org, record, "WhatId");
    bool const account = what.starts_with("001");
    TaskRecord task{id,
                    field(org, record, "Subject"),
                    field(org, record, "Description"),
                    field(org, record, "ActivityDate"),
                    {},
                    account ? "" : what};
    if (!who.empty()) task.contacts.push_back(who);
    if (account) task.contacts.push_back(what);
    all.push_back(shown(task));
  }
  return all;
}

bool set_neutral(State& state, std::string_view name, json::value const& value) {
  if (name == "addPerson") {
    auto const person = seed_person(value);  // long enough ago for searches to know of it
    if (person) add_contact(state.org, person->name, person->phone, state.now() - std::chrono::hours(1));
    return person.has_value();
  }
  if (name == "removePerson") {
    for (auto& [id, record] : state.org.records)
      if (record.type->name == "Contact" && field(state.org, record, "Name") == text_of(value))
        record.deleted = true;
    return value.is_string();
  }
  if (name == "mayLog" && value.is_bool()) state.may_write = value.get_bool();
  if (name == "dayUsedUp") state.used_today = state.daily;
  return name == "mayLog" || name == "dayUsedUp";
}

}  // namespace patchbay::sim::salesforce
