// A simulated CRM with someone signed in to it, for tests of an adapter's functions: what they cost, and what
// they are given. One thread.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crm_sim/common/sim_http.hpp"
#include "patchbay/model.hpp"
#include "support/print_result.hpp"

// Of its own, so that the tests of an adapter can take in all of it.
namespace patchbay::sim::world {

// What an operation cost.
struct Spent {
  int requests = 0;
  int rounds = 0;
  bool operator==(Spent const&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, Spent const& spent) {
  return out << spent.requests << " requests, " << spent.rounds << " rounds";
}

// `V` is the vendor's simulator: V(Now), and V::state().
template <class V>
class AdapterWorld {
 public:
  AdapterWorld(std::string header, std::string credential)
      : simulator_(make_vendor(), [this] { return clock_; }), http_(simulator_, clock_) {
    simulator_.set_latency(std::chrono::milliseconds(100));  // rounds are told apart by it
    http_.sign_in(std::move(header), std::move(credential));
  }

  Http& http() { return http_; }
  SimTime& clock() { return clock_; }
  Simulator& simulator() { return simulator_; }
  auto& state() { return vendor_->state(); }

  void bearer(std::string const& token) { http_.sign_in("Authorization", "Bearer " + token); }

  // What was spent since the last time this was asked.
  Spent spent() {
    Spent const sum{static_cast<int>(simulator_.recorder().all().size()), simulator_.recorder().rounds()};
    simulator_.recorder().clear();
    return sum;
  }
  // The same in the vendor's own unit.
  int cost() {
    int sum = 0;
    for (auto const& one : simulator_.recorder().all()) sum += one.cost;
    return sum;
  }
  void fault(FaultKind kind, std::string method, std::string path, int status = 503) {
    simulator_.faults().add({kind, std::move(method), std::move(path), 1, status, {}});
  }

 private:
  std::unique_ptr<Vendor> make_vendor() {
    auto made = std::make_unique<V>([this] { return clock_; });
    vendor_ = made.get();
    return made;
  }

  SimTime clock_ = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(9);
  V* vendor_ = nullptr;
  Simulator simulator_;
  SimHttp http_;
};

// A time of the day of the tests.
inline UtcTime at(int hour, int minute = 0, int second = 0) {
  return std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + std::chrono::seconds(second);
}

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

// An inbound call of five minutes.
inline CallLog call_of_five_minutes(std::string contact_id) {
  CallLog log;
  log.session_id = "session-1";
  log.subject = "Call from Ada";
  log.body = "<p>Hello</p><ul><li>Call reference: session-1</li></ul>";
  log.from.phone_number = "+14155550132";
  log.to.phone_number = "+14155550100";
  log.start_time = at(8);
  log.duration = std::chrono::seconds(300);
  log.result = "Call connected";
  log.contact.id = std::move(contact_id);
  return log;
}

inline MessageLog short_conversation(std::string contact_id) {
  MessageLog log;
  log.conversation_id = "conversation-1";
  log.kind = "sms";
  log.subject = "SMS conversation with Ada";
  log.body = "<p>Hi</p>";
  log.time = at(8);
  log.contact.id = std::move(contact_id);
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

}  // namespace patchbay::sim::world
