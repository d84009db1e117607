// HubSpot's row.
#pragma once

#include "protocol/behaviour/vendor.hpp"

namespace patchbay::test {

inline Vendor hubspot() {
  Vendor row;
  row.name = "hubspot";
  row.app = [](std::uint16_t port) {
    return json::object{{"consent", "allow"},
                        {"redirectUri", "http://localhost:" + std::to_string(port) + "/callback"}};
  };
  row.token_path = "/oauth/2026-09/token";
  row.lookup = {"POST", "/crm/objects/2026-09/contacts/search"};
  row.create_call = {"POST", "/crm/objects/2026-09/calls"};
  row.create_task = {"POST", "/crm/objects/2026-09/tasks"};
  row.update = {"PATCH", "/crm/objects/2026-09/"};
  row.shared_kind = "deal";
  row.seconds = [](long long called, bool, bool) { return std::optional(called); };
  row.refused = "HubSpot refused the data of the request.";
  row.forbidden =
      "The HubSpot app or key lacks a scope for this: an administrator adds it in HubSpot, then connect "
      "again.";
  row.gone = "HubSpot has no such record, or not for this user.";
  row.window_s = 2;  // of the searches
  // Apps that many install are not counted by the day, keys are.
  row.day_sign_in = {{"kind", "apiKey"}, {"apiKey", "sim-service-key"}};
  row.day_used_up = "The CRM's rate limit is reached.";  // the answers to searches name no budget
  row.let_searches_learn = {{"indexLag", 0}};            // a search knows a new record after some seconds
  return row;
}

}  // namespace patchbay::test
