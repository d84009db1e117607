#include <algorithm>

#include "crm_sim/clio/endpoints.hpp"

namespace patchbay::sim::clio {
namespace {

constexpr std::size_t most_ids = 200;

std::vector<Field> const& communication_fields() {
  static std::vector<Field> const fields = {{"type", FieldKind::text},
                                            {"subject", FieldKind::text},
                                            {"body", FieldKind::text},
                                            {"received_at", FieldKind::time},
                                            {"matter", FieldKind::reference},
                                            {"senders", FieldKind::participants},
                                            {"receivers", FieldKind::participants},
                                            {"external_properties", FieldKind::properties},
                                            {"id", FieldKind::read_only},
                                            {"etag", FieldKind::read_only}};
  return fields;
}

bool leaves(json::value const& wish) {
  auto const* deleted = wish.get_object().if_contains("_deleted");
  return deleted && deleted->get_bool();
}

// Whoever is named comes, or leaves with "_deleted"; the others stay. (That they stay is an inference from
// there being such a mark; so is 404 for somebody who leaves and was not there.)
std::optional<Reply> take_participants(Firm const& firm, json::object const& data, std::string_view name,
                                       json::object& record) {
  auto const* wishes = data.if_contains(name);
  if (!wishes) return std::nullopt;
  auto& all = record[name].as_array();
  for (auto const& wish : wishes->get_array()) {
    auto const at = std::find_if(all.begin(), all.end(),
                                 [&](json::value const& one) { return one.at("id") == wish.at("id"); });
    if (leaves(wish) && at == all.end()) return not_found();
    if (leaves(wish)) all.erase(at);
    if (leaves(wish) || at != all.end()) continue;
    auto one = participant(firm, wish);
    if (!one) return not_found();
    all.push_back(*std::move(one));
  }
  return std::nullopt;
}

// What a create and an update have in common: `data` over `record`. That an empty text is refused is an
// inference.
std::optional<Reply> take(State& state, json::object const& data, json::object& record) {
  for (auto const* name : {"subject", "body", "received_at"}) {
    if (!data.contains(name)) continue;
    if (auto blank = missing(data, {name})) return blank;
    record[name] = data.at(name);
  }
  if (auto refused = take_reference(data, "matter", state.firm.matters, record)) return refused;
  if (auto refused = take_participants(state.firm, data, "senders", record)) return refused;
  if (auto refused = take_participants(state.firm, data, "receivers", record)) return refused;
  take_properties(state.firm, data, record);
  return std::nullopt;
}

std::vector<std::int64_t> wanted_ids(Call const& call) {
  std::vector<std::int64_t> ids;
  for (auto const& [name, value] : call.request.query)
    if (name == "ids[]") ids.push_back(whole_number(value).value_or(-1));
  return ids;
}

}  // namespace

std::optional<json::object> participant(Firm const& firm, json::value const& wish) {
  auto const id = wish.at("id").get_int64();
  bool const user = wish.at("type") == "User";
  auto const& table = user ? firm.users : firm.contacts;
  auto const found = table.find(id);
  if (found == table.end()) return std::nullopt;
  auto const& row = found->second;
  return json::object{{"id", id},
                      {"etag", row.at("etag")},
                      {"type", user ? json::value("User") : row.at("type")},
                      {"name", row.at("name")}};
}

void take_properties(Firm& firm, json::object const& data, json::object& record) {
  auto const* wishes = data.if_contains("external_properties");
  if (!wishes) return;
  json::array all;
  for (auto const& wish : wishes->get_array())
    all.push_back(
        json::object{{"id", ++firm.last_id}, {"name", wish.at("name")}, {"value", wish.at("value")}});
  record["external_properties"] = std::move(all);
}

bool carries(json::object const& record, std::optional<std::string> const& name,
             std::optional<std::string> const& value) {
  if (!name && !value) return true;
  auto const* properties = record.if_contains("external_properties");
  if (!properties || !properties->is_array()) return false;
  auto const& all = properties->get_array();
  return std::any_of(all.begin(), all.end(), [&](json::value const& one) {
    return (!name || one.at("name").get_string() == *name) &&
           (!value || one.at("value").get_string() == *value);
  });
}

Reply list_communications(State& state, Call const& call) {
  if (auto refused = check_query(call.request, {"ids[]", "external_property_name", "external_property_value",
                                                "type", "matter_id", "contact_id", "updated_since"}))
    return *refused;
  auto const ids = wanted_ids(call);
  if (ids.size() > most_ids || std::find(ids.begin(), ids.end(), -1) != ids.end())
    return bad_request("ArgumentError", "ids is invalid");
  auto const name = call.request.parameter("external_property_name");
  auto const value = call.request.parameter("external_property_value");
  Rows rows;
  for (auto const& [id, communication] : state.firm.communications) {
    bool const named = ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end();
    if (named && carries(communication, name, value)) rows.push_back(&communication);
  }
  return paged(state, call, communication_shape(), rows);
}

Reply read_communication(State& state, Call const& call) {
  auto const* communication = found(state.firm.communications, call.id);
  return communication ? one(state, call, communication_shape(), *communication) : not_found();
}

Reply create_communication(State& state, Call const& call) {
  auto const [data, refused] = read_data(call.request, communication_fields());
  if (refused) return *refused;
  if (auto wrong = missing(data, {"subject", "body", "type", "received_at"})) return *wrong;
  if (data.at("type") != "PhoneCommunication" && data.at("type") != "EmailCommunication")
    return unprocessable("type is not included in the list", "type");
  json::object record{{"type", data.at("type")},    {"matter_id", nullptr},
                      {"senders", json::array()},   {"receivers", json::array()},
                      {"user_id", call.grant.user}, {"external_properties", json::array()}};
  if (auto wrong = take(state, data, record)) return *wrong;
  if (auto wrong = selection_of(call.request, communication_shape()).refused) return *wrong;
  auto const& made = state.firm.add(state.firm.communications, std::move(record), state.now());
  return one(state, call, communication_shape(), made, 201);
}

Reply update_communication(State& state, Call const& call) {
  auto* communication = found(state.firm.communications, call.id);
  if (!communication) return not_found();
  auto const [data, refused] = read_data(call.request, communication_fields());
  if (refused) return *refused;
  if (auto stale = precondition(call, *communication)) return *stale;
  auto changed = *communication;
  if (auto wrong = take(state, data, changed)) return *wrong;
  if (auto wrong = selection_of(call.request, communication_shape()).refused) return *wrong;
  *communication = std::move(changed);
  state.firm.touch(*communication, state.now());
  return one(state, call, communication_shape(), *communication);
}

Reply delete_communication(State& state, Call const& call) {
  return removed(state.firm.communications, call.id);
}

}  // namespace patchbay::sim::clio
