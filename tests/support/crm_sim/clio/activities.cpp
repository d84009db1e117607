#include "crm_sim/clio/endpoints.hpp"

namespace patchbay::sim::clio {
namespace {

std::vector<Field> const& activity_fields() {
  static std::vector<Field> const fields = {{"type", FieldKind::text},
                                            {"date", FieldKind::date},
                                            {"quantity", FieldKind::integer},
                                            {"note", FieldKind::text},
                                            {"non_billable", FieldKind::boolean},
                                            {"matter", FieldKind::reference},
                                            {"communication", FieldKind::reference},
                                            {"user", FieldKind::reference},
                                            {"id", FieldKind::read_only},
                                            {"etag", FieldKind::read_only}};
  return fields;
}

bool billable(json::object const& record) {
  auto const* flag = record.if_contains("non_billable");
  return !flag || !flag->is_bool() || !flag->get_bool();
}

// What a create and an update have in common: `data` over `record`. That no entry is shorter than a second is
// an inference.
std::optional<Reply> take(State& state, json::object const& data, json::object& record) {
  if (auto const* quantity = data.if_contains("quantity"); quantity && quantity->get_int64() <= 0)
    return unprocessable("quantity must be greater than 0", "quantity");
  auto& firm = state.firm;
  if (auto refused = take_reference(data, "matter", firm.matters, record)) return refused;
  if (auto refused = take_reference(data, "communication", firm.communications, record)) return refused;
  if (auto refused = take_reference(data, "user", firm.users, record)) return refused;
  for (auto const* name : {"date", "quantity", "note", "non_billable"})
    if (data.contains(name)) record[name] = data.at(name);
  if (state.habits.demands_codes && billable(record))
    return unprocessable("A UTBMS activity code is required", "activity_description");
  return std::nullopt;
}

void touch_log(State& state, json::object const& activity) {
  auto const* id = activity.if_contains("communication_id");
  auto* log = id && id->is_int64() ? found(state.firm.communications, id->get_int64()) : nullptr;
  if (log && state.habits.time_entry_touches_log) state.firm.touch(*log, state.now());
}

}  // namespace

Reply list_activities(State& state, Call const& call) {
  if (auto refused = check_query(call.request, {"communication_id", "matter_id", "type", "updated_since"}))
    return *refused;
  auto const wanted = call.request.parameter("communication_id");
  auto const id = wanted ? whole_number(*wanted) : std::nullopt;
  if (wanted && !id) return bad_request("ArgumentError", "communication_id is invalid");
  Rows rows;
  for (auto const& [key, activity] : state.firm.activities) {
    auto const* communication = activity.if_contains("communication_id");
    if (!id || (communication && *communication == *id)) rows.push_back(&activity);
  }
  return paged(state, call, activity_shape(), rows);
}

Reply create_activity(State& state, Call const& call) {
  auto const [data, refused] = read_data(call.request, activity_fields());
  if (refused) return *refused;
  if (auto wrong = missing(data, {"type", "date"})) return *wrong;
  if (data.at("type") != "TimeEntry") return unprocessable("type is not included in the list", "type");
  json::object record{{"type", "TimeEntry"}, {"quantity", 0},         {"note", nullptr},
                      {"billed", false},     {"non_billable", false}, {"user_id", call.grant.user}};
  if (auto wrong = take(state, data, record)) return *wrong;
  if (auto wrong = selection_of(call.request, activity_shape()).refused) return *wrong;
  auto const& made = state.firm.add(state.firm.activities, std::move(record), state.now());
  touch_log(state, made);
  return one(state, call, activity_shape(), made, 201);
}

Reply update_activity(State& state, Call const& call) {
  auto* activity = found(state.firm.activities, call.id);
  if (!activity) return not_found();
  auto const [data, refused] = read_data(call.request, activity_fields());
  if (refused) return *refused;
  if (auto stale = precondition(call, *activity)) return *stale;
  if (activity->at("billed").get_bool()) return unprocessable("A billed entry cannot be changed");
  auto changed = *activity;
  if (auto wrong = take(state, data, changed)) return *wrong;
  if (auto wrong = selection_of(call.request, activity_shape()).refused) return *wrong;
  *activity = std::move(changed);
  state.firm.touch(*activity, state.now());
  touch_log(state, *activity);
  return one(state, call, activity_shape(), *activity);
}

Reply delete_activity(State& state, Call const& call) { return removed(state.firm.activities, call.id); }

}  // namespace patchbay::sim::clio
