#include "crm_sim/pipedrive/endpoints.hpp"
#include "crm_sim/pipedrive/fields.hpp"
#include "crm_sim/pipedrive/replies.hpp"

namespace patchbay::sim::pipedrive {
namespace {

bool named(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    auto const comma = list.find(',');
    if (list.substr(0, comma) == word) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
  return false;
}

}  // namespace

Reply list_deals(State& state, Call const& call) {
  if (auto refused = check_query(call.request, {"ids", "person_id", "org_id", "owner_id", "status", "limit",
                                                "cursor", "sort_by", "sort_direction", "updated_since"}))
    return *refused;
  auto const page = read_page(call.request, 500);
  auto chosen = selected(state.company.deals, call.request);
  if (page.refused) return *page.refused;
  if (chosen.refused) return *chosen.refused;
  if (auto refused = keep_matching(chosen.rows, call.request, "person_id")) return *refused;
  auto const status = call.request.parameter("status");
  std::erase_if(chosen.rows, [&](auto const& deal) {
    return deal.at("is_archived").get_bool() || (status && !named(*status, deal.at("status").get_string()));
  });
  if (auto refused = narrow(chosen.rows, call.request)) return *refused;
  return paged(chosen.rows, page);
}

// v1: paged by offset, archived leads are left out.
Reply list_leads(State& state, Call const& call) {
  auto const number = [&](char const* name, std::size_t otherwise) {
    auto const text = call.request.parameter(name);
    auto const value = text ? whole_number(*text) : std::nullopt;
    return value && *value >= 0 ? static_cast<std::size_t>(*value) : otherwise;
  };
  auto const start = number("start", 0);
  auto const limit = std::min<std::size_t>(number("limit", 100), 500);
  std::vector<json::object> rows = state.company.leads;
  std::erase_if(rows, [](auto const& lead) { return lead.at("is_archived").get_bool(); });
  if (auto refused = keep_matching(rows, call.request, "person_id")) return *refused;
  json::array shown;
  for (auto i = start; i < rows.size() && i < start + limit; ++i) shown.push_back(rows[i]);
  bool const more = start + limit < rows.size();
  return success(std::move(shown),
                 json::object{{"start", start}, {"limit", limit}, {"more_items_in_collection", more}});
}

}  // namespace patchbay::sim::pipedrive
