// The requests about a call's log of session s-1, or of another, as the extension makes them.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "host/service/service_world.hpp"

namespace patchbay::test {

inline constexpr auto not_in_the_way =
    20'000;  // ms: for threads to get their turn on a busy machine; nothing waits for it to pass

inline json::object call(std::string const& token, std::string const& session = "s-1") {
  return {{"jwtToken", token},
          {"contactId", "7"},
          {"contactName", "Maya Okafor"},
          {"note", "Call back"},
          {"waitMs", not_in_the_way},
          {"logInfo", json::object{{"sessionId", session}, {"direction", "Inbound"}, {"duration", 125}}}};
}

inline json::object change(std::string const& token, std::string_view name, json::value value) {
  json::object params{{"jwtToken", token}, {"sessionId", "s-1"}, {"waitMs", not_in_the_way}};
  params[name] = std::move(value);
  return params;
}

inline json::array rows_of(ServiceWorld& world, std::string const& token, std::string_view sessions,
                           bool details = true) {
  auto const result = world.call_logs.get(
      {{"jwtToken", token}, {"sessionIds", sessions}, {"requireDetails", details}}, world.request());
  REQUIRE(result);
  return result->at("logs").as_array();
}

}  // namespace patchbay::test
