#include "outbox/difference.hpp"

#include <boost/json/value.hpp>

#include "base/json_read.hpp"
#include "compose/sections.hpp"

namespace patchbay::outbox {

namespace json = boost::json;

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

void lay_over(json::object& wanted, json::object const& change) {
  auto sections = call_sections_from_json(object_in(wanted, "sections"));
  patchbay::merge(sections, call_sections_from_json(object_in(change, "sections")));
  if (change.contains("additional")) wanted.erase("additional");
  merge(wanted, change);
  if (change.contains("sections")) wanted["sections"] = to_json(sections);
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
