// The words that all simulators have in common: see common/neutral.hpp.
#include "crm_sim/common/neutral.hpp"

#include <cstdlib>

#include "crm_sim/pipedrive/endpoints.hpp"
#include "crm_sim/pipedrive/replies.hpp"

namespace patchbay::sim::pipedrive {
namespace {

std::string text_of(json::value const& value) {
  if (value.is_string()) return std::string(value.get_string());
  return value.is_int64() ? std::to_string(value.get_int64()) : "";
}

// "01:05:00".
std::optional<long long> seconds_of(json::value const& duration) {
  if (!duration.is_string()) return std::nullopt;
  auto const text = text_of(duration);
  return std::atoll(text.substr(0, 2).c_str()) * 3600 + std::atoll(text.substr(3, 2).c_str()) * 60;
}

}  // namespace

json::value neutral_records(Company const& company) {
  json::array all;
  for (auto const& [id, activity] : company.activities) {
    if (activity.at("is_deleted").get_bool()) continue;
    LogRecord record{
        std::to_string(id), text_of(activity.at("subject")), text_of(activity.at("note")), "", {}, {}, ""};
    record.seconds = seconds_of(activity.at("duration"));
    for (auto const& one : activity.at("participants").get_array())
      record.contacts.push_back(text_of(one.at("person_id")));
    record.filed_under = text_of(activity.at(activity.at("deal_id").is_null() ? "lead_id" : "deal_id"));
    all.push_back(shown(record));
  }
  return all;
}

bool set_neutral(State& state, std::string_view name, json::value const& value) {
  if (name == "addPerson") {
    auto const person = seed_person(value);
    if (person) add_person(state.company, person->name, person->phone, state.now());
    return person.has_value();
  }
  if (name == "removePerson") {
    for (auto& [id, person] : state.company.persons)
      if (person.at("name") == value) person["is_deleted"] = true;
    return value.is_string();
  }
  if (name == "mayLog" && value.is_bool()) state.may_log = value.get_bool();
  if (name == "dayUsedUp") state.plan.daily_tokens = 0;
  return name == "mayLog" || name == "dayUsedUp";
}

}  // namespace patchbay::sim::pipedrive
