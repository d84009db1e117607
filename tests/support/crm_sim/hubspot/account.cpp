// Whose account it is, who works in it, and the outcomes of calls that they may choose.
#include "crm_sim/hubspot/endpoints.hpp"

namespace patchbay::sim::hubspot {

Reply list_owners(State& state, Call const& call) {
  auto const email = call.request.parameter("email").value_or("");
  json::array results;
  for (auto const& owner : state.portal.owners)
    if (email.empty() || owner.at("email").get_string() == email) results.push_back(owner);
  return json_response(200, json::object{{"results", std::move(results)}});
}

Reply read_owner(State& state, Call const& call) {
  bool const by_user = call.request.parameter("idProperty") == "userId";
  for (auto const& owner : state.portal.owners) {
    auto const id =
        by_user ? std::to_string(owner.at("userId").get_int64()) : std::string(owner.at("id").get_string());
    if (id == call.id) return json_response(200, owner);
  }
  return not_found();
}

Reply account_details(State& state, Call const&) {
  return json_response(200, json::object{{"portalId", state.portal.id},
                                         {"accountType", "STANDARD"},
                                         {"timeZone", state.portal.time_zone},
                                         {"companyCurrency", "EUR"},
                                         {"additionalCurrencies", json::array()},
                                         {"utcOffset", "+01:00"},
                                         {"utcOffsetMilliseconds", 3'600'000},
                                         {"uiDomain", state.portal.ui_domain},
                                         {"dataHostingLocation", "eu1"}});
}

Reply list_dispositions(State& state, Call const&) { return json_response(200, state.portal.dispositions); }

}  // namespace patchbay::sim::hubspot
