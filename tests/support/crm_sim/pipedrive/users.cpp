#include <algorithm>

#include "crm_sim/pipedrive/endpoints.hpp"
#include "crm_sim/pipedrive/fields.hpp"
#include "crm_sim/pipedrive/replies.hpp"

namespace patchbay::sim::pipedrive {

Reply current_user(State& state, Call const& call) {
  auto user = state.company.users.at(call.grant.user);
  user["is_you"] = true;
  user["company_id"] = 7;
  user["company_name"] = "Example Company";
  user["company_domain"] = state.company.domain;
  user["company_country"] = "DE";
  return success(std::move(user));
}

Reply list_users(State& state, Call const&) {
  json::array all;
  for (auto const& [id, user] : state.company.users) all.push_back(user);
  return success(std::move(all));
}

Reply list_activity_types(State& state, Call const&) {
  json::array all;
  for (auto const& type : state.company.activity_types) all.push_back(type);
  return success(std::move(all));
}

Reply create_activity_type(State& state, Call const& call) {
  auto const [body, refused] = read_body(
      call.request, {{"name", FieldKind::text}, {"icon_key", FieldKind::text}, {"color", FieldKind::text}});
  if (refused) return *refused;
  if (!body.contains("name") || !body.contains("icon_key"))
    return failure(400, "name and icon_key are required");
  auto key = std::string(body.at("name").get_string());
  for (auto& c : key) c = c == ' ' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  auto type = activity_type(state.company.next_id(), key, body.at("name").get_string(), state.now());
  type["icon_key"] = body.at("icon_key");
  state.company.activity_types.push_back(type);
  return success(std::move(type), 201);
}

}  // namespace patchbay::sim::pipedrive
