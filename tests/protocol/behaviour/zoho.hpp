// Zoho's row.
#pragma once

#include <algorithm>

#include "protocol/behaviour/vendor.hpp"

namespace patchbay::test {

inline Vendor zoho() {
  Vendor row;
  row.name = "zoho";
  row.client_id = "1000.SIMCLIENT";
  row.app = [](std::uint16_t port) {
    return json::object{{"consent", "allow"},
                        {"redirectUri", "http://localhost:" + std::to_string(port) + "/callback"}};
  };
  row.has_secret = false;
  row.authorize = {{"region", "us"}};
  row.token_path = "/oauth/v2/token";
  row.lookup = {"POST", "/crm/v8/__composite_requests"};
  row.create_call = row.lookup;  // of the first call: it is read at once, to learn how lengths are written
  row.create_task = {"POST", "/crm/v8/Tasks"};
  row.update = {"PUT", "/crm/v8/"};
  row.shared_kind = "deal";
  // An inbound call that nobody answered, or that took no time, is a missed one, which has no length; Zoho
  // refuses an outbound one of no length.
  row.seconds = [](long long called, bool inbound, bool answered) {
    bool const missed = inbound && (!answered || called == 0);
    return missed ? std::nullopt : std::optional(std::max(called, 1LL));
  };
  row.refused = "The CRM refused what it was sent.";
  row.forbidden = "This user's profile in Zoho CRM does not allow that.";
  row.gone = "What this log belongs to is no longer in Zoho CRM.";
  row.window_s = 2;
  row.let_searches_learn = {{"indexLag", 0}};  // a search knows a new record after some seconds
  return row;
}

}  // namespace patchbay::test
