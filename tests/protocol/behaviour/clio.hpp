// Clio's row.
#pragma once

#include <boost/json/array.hpp>

#include "protocol/behaviour/vendor.hpp"

namespace patchbay::test {

inline Vendor clio() {
  Vendor row;
  row.name = "clio";
  row.app = [](std::uint16_t port) {
    auto const redirect = "http://127.0.0.1:" + std::to_string(port) + "/callback";
    return json::object{{"consent", "allow"}, {"redirectUris", json::array{redirect}}};
  };
  row.token_path = "/oauth/token";
  row.lookup = {"GET", "/api/v4/contacts.json"};
  row.create_call = {"POST", "/api/v4/communications.json"};
  row.create_task = {"POST", "/api/v4/tasks.json"};
  row.tasks_know_contacts = false;  // they know matters only
  row.unfiles_logs = false;  // a log stays in its matter until it is given another
  row.update = {"PATCH", "/api/v4/communications"};
  row.has_owners = false;  // matters are looked after, contacts are not
  row.shared_kind = "matter";
  // The time entry's, exactly; what took no time is not billed.
  row.seconds = [](long long called, bool, bool) {
    return called > 0 ? std::optional(called) : std::nullopt;
  };
  row.refused = "Clio did not understand the request.";
  row.forbidden =
      "Clio does not allow this: either the user's role does not, or the firm's Clio app lacks the "
      "permission.";
  row.gone = "Clio has no such record, or not for this user.";
  row.window_s = 60;
  row.counts_days = false;  // Clio counts by the minute only
  return row;
}

}  // namespace patchbay::test
