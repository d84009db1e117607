#include <boost/json/parse.hpp>

#include "crm_sim/pipedrive/endpoints.hpp"
#include "crm_sim/pipedrive/fields.hpp"
#include "crm_sim/pipedrive/replies.hpp"

namespace patchbay::sim::pipedrive {
namespace {

std::vector<Field> const& person_fields() {
  static std::vector<Field> const fields = {{"name", FieldKind::text},
                                            {"owner_id", FieldKind::integer},
                                            {"org_id", FieldKind::integer, true},
                                            {"phones", FieldKind::values},
                                            {"emails", FieldKind::values},
                                            {"visible_to", FieldKind::integer},
                                            {"label_ids", FieldKind::any},
                                            {"custom_fields", FieldKind::any},
                                            {"add_time", FieldKind::text},
                                            {"id", FieldKind::read_only},
                                            {"update_time", FieldKind::read_only}};
  return fields;
}

// What belongs to the contact sync feature, which this company has not switched on.
bool needs_contact_sync(json::object const& body) {
  for (auto const* name : {"job_title", "notes", "im", "birthday", "postal_address"})
    if (body.contains(name)) return true;
  return false;
}

std::optional<Reply> check_links(State& state, json::object const& body) {
  auto const* name = body.if_contains("name");
  if (name && name->get_string().empty()) return bad_request("Parameter 'name' must not be empty.");
  auto const* organization = body.if_contains("org_id");
  if (organization && organization->is_int64() &&
      !state.company.organizations.contains(organization->get_int64()))
    return bad_request("Organization not found.");
  return std::nullopt;
}

Body person_body(Call const& call) {
  boost::system::error_code error;
  auto const parsed = json::parse(call.request.body, error);
  if (!error && parsed.is_object() && needs_contact_sync(parsed.get_object()))
    return {{}, failure(403, "Contact Sync is required to set this field.")};
  return read_body(call.request, person_fields());
}

}  // namespace

Reply list_persons(State& state, Call const& call) {
  if (auto refused = check_query(call.request, {"ids", "limit", "cursor", "sort_by", "sort_direction",
                                                "updated_since", "owner_id", "org_id", "include_fields"}))
    return *refused;
  auto const page = read_page(call.request, 500);
  auto chosen = selected(state.company.persons, call.request);
  if (page.refused) return *page.refused;
  if (chosen.refused) return *chosen.refused;
  if (auto refused = keep_matching(chosen.rows, call.request, "org_id")) return *refused;
  if (auto refused = narrow(chosen.rows, call.request)) return *refused;
  return paged(chosen.rows, page);
}

Reply read_person(State& state, Call const& call) {
  auto const* person = live(state.company.persons, call.id);
  return person ? success(*person) : failure(404, "Person not found");
}

Reply create_person(State& state, Call const& call) {
  auto const [body, refused] = person_body(call);
  if (refused) return *refused;
  if (!body.contains("name")) return bad_request("Parameter 'name' is required.");
  if (auto wrong = check_links(state, body)) return *wrong;
  auto const id = add_person(state.company, body.at("name").get_string(), "", state.now());
  auto& person = state.company.persons[id];
  person["owner_id"] = call.grant.user;
  for (auto const& member : body) person[member.key()] = member.value();
  return success(person, 201);
}

Reply update_person(State& state, Call const& call) {
  auto* person = live(state.company.persons, call.id);
  if (!person) return failure(404, "Person not found");
  auto const [body, refused] = person_body(call);
  if (refused) return *refused;
  if (auto wrong = check_links(state, body)) return *wrong;
  for (auto const& member : body) (*person)[member.key()] = member.value();
  (*person)["update_time"] = v2_time(state.now());
  return success(*person);
}

Reply delete_person(State& state, Call const& call) {
  auto* person = live(state.company.persons, call.id);
  if (!person) return failure(404, "Person not found");
  (*person)["is_deleted"] = true;
  return success(json::object{{"id", person->at("id")}});
}

}  // namespace patchbay::sim::pipedrive
