// Records one by one, in lists and in batches.
#include <algorithm>
#include <set>
#include <sstream>

#include "crm_sim/hubspot/endpoints.hpp"

namespace patchbay::sim::hubspot {
namespace {

constexpr std::size_t most_inputs = 100;
constexpr std::size_t most_listed = 100;

std::vector<std::string> split(std::string const& text) {
  std::istringstream stream(text);
  std::vector<std::string> parts;
  for (std::string part; std::getline(stream, part, ',');)
    if (!part.empty()) parts.push_back(part);
  return parts;
}

std::vector<std::string> queried(ObjectType const& type, Call const& call) {
  auto const names = split(call.request.parameter("properties").value_or(""));
  return names.empty() ? std::vector<std::string>(type.shown.begin(), type.shown.end()) : names;
}

std::string text_at(json::value const& value, std::string_view key) {
  auto const* found = value.is_object() ? value.get_object().if_contains(key) : nullptr;
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

// What is missing of what HubSpot requires of a new record.
std::string missing_of(ObjectType const& type, Properties const& given) {
  auto const has = [&](std::string_view name) {
    auto const at = given.find(name);
    return at != given.end() && !at->second.empty();
  };
  bool const activity = property(type, "hs_timestamp") != nullptr;
  if (activity && !has("hs_timestamp")) return "hs_timestamp";
  if (type.name == "communications" && !has("hs_communication_channel_type"))
    return "hs_communication_channel_type";
  if (type.name == "communications" && !has("hs_communication_logged_from"))
    return "hs_communication_logged_from";
  bool const named = has("email") || has("firstname") || has("lastname");
  if (type.name == "contacts" && !named) return "email, firstname or lastname";
  if (type.name == "companies" && !has("name") && !has("domain")) return "name or domain";
  return "";
}

std::optional<Reply> twin_of(State& state, ObjectType const& type, Properties const& given) {
  auto const email = given.find("email");
  if (type.name != "contacts" || email == given.end() || email->second.empty()) return std::nullopt;
  for (auto const& [id, record] : state.portal.tables["contacts"])
    if (!record.archived && value_of(record, "email") == email->second)
      return failure(409, "CONFLICT", "Contact already exists. Existing ID: " + std::to_string(id));
  return std::nullopt;
}

struct Links {
  std::vector<Place> to;
  std::optional<Reply> refused;
};

// Reads "associations": [{"to": {"id"}, "types": [{"associationCategory", "associationTypeId"}]}].
Links read_links(State& state, ObjectType const& type, json::value const& body) {
  Links links;
  auto const* given = body.get_object().if_contains("associations");
  if (!given) return links;
  if (!given->is_array()) return {{}, invalid_json()};
  for (auto const& item : given->get_array()) {
    auto const* to = item.is_object() ? item.get_object().if_contains("to") : nullptr;
    auto const* kinds = item.is_object() ? item.get_object().if_contains("types") : nullptr;
    auto const id = to ? text_at(*to, "id") : "";
    if (id.empty() || !kinds || !kinds->is_array() || kinds->get_array().empty()) return {{}, invalid_json()};
    auto const& kind = kinds->get_array().front();
    auto const* number = kind.is_object() ? kind.get_object().if_contains("associationTypeId") : nullptr;
    if (text_at(kind, "associationCategory") != "HUBSPOT_DEFINED" || !number || !number->is_int64())
      return {{}, invalid_json()};
    std::string found;
    for (std::string const other : {"contacts", "companies", "deals", "tickets"})
      if (default_association(type.name, other) == number->get_int64()) found = other;
    if (found.empty())
      return {{},
              invalid("The association type " + std::to_string(number->get_int64()) + " is not valid here.")};
    if (!state.portal.live(found, id))
      return {{}, invalid("Object not found.  objectId are usually numeric. (" + id + ")")};
    links.to.push_back({found, *whole_number(id)});
  }
  return links;
}

Record* addressed(State& state, Call const& call) {
  auto const by = call.request.parameter("idProperty").value_or("");
  if (by.empty() || by == "hs_object_id") return state.portal.live(call.type->name, call.id);
  for (auto& [id, record] : state.portal.tables[std::string(call.type->name)])
    if (!record.archived && by == "email" && value_of(record, by) == call.id) return &record;
  return nullptr;
}

json::object associations_of(State& state, Place const& place, std::vector<std::string> const& types) {
  json::object all;
  for (auto const& type : types) {
    json::array results;
    auto name = std::string(object_type(place.type)->association).substr(13) + "_to_" +
                std::string(object_type(type)->association.substr(13));
    for (auto const id : state.portal.linked(place, type))
      results.push_back(json::object{{"id", std::to_string(id)}, {"type", name}});
    if (!results.empty()) all[type] = json::object{{"results", std::move(results)}};
  }
  return all;
}

}  // namespace

std::optional<std::string> value_of(Record const& record, std::string_view name) {
  if (name == "hs_object_id") return std::to_string(record.id);
  if (name == "createdate" || name == "hs_createdate") return written(record.created);
  if (name == "lastmodifieddate" || name == "hs_lastmodifieddate") return written(record.updated);
  auto const at = record.properties.find(name);
  return at == record.properties.end() ? std::nullopt : std::optional(at->second);
}

json::object shown(ObjectType const& type, Record const& record, std::vector<std::string> const& properties) {
  json::object values;
  std::set<std::string> names(properties.begin(), properties.end());
  names.insert("hs_object_id");
  for (auto const& name : names) {
    if (!property(type, name)) continue;
    auto const value = value_of(record, name);
    values[name] = value ? json::value(*value) : json::value(nullptr);
  }
  return {{"id", std::to_string(record.id)},
          {"properties", std::move(values)},
          {"createdAt", written(record.created)},
          {"updatedAt", written(record.updated)},
          {"archived", record.archived}};
}

std::vector<std::string> wanted_properties(ObjectType const& type, json::value const& body) {
  std::vector<std::string> names;
  auto const* given = body.get_object().if_contains("properties");
  if (given && given->is_array())
    for (auto const& name : given->get_array())
      if (name.is_string()) names.emplace_back(name.get_string());
  return names.empty() ? std::vector<std::string>(type.shown.begin(), type.shown.end()) : names;
}

Reply create_record(State& state, Call const& call) {
  auto read = read_properties(*call.type, call.body);
  if (read.refused) return *std::move(read.refused);
  if (auto const missing = missing_of(*call.type, read.values); !missing.empty())
    return invalid("Error creating " + std::string(call.type->singular) +
                   ". Some required properties were not set: " + missing);
  auto links = read_links(state, *call.type, call.body);
  if (links.refused) return *std::move(links.refused);
  if (auto twin = twin_of(state, *call.type, read.values)) return *std::move(twin);
  std::vector<std::string> names(call.type->shown.begin(), call.type->shown.end());
  for (auto const& [name, value] : read.values) names.push_back(name);
  auto& record = state.portal.add(std::string(call.type->name), std::move(read.values), state.now());
  calculate(*call.type, record);
  for (auto const& place : links.to) state.portal.link({std::string(call.type->name), record.id}, place);
  return json_response(201, shown(*call.type, record, names));
}

Reply read_record(State& state, Call const& call) {
  auto const* record = addressed(state, call);
  if (!record) return not_found();
  auto out = shown(*call.type, *record, queried(*call.type, call));
  auto const types = split(call.request.parameter("associations").value_or(""));
  for (auto const& type : types)
    if (!default_association(call.type->name, type))
      return invalid("Unable to infer object type from: " + type);
  auto linked = associations_of(state, {std::string(call.type->name), record->id}, types);
  if (!linked.empty()) out["associations"] = std::move(linked);
  return json_response(200, out);
}

Reply update_record(State& state, Call const& call) {
  auto* record = addressed(state, call);
  if (!record) return not_found();
  auto read = read_properties(*call.type, call.body);
  if (read.refused) return *std::move(read.refused);
  std::vector<std::string> names(call.type->shown.begin(), call.type->shown.end());
  for (auto& [name, value] : read.values) {
    names.push_back(name);
    record->properties[name] = std::move(value);
  }
  record->updated = state.now();
  calculate(*call.type, *record);
  return json_response(200, shown(*call.type, *record, names));
}

Reply archive_record(State& state, Call const& call) {
  if (auto* record = state.portal.live(call.type->name, call.id)) record->archived = true;
  return no_content();  // also where there is none
}

Reply list_records(State& state, Call const& call) {
  auto const limit = whole_number(call.request.parameter("limit").value_or("10")).value_or(0);
  if (limit < 1 || limit > static_cast<std::int64_t>(most_listed))
    return invalid("limit must be between 1 and 100");
  bool const archived = call.request.parameter("archived") == "true";
  auto const after = whole_number(call.request.parameter("after").value_or("0")).value_or(0);
  json::array results;
  json::object body;
  std::int64_t last = 0;
  for (auto const& [id, record] : state.portal.tables[std::string(call.type->name)]) {
    if (id <= after || record.archived != archived) continue;
    if (static_cast<std::int64_t>(results.size()) == limit) {
      body["paging"] = json::object{{"next", json::object{{"after", std::to_string(last)}}}};
      break;
    }
    results.push_back(shown(*call.type, record, queried(*call.type, call)));
    last = id;
  }
  body["results"] = std::move(results);
  return json_response(200, body);
}

Reply read_batch(State& state, Call const& call) {
  auto const* inputs = call.body.is_object() ? call.body.get_object().if_contains("inputs") : nullptr;
  if (!inputs || !inputs->is_array()) return invalid_json();
  if (inputs->get_array().empty() || inputs->get_array().size() > most_inputs)
    return invalid("The number of inputs must be between 1 and 100");
  auto const names = wanted_properties(*call.type, call.body);
  json::array results, missing;
  std::set<std::string> seen;
  for (auto const& input : inputs->get_array()) {
    auto const id = text_at(input, "id");
    if (id.empty()) return invalid_json();
    if (!seen.insert(id).second) continue;
    if (auto const* record = state.portal.live(call.type->name, id))
      results.push_back(shown(*call.type, *record, names));
    else
      missing.emplace_back(id);
  }
  json::object body{{"status", "COMPLETE"}, {"results", std::move(results)}};
  if (missing.empty()) return json_response(200, body);
  body["numErrors"] = 1;
  body["errors"] =
      json::array{json::object{{"status", "error"},
                               {"category", "OBJECT_NOT_FOUND"},
                               {"message", "Could not get some " + std::string(call.type->singular) +
                                               " objects, they may be deleted or not exist."},
                               {"context", json::object{{"ids", std::move(missing)}}}}};
  return json_response(207, body);
}

}  // namespace patchbay::sim::hubspot
