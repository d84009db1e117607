#include "outbox/difference.hpp"

#include <boost/json/value.hpp>

#include "base/json_read.hpp"
#include "compose/sections.hpp"
#include "compose/words.hpp"

namespace patchbay::outbox {

namespace json = boost::json;

namespace {

bool goes_to_another(json::object const& wanted, json::object const& change) {
  if (!wanted.contains("contact") || !change.contains("contact")) return false;
  return text_in(object_in(wanted, "contact"), "id") != text_in(object_in(change, "contact"), "id");
}

}  // namespace

void merge(json::object& state, json::object const& change) {
  for (auto const& [name, value] : change) {
    if (value.is_null()) continue;
    auto* const old = state.if_contains(name);
    if (old && old->is_object() && value.is_object()) {
      merge(old->get_object(), value.get_object());
    } else {
      state[name] = value;
    }
  }
}

std::string subject_of_call(json::object const& wanted) {
  auto const facts = object_in(wanted, "facts");
  auto const* flag = facts.if_contains("inbound");
  bool const inbound = !flag || *flag != false;
  auto const party = object_in(facts, inbound ? "from" : "to");
  auto name = text_in(object_in(wanted, "contact"), "name");
  for (auto const* member : {"name", "phoneNumber", "extensionNumber"}) {
    if (name.empty()) name = text_in(party, member);
  }
  return subject_for(inbound ? Direction::inbound : Direction::outbound, name);
}

void lay_over(json::object& wanted, json::object const& change) {
  auto sections = call_sections_from_json(object_in(wanted, "sections"));
  patchbay::merge(sections, call_sections_from_json(object_in(change, "sections")));
  bool const moves = goes_to_another(wanted, change);
  bool const renamed =
      moves && !change.contains("subject") && text_in(wanted, "subject") == subject_of_call(wanted);
  if (moves) wanted.erase("contact");
  if (moves || change.contains("additional")) wanted["additional"] = json::object();
  merge(wanted, change);
  if (renamed) {
    auto const subject = subject_of_call(wanted);
    wanted["subject"] = subject;
    sections.subject = subject;
  }
  if (renamed || change.contains("sections")) wanted["sections"] = to_json(sections);
}

json::object difference(json::object const& wanted, json::object const& delivered) {
  json::object result;
  for (auto const& [name, value] : wanted) {
    auto const* old = delivered.if_contains(name);
    if (!old) {
      result[name] = value;
    } else if (old->is_object() && value.is_object()) {
      auto inner = difference(value.get_object(), old->get_object());
      if (!inner.empty()) result[name] = std::move(inner);
    } else if (*old != value) {
      result[name] = value;
    }
  }
  return result;
}

}  // namespace patchbay::outbox
