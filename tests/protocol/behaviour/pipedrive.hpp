// Pipedrive's row.
#pragma once

#include "protocol/behaviour/vendor.hpp"

namespace patchbay::test {

inline Vendor pipedrive() {
  Vendor row;
  row.name = "pipedrive";
  row.app = [](std::uint16_t port) {
    return json::object{{"consent", "allow"},
                        {"redirectUri", "http://localhost:" + std::to_string(port) + "/callback"}};
  };
  row.token_path = "/oauth/token";
  row.lookup = {"GET", "/api/v2/itemSearch"};
  row.create_call = {"POST", "/api/v2/activities"};
  row.create_task = row.create_call;  // it is an activity, too
  row.update = {"PATCH", "/api/v2/activities"};
  row.shared_kind = "deal";
  row.keeps_direction = false;  // an activity has no member for it: it stands in the subject
  // "HH:MM", rounded up: the exact seconds stand in the text.
  row.seconds = [](long long called, bool, bool) { return std::optional((called + 59) / 60 * 60); };
  row.refused = "Pipedrive refused the data of the request.";
  row.forbidden =
      "The Pipedrive app lacks a permission for this: tick the scope in Pipedrive's developer hub, then "
      "connect "
      "again.";
  row.gone = "Pipedrive has no such record, or not for this user.";
  row.window_s = 2;
  return row;
}

}  // namespace patchbay::test
