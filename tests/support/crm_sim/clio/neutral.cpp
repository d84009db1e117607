// The words that all simulators have in common: see common/neutral.hpp. Clio has no budget for a day.
#include "crm_sim/common/neutral.hpp"

#include <algorithm>

#include "crm_sim/clio/endpoints.hpp"

namespace patchbay::sim::clio {
namespace {

std::string text_of(json::object const& record, std::string_view name) {
  auto const* value = record.if_contains(name);
  if (!value) return "";
  if (value->is_string()) return std::string(value->get_string());
  return value->is_int64() ? std::to_string(value->get_int64()) : "";
}

// Whom the record names on one side who is no user.
std::vector<std::string> contacts_in(json::object const& record, std::string_view side) {
  std::vector<std::string> ids;
  for (auto const& one : record.at(side).get_array())
    if (one.at("type") != "User") ids.push_back(text_of(one.get_object(), "id"));
  return ids;
}

// Whoever of the firm calls stands among the senders.
bool goes_out(json::object const& record) {
  auto const& senders = record.at("senders").get_array();
  return std::any_of(senders.begin(), senders.end(),
                     [](auto const& one) { return one.at("type") == "User"; });
}

}  // namespace

json::value neutral_records(Firm const& firm) {
  json::array all;
  for (auto const& [id, row] : firm.communications) {
    LogRecord record{
        std::to_string(id), text_of(row, "subject"), text_of(row, "body"), "inbound", {}, {}, ""};
    if (goes_out(row)) record.direction = "outbound";
    record.contacts = contacts_in(row, "senders");
    for (auto const& receiver : contacts_in(row, "receivers")) record.contacts.push_back(receiver);
    for (auto const& [key, activity] : firm.activities)
      if (text_of(activity, "communication_id") == record.id)
        record.seconds = activity.at("quantity").get_int64();
    record.filed_under = text_of(row, "matter_id");
    all.push_back(shown(record));
  }
  for (auto const& [id, row] : firm.tasks) {  // whom a task is about stands in its text only
    LogRecord record{std::to_string(id), text_of(row, "name"), text_of(row, "description"), "", {}, {}, ""};
    record.filed_under = text_of(row, "matter_id");
    all.push_back(shown(record));
  }
  return all;
}

bool set_neutral(State& state, std::string_view name, json::value const& value) {
  if (name == "addPerson") {
    auto const person = seed_person(value);
    if (person) add_person(state.firm, person->name, person->phone, state.now());
    return person.has_value();
  }
  if (name == "removePerson") {
    std::erase_if(state.firm.contacts, [&](auto const& row) { return row.second.at("name") == value; });
    return value.is_string();
  }
  if (name != "mayLog" || !value.is_bool()) return false;
  auto& permissions = state.oauth.app().permissions;
  if (value.get_bool())
    permissions.insert("communications");
  else
    permissions.erase("communications");
  return true;
}

}  // namespace patchbay::sim::clio
