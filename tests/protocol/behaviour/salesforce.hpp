// Salesforce's row.
#pragma once

#include "protocol/behaviour/vendor.hpp"

namespace patchbay::test {

inline Vendor salesforce() {
  Vendor row;
  row.name = "salesforce";
  row.client_id = "sim-consumer-key";
  row.app = [](std::uint16_t port) {
    return json::object{{"consent", "allow"},
                        {"redirectUri", "http://localhost:" + std::to_string(port) + "/callback"}};
  };
  row.has_secret = false;
  row.token_path = "/services/oauth2/token";
  row.lookup = {"GET", "/services/data/"};
  row.create_call = {"POST", "/services/data/"};
  row.create_task = row.create_call;
  row.update = {"PATCH", "/services/data/"};
  row.shared_kind = "opportunity";
  row.shared_filed = 2;  // a lead has no opportunities
  row.seconds = [](long long called, bool, bool) { return std::optional(called); };
  row.refused = "Salesforce refused the data of the request.";
  row.forbidden = "Salesforce does not allow this user to do that. An administrator can allow it.";
  row.gone = "Salesforce has no such record any more, or not for this user.";
  row.no_json = "The CRM's answer is no JSON.";
  row.window_s = 60;
  row.day_used_up = "Your organisation has used up its Salesforce API requests of the last 24 hours.";
  row.day_tells_when = false;                  // requests come back bit by bit
  row.let_searches_learn = {{"indexLag", 0}};  // a search knows a new record after some seconds
  return row;
}

}  // namespace patchbay::test
