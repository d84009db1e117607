#include <algorithm>

#include "crm_sim/pipedrive/endpoints.hpp"
#include "crm_sim/pipedrive/fields.hpp"
#include "crm_sim/pipedrive/replies.hpp"

namespace patchbay::sim::pipedrive {
namespace {

std::vector<Field> const& activity_fields() {
  static std::vector<Field> const fields = {{"subject", FieldKind::text},
                                            {"type", FieldKind::text},
                                            {"owner_id", FieldKind::integer},
                                            {"deal_id", FieldKind::integer, true},
                                            {"lead_id", FieldKind::uuid, true},
                                            {"org_id", FieldKind::integer, true},
                                            {"project_id", FieldKind::integer, true},
                                            {"due_date", FieldKind::date},
                                            {"due_time", FieldKind::time, true},
                                            {"duration", FieldKind::duration, true},
                                            {"busy", FieldKind::boolean},
                                            {"done", FieldKind::boolean},
                                            {"location", FieldKind::any, true},
                                            {"participants", FieldKind::participants},
                                            {"attendees", FieldKind::any},
                                            {"public_description", FieldKind::text, true},
                                            {"priority", FieldKind::integer, true},
                                            {"note", FieldKind::text, true},
                                            {"outcome", FieldKind::any, true},
                                            {"person_id", FieldKind::read_only},
                                            {"id", FieldKind::read_only},
                                            {"add_time", FieldKind::read_only},
                                            {"update_time", FieldKind::read_only},
                                            {"creator_user_id", FieldKind::read_only}};
  return fields;
}

bool known_type(Company const& company, std::string_view key) {
  return std::any_of(company.activity_types.begin(), company.activity_types.end(), [&](auto const& type) {
    return type.at("key_string").get_string() == key && type.at("active_flag").get_bool();
  });
}

// A number in `body` that names no live record of `table`.
bool dangling(json::object const& body, std::string_view name, Table& table) {
  auto const* id = body.if_contains(name);
  return id && id->is_int64() && !live(table, std::to_string(id->get_int64()));
}

std::optional<Reply> check_links(State& state, json::object const& body) {
  auto& company = state.company;
  auto const* type = body.if_contains("type");
  if (type && !known_type(company, type->get_string())) return bad_request("Activity type is invalid.");
  if (dangling(body, "owner_id", company.users)) return bad_request("User not found.");
  if (dangling(body, "deal_id", company.deals)) return bad_request("Deal not found.");
  if (dangling(body, "org_id", company.organizations)) return bad_request("Organization not found.");
  auto const* lead = body.if_contains("lead_id");
  if (lead && lead->is_string() && !company.has_lead(lead->get_string()))
    return bad_request("Lead not found.");
  auto const* participants = body.if_contains("participants");
  if (!participants) return std::nullopt;
  for (auto const& one : participants->get_array())
    if (dangling(one.get_object(), "person_id", company.persons)) return bad_request("Person not found.");
  return std::nullopt;
}

// Pipedrive keeps a note as HTML that it has cleaned: what no reader sees does not survive. (An inference, on
// the strict side.)
std::string cleaned(std::string note) {
  for (auto const& [open, close] : {std::pair("<!--", "-->"), std::pair("<script", "</script>")}) {
    for (auto at = note.find(open); at != std::string::npos; at = note.find(open)) {
      auto const end = note.find(close, at);
      note.erase(at, end == std::string::npos ? end : end + std::string_view(close).size() - at);
    }
  }
  return note;
}

json::value primary_person(json::array const& participants) {
  for (auto const& one : participants) {
    auto const* primary = one.get_object().if_contains("primary");
    if (primary && primary->get_bool()) return one.at("person_id");
  }
  return nullptr;
}

// "09:05" becomes "09:05:00": v2 shows seconds.
json::value with_seconds(json::value const& value) {
  if (!value.is_string() || value.get_string().size() != 5) return value;
  return json::value(std::string(value.get_string()) + ":00");
}

void apply(json::object& activity, json::object const& body) {
  for (auto const& member : body) activity[member.key()] = member.value();
  for (auto const* name : {"due_time", "duration"})
    if (body.contains(name)) activity[name] = with_seconds(body.at(name));
  if (body.contains("participants"))
    activity["person_id"] = primary_person(body.at("participants").get_array());
  if (auto const* note = body.if_contains("note"); note && note->is_string())
    activity["note"] = cleaned(std::string(note->get_string()));
}

bool deal_and_lead(json::object const& activity) {
  return !activity.at("deal_id").is_null() && !activity.at("lead_id").is_null();
}

json::object blank(State& state, Call const& call, std::int64_t id) {
  auto const now = v2_time(state.now());
  return {{"id", id},
          {"subject", ""},
          {"type", "call"},
          {"owner_id", call.grant.user},
          {"creator_user_id", call.grant.user},
          {"is_deleted", false},
          {"add_time", now},
          {"update_time", now},
          {"deal_id", nullptr},
          {"lead_id", nullptr},
          {"person_id", nullptr},
          {"org_id", nullptr},
          {"project_id", nullptr},
          {"due_date", now.substr(0, 10)},
          {"due_time", nullptr},
          {"duration", nullptr},
          {"busy", false},
          {"done", false},
          {"marked_as_done_time", nullptr},
          {"location", nullptr},
          {"participants", json::array()},
          {"attendees", json::array()},
          {"public_description", nullptr},
          {"priority", nullptr},
          {"note", nullptr}};
}

}  // namespace

Reply list_activities(State& state, Call const& call) {
  if (auto refused =
          check_query(call.request, {"ids", "person_id", "deal_id", "owner_id", "org_id", "done", "limit",
                                     "cursor", "sort_by", "sort_direction", "updated_since"}))
    return *refused;
  auto const page = read_page(call.request, 500);
  auto chosen = selected(state.company.activities, call.request);
  if (page.refused) return *page.refused;
  if (chosen.refused) return *chosen.refused;
  for (auto const* name : {"person_id", "deal_id", "owner_id", "org_id"})
    if (auto refused = keep_matching(chosen.rows, call.request, name)) return *refused;
  if (auto refused = narrow(chosen.rows, call.request)) return *refused;
  return paged(chosen.rows, page);
}

Reply read_activity(State& state, Call const& call) {
  auto const* activity = live(state.company.activities, call.id);
  return activity ? success(*activity) : failure(404, "Activity not found");
}

Reply create_activity(State& state, Call const& call) {
  auto const [body, refused] = read_body(call.request, activity_fields());
  if (refused) return *refused;
  if (auto wrong = check_links(state, body)) return *wrong;
  auto const id = state.company.next_id();
  auto activity = blank(state, call, id);
  apply(activity, body);
  if (deal_and_lead(activity))
    return bad_request("An activity is linked to a deal or to a lead, not to both.");
  state.company.activities[id] = activity;
  return success(std::move(activity), 201);
}

Reply update_activity(State& state, Call const& call) {
  auto* activity = live(state.company.activities, call.id);
  if (!activity) return failure(404, "Activity not found");
  auto const [body, refused] = read_body(call.request, activity_fields());
  if (refused) return *refused;
  if (body.empty()) return bad_request("There is nothing to update.");
  if (auto wrong = check_links(state, body)) return *wrong;
  auto changed = *activity;
  apply(changed, body);
  if (deal_and_lead(changed))
    return bad_request("An activity is linked to a deal or to a lead, not to both.");
  changed["update_time"] = v2_time(state.now());
  *activity = std::move(changed);
  return success(*activity);
}

Reply delete_activity(State& state, Call const& call) {
  auto* activity = live(state.company.activities, call.id);
  if (!activity) return failure(404, "Activity not found");
  (*activity)["is_deleted"] = true;
  return success(json::object{{"id", activity->at("id")}});
}

}  // namespace patchbay::sim::pipedrive
