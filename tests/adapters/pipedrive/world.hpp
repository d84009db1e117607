// A simulated Pipedrive with someone signed in to it, and what tests ask of both. One thread.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "crm_sim/common/sim_http.hpp"
#include "crm_sim/pipedrive/pipedrive.hpp"
#include "pipedrive/pipedrive.hpp"

// What a failed REQUIRE(result) shows.
template <class T>
struct Catch::StringMaker<boost::system::result<T, patchbay::Error>> {
  static std::string convert(boost::system::result<T, patchbay::Error> const& result) {
    if (result) return "a value";
    auto const& error = result.error();
    return std::to_string(error.status) + ": " + error.message + " [" + error.remote + "]";
  }
};

namespace patchbay::pipedrive {

// What an operation cost.
struct Spent {
  int requests = 0;
  int rounds = 0;
  int tokens = 0;
  bool operator==(Spent const&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, Spent const& spent) {
  return out << spent.requests << " requests, " << spent.rounds << " rounds, " << spent.tokens << " tokens";
}

class World {
 public:
  World() : simulator_(make_vendor(), [this] { return clock_; }), http_(simulator_, clock_) {
    simulator_.set_latency(std::chrono::milliseconds(100));
    http_.sign_in("x-api-token", sim::pipedrive::seeded_api_token);
  }

  Http& http() { return http_; }
  sim::SimTime& clock() { return clock_; }
  sim::Simulator& simulator() { return simulator_; }
  sim::pipedrive::State& state() { return vendor_->state(); }
  sim::pipedrive::Company& company() { return state().company; }

  // Signs in by OAuth with these scopes instead of the API token.
  void sign_in_with(std::string const& scopes) {
    auto& app = state().oauth.app();
    app.scopes = scopes;
    app.consent = "allow";
    auto const consent = vendor_->handle(
        sim::exchange_request("GET", "/oauth/authorize?client_id=" + app.client_id +
                                         "&redirect_uri=" + percent_encoded(app.redirect_uri)));
    auto const location = header(consent.response, "Location");
    auto const code = location.substr(location.find("code=") + 5);
    auto const form = "grant_type=authorization_code&code=" + code +
                      "&redirect_uri=" + percent_encoded(app.redirect_uri) + "&client_id=" + app.client_id +
                      "&client_secret=" + app.client_secret;
    auto const answer = vendor_->handle(sim::exchange_request(
        "POST", "/oauth/token", {{"Content-Type", "application/x-www-form-urlencoded"}}, form));
    auto const token = json::parse(answer.response.body);
    http_.sign_in("Authorization", "Bearer " + text(token, "access_token"));
  }

  // The id of the seeded or added person with this name.
  std::string person(std::string_view name) {
    for (auto const& [id, row] : company().persons)
      if (text(row, "name") == name) return std::to_string(id);
    return "";
  }
  json::object const& activity(std::string const& id) { return company().activities.at(std::stoll(id)); }

  // What was spent since the last time this was asked.
  Spent spent() {
    Spent sum;
    for (auto const& one : simulator_.recorder().all()) {
      ++sum.requests;
      sum.tokens += one.cost;
    }
    sum.rounds = simulator_.recorder().rounds();
    simulator_.recorder().clear();
    return sum;
  }

 private:
  std::unique_ptr<sim::Vendor> make_vendor() {
    auto made = std::make_unique<sim::pipedrive::Pipedrive>([this] { return clock_; });
    vendor_ = made.get();
    return made;
  }
  static std::string header(crm::HttpExchangeResponse const& response, std::string_view name) {
    for (auto const& [key, value] : response.headers)
      if (key == name) return value;
    return "";
  }

  sim::SimTime clock_ = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(9);
  sim::pipedrive::Pipedrive* vendor_ = nullptr;
  sim::Simulator simulator_;
  sim::SimHttp http_;
};

inline ContactQuery by_number(std::string national) {
  ContactQuery query;
  query.e164 = "+1" + national;
  query.country_code = "1";
  query.national = std::move(national);
  return query;
}

// A call of five minutes with this person.
inline CallLog call_with(std::string contact_id) {
  CallLog log;
  log.scope.user_id = "101";
  log.session_id = "session-1";
  log.subject = "Call from Ada";
  log.body = "<p>Hello</p><ul><li>Call reference: session-1</li></ul>";
  log.start_time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(8);
  log.duration = std::chrono::seconds(300);
  log.contact.id = std::move(contact_id);
  return log;
}

inline MessageLog messages_with(std::string contact_id) {
  MessageLog log;
  log.conversation_id = "conversation-1";
  log.kind = "sms";
  log.subject = "SMS conversation with Ada";
  log.body = "<p>Hi</p>";
  log.time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(8);
  log.contact.id = std::move(contact_id);
  return log;
}

inline Contact const* contact_named(ContactPage const& page, std::string_view name) {
  for (auto const& contact : page.contacts)
    if (contact.name == name) return &contact;
  return nullptr;
}

}  // namespace patchbay::pipedrive
