// The organisation, its people and its metadata.
#include "crm_sim/zoho/endpoints.hpp"

namespace patchbay::sim::zoho {

Reply list_users(State& state, Call const& call) {
  if (!call.grant.allows("ZohoCRM.users.READ")) return scope_mismatch();
  auto const type = call.request.parameter("type").value_or("AllUsers");
  json::array users;
  for (auto const& user : state.org.users)
    if (type != "CurrentUser" || users.empty()) users.push_back(user);
  json::object info{{"per_page", 200}, {"count", users.size()}, {"page", 1}, {"more_records", false}};
  return json_response(200, json::object{{"users", std::move(users)}, {"info", std::move(info)}});
}

Reply read_org(State& state, Call const& call) {
  if (!call.grant.allows("ZohoCRM.org.READ")) return scope_mismatch();
  json::object org{{"id", "4876876000000225001"},
                   {"company_name", "Fields & Marsh"},
                   {"domain_name", state.org.domain_name},
                   {"zgid", state.org.domain_name.substr(3)},
                   {"country_code", "US"},
                   {"time_zone", "America/New_York"},
                   {"iso_code", "USD"}};
  return json_response(200, json::object{{"org", json::array{std::move(org)}}});
}

Reply list_modules(State&, Call const& call) {
  if (!call.grant.allows("ZohoCRM.settings.modules.READ")) return scope_mismatch();
  json::array modules;
  for (auto const& module : all_modules())
    if (call.id.empty() || call.id == module.api_name) modules.push_back(described(module));
  if (modules.empty()) return failure(400, "INVALID_MODULE", "the module name given seems to be invalid");
  return json_response(200, json::object{{"modules", std::move(modules)}});
}

Reply list_fields(State& state, Call const& call) {
  if (!call.grant.allows("ZohoCRM.settings.fields.READ")) return scope_mismatch();
  auto const name = call.request.parameter("module").value_or("");
  if (name.empty()) return missing_parameter("module");
  auto const* module = module_named(name);
  if (!module) return failure(400, "INVALID_MODULE", "the module name given seems to be invalid");
  if (state.quirks.denied.contains(name)) return no_permission("Crm_Implied_View_" + name);
  auto fields = described_fields(*module);
  for (auto& field : fields)
    if (name == "Leads" && text_at(field.as_object(), "api_name") == "Company")
      field.as_object()["system_mandatory"] = state.quirks.lead_company;
  return json_response(200, json::object{{"fields", std::move(fields)}});
}

// What may be asked below one record of a module; Zoho's own client looks here first. (That every module has
// the same lists is a simplification.)
Reply list_relations(State&, Call const& call) {
  if (!call.grant.allows("ZohoCRM.settings.related_lists.READ")) return scope_mismatch();
  auto const name = call.request.parameter("module").value_or("");
  if (name.empty()) return missing_parameter("module");
  if (!module_named(name)) return failure(400, "INVALID_MODULE", "the module name given seems to be invalid");
  json::array lists;
  for (std::string const other : {"Deals", "Calls", "Notes"}) {
    auto const id = std::to_string(4876876000000002000 + static_cast<long long>(lists.size()));
    lists.push_back(json::object{{"id", id},
                                 {"sequence_number", std::to_string(lists.size() + 1)},
                                 {"display_label", other},
                                 {"name", other},
                                 {"api_name", other},
                                 {"module", json::object{{"api_name", other}, {"id", id}}},
                                 {"href", name + "/{ENTITYID}/" + other},
                                 {"action", nullptr},
                                 {"type", "default"}});
  }
  return json_response(200, json::object{{"related_lists", std::move(lists)}});
}

Reply call_preferences(State&, Call const&) {
  json::object const preferences{{"show_from_number", false}, {"show_to_number", false}};
  return json_response(200, json::object{{"call_preferences", preferences}});
}

}  // namespace patchbay::sim::zoho
