// A simulated HubSpot with someone signed in to it, and what tests ask of both. One thread.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "crm_sim/common/sim_http.hpp"
#include "crm_sim/hubspot/hubspot.hpp"
#include "hubspot/hubspot.hpp"

// What a failed REQUIRE(result) shows.
template <class T>
struct Catch::StringMaker<boost::system::result<T, patchbay::Error>> {
  static std::string convert(boost::system::result<T, patchbay::Error> const& result) {
    if (result) return "a value";
    auto const& error = result.error();
    return std::to_string(error.status) + ": " + error.message + " [" + error.remote + "]";
  }
};

namespace patchbay::hubspot {

// What an operation cost.
struct Spent {
  int requests = 0;
  int rounds = 0;
  bool operator==(Spent const&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, Spent const& spent) {
  return out << spent.requests << " requests, " << spent.rounds << " rounds";
}

class World {
 public:
  World() : simulator_(make_vendor(), [this] { return clock_; }), http_(simulator_, clock_) {
    simulator_.set_latency(std::chrono::milliseconds(100));
    http_.sign_in("Authorization", std::string("Bearer ") + sim::hubspot::seeded_key);
  }

  Http& http() { return http_; }
  sim::SimTime& clock() { return clock_; }
  sim::Simulator& simulator() { return simulator_; }
  sim::hubspot::State& state() { return vendor_->state(); }
  sim::hubspot::Portal& portal() { return state().portal; }

  // Signs in with a key that has these scopes only.
  void sign_in_with(std::string const& scopes) {
    state().oauth.add_key("another-key", scopes);
    http_.sign_in("Authorization", "Bearer another-key");
  }

  // A time at which what is added is known to searches already.
  sim::SimTime earlier() const { return clock_ - std::chrono::hours(1); }

  // The id of the contact with this first name.
  std::string contact(std::string_view first_name) { return id_where("contacts", "firstname", first_name); }
  std::string deal(std::string_view name) { return id_where("deals", "dealname", name); }
  std::string ticket(std::string_view subject) { return id_where("tickets", "subject", subject); }
  std::string company() { return std::to_string(portal().tables["companies"].begin()->first); }

  std::string property(std::string const& type, std::string const& id, std::string const& name) {
    return portal().tables[type].at(std::stoll(id)).properties[name];
  }
  // The ids of what a record belongs to.
  std::vector<std::string> linked(std::string const& type, std::string const& id, std::string const& other) {
    std::vector<std::string> ids;
    for (auto const one : portal().linked({type, std::stoll(id)}, other)) ids.push_back(std::to_string(one));
    return ids;
  }

  // What was spent since the last time this was asked.
  Spent spent() {
    Spent sum;
    sum.requests = static_cast<int>(simulator_.recorder().all().size());
    sum.rounds = simulator_.recorder().rounds();
    simulator_.recorder().clear();
    return sum;
  }

 private:
  std::string id_where(std::string const& type, std::string const& name, std::string_view value) {
    for (auto& [id, record] : portal().tables[type])
      if (record.properties[name] == value) return std::to_string(id);
    return "";
  }
  std::unique_ptr<sim::Vendor> make_vendor() {
    auto made = std::make_unique<sim::hubspot::HubSpot>([this] { return clock_; });
    vendor_ = made.get();
    return made;
  }

  sim::SimTime clock_ = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(9);
  sim::hubspot::HubSpot* vendor_ = nullptr;
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

inline NameQuery by_name(std::string name) {
  NameQuery query;
  query.name = std::move(name);
  return query;
}

inline UtcTime at(int hour, int minute, int second) {
  return std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + std::chrono::seconds(second);
}

// A call of five minutes with this contact.
inline CallLog call_with(std::string contact_id) {
  CallLog log;
  log.session_id = "session-1";
  log.subject = "Call from Ada";
  log.body = "<p>Hello</p><ul><li>Call reference: session-1</li></ul>";
  log.from.phone_number = "+14155550132";
  log.to.phone_number = "+14155550100";
  log.start_time = at(8, 0, 0);
  log.duration = std::chrono::seconds(300);
  log.result = "Call connected";
  log.contact.id = std::move(contact_id);
  log.contact.type = "contact";
  return log;
}

inline MessageLog messages_with(std::string contact_id) {
  MessageLog log;
  log.conversation_id = "conversation-1";
  log.kind = "sms";
  log.subject = "SMS conversation with Ada";
  log.body = "<p>Hi</p><p>Reference: conversation-1</p>";
  log.time = at(8, 0, 0);
  log.contact.id = std::move(contact_id);
  log.contact.type = "contact";
  return log;
}

inline Contact const* contact_named(ContactPage const& page, std::string_view name) {
  for (auto const& contact : page.contacts)
    if (contact.name == name) return &contact;
  return nullptr;
}

// The titles of what a contact is filed under, of one kind.
inline std::vector<std::string> titles(Contact const& contact, std::string_view kind) {
  std::vector<std::string> all;
  for (auto const& record : contact.related)
    if (record.kind == kind) all.push_back(record.title);
  return all;
}

}  // namespace patchbay::hubspot
