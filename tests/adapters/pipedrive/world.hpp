// A simulated Pipedrive with someone signed in to it, and what tests ask of both. One thread.
#pragma once

#include <string>

#include "crm_sim/pipedrive/pipedrive.hpp"
#include "pipedrive/pipedrive.hpp"
#include "support/adapter_world.hpp"

namespace patchbay::pipedrive {

using namespace sim::world;

// What an operation cost, in Pipedrive's tokens too.
struct Paid {
  int requests = 0;
  int rounds = 0;
  int tokens = 0;
  bool operator==(Paid const&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, Paid const& paid) {
  return out << Spent{paid.requests, paid.rounds} << ", " << paid.tokens << " tokens";
}

class World : public AdapterWorld<sim::pipedrive::Pipedrive> {
 public:
  World() : AdapterWorld("x-api-token", sim::pipedrive::seeded_api_token) {}

  sim::pipedrive::Company& company() { return state().company; }

  // spent(), with the tokens.
  Paid paid() {
    auto const tokens = cost();
    auto const sum = spent();
    return {sum.requests, sum.rounds, tokens};
  }

  // Signs in by OAuth with these scopes instead of the API token.
  void sign_in_with(std::string const& scopes) {
    auto& app = state().oauth.app();
    app.scopes = scopes;
    app.consent = "allow";
    auto const consent = simulator().handle(
        sim::exchange_request("GET", "/oauth/authorize?client_id=" + app.client_id +
                                         "&redirect_uri=" + percent_encoded(app.redirect_uri)));
    auto const location = sim::header_of(consent, "Location");
    auto const code = location.substr(location.find("code=") + 5);
    auto const form = "grant_type=authorization_code&code=" + code +
                      "&redirect_uri=" + percent_encoded(app.redirect_uri) + "&client_id=" + app.client_id +
                      "&client_secret=" + app.client_secret;
    auto const answer = simulator().handle(sim::exchange_request(
        "POST", "/oauth/token", {{"Content-Type", "application/x-www-form-urlencoded"}}, form));
    auto const token = json::parse(answer.body);
    bearer(text(token, "access_token"));
    simulator().recorder().clear();
  }

  // The id of the seeded or added person with this name.
  std::string person(std::string_view name) {
    for (auto const& [id, row] : company().persons)
      if (text(row, "name") == name) return std::to_string(id);
    return "";
  }
  json::object const& activity(std::string const& id) { return company().activities.at(std::stoll(id)); }
};

inline CallLog call_with(std::string contact_id) {
  auto log = call_of_five_minutes(std::move(contact_id));
  log.scope.user_id = "101";
  return log;
}

inline MessageLog messages_with(std::string contact_id) { return short_conversation(std::move(contact_id)); }

}  // namespace patchbay::pipedrive
