// What belongs to what.
#include <algorithm>

#include "crm_sim/hubspot/endpoints.hpp"

namespace patchbay::sim::hubspot {
namespace {

constexpr std::size_t most_inputs = 1000;
constexpr std::size_t most_on_page = 500;

std::string text_at(json::value const& value, std::string_view key) {
  auto const* found = value.is_object() ? value.get_object().if_contains(key) : nullptr;
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

json::array const* inputs_of(Call const& call) {
  auto const* inputs = call.body.is_object() ? call.body.get_object().if_contains("inputs") : nullptr;
  return inputs ? inputs->if_array() : nullptr;
}

json::object nothing_linked(Call const& call, std::string const& id) {
  return {{"status", "error"},
          {"category", "OBJECT_NOT_FOUND"},
          {"subCategory", "crm.associations.NO_ASSOCIATIONS_FOUND"},
          {"message",
           "No " + call.other_type + " is associated with " + std::string(call.type->name) + " " + id + "."},
          {"context", json::object{{"fromObjectId", json::array{id}}}}};
}

json::object row_of(Call const& call, std::string const& id, std::vector<std::int64_t> const& ids,
                    std::size_t from) {
  auto const kind = default_association(call.type->name, call.other_type).value_or(0);
  json::array to;
  auto const end = std::min(ids.size(), from + most_on_page);
  for (auto i = from; i < end; ++i) {
    json::object const type{{"category", "HUBSPOT_DEFINED"}, {"typeId", kind}, {"label", nullptr}};
    to.push_back(json::object{{"toObjectId", ids[i]}, {"associationTypes", json::array{type}}});
  }
  json::object row{{"from", json::object{{"id", id}}}, {"to", std::move(to)}};
  if (end < ids.size()) row["paging"] = json::object{{"next", json::object{{"after", std::to_string(end)}}}};
  return row;
}

}  // namespace

Reply read_associations(State& state, Call const& call) {
  auto const* inputs = inputs_of(call);
  if (!inputs) return invalid_json();
  if (inputs->empty() || inputs->size() > most_inputs)
    return invalid("The number of inputs must be between 1 and 1000");
  json::array results, errors;
  for (auto const& input : *inputs) {
    auto const id = text_at(input, "id");
    if (!whole_number(id)) return invalid_json();
    auto const ids = state.portal.linked({std::string(call.type->name), *whole_number(id)}, call.other_type);
    auto const from = whole_number(text_at(input, "after")).value_or(0);
    if (ids.empty())
      errors.push_back(nothing_linked(call, id));
    else
      results.push_back(row_of(call, id, ids, static_cast<std::size_t>(from)));
  }
  json::object body{{"status", "COMPLETE"}, {"results", std::move(results)}};
  if (errors.empty()) return json_response(200, body);
  body["numErrors"] = errors.size();
  body["errors"] = std::move(errors);
  return json_response(207, body);
}

Reply archive_associations(State& state, Call const& call) {
  auto const* inputs = inputs_of(call);
  if (!inputs) return invalid_json();
  for (auto const& input : *inputs) {
    auto const* from = input.is_object() ? input.get_object().if_contains("from") : nullptr;
    auto const* to = input.is_object() ? input.get_object().if_contains("to") : nullptr;
    auto const id = whole_number(from ? text_at(*from, "id") : "");
    if (!id || !to || !to->is_array()) return invalid_json();
    for (auto const& other : to->get_array()) {
      auto const other_id = whole_number(text_at(other, "id"));
      if (!other_id) return invalid_json();
      state.portal.unlink({std::string(call.type->name), *id}, {call.other_type, *other_id});
    }
  }
  return no_content();
}

Reply associate(State& state, Call const& call) {
  auto const* from = state.portal.live(call.type->name, call.id);
  auto const* to = state.portal.live(call.other_type, call.other_id);
  if (!from || !to) return not_found();
  state.portal.link({std::string(call.type->name), from->id}, {call.other_type, to->id});
  return json_response(200, json::object{{"status", "COMPLETE"}, {"results", json::array()}});
}

}  // namespace patchbay::sim::hubspot
