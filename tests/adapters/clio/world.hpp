// A simulated Clio with someone signed in to it, and what tests ask of both. One thread.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "clio/clio.hpp"
#include "crm_sim/clio/clio.hpp"
#include "crm_sim/common/sim_http.hpp"

// What a failed REQUIRE(result) shows.
template <class T>
struct Catch::StringMaker<boost::system::result<T, patchbay::Error>> {
  static std::string convert(boost::system::result<T, patchbay::Error> const& result) {
    if (result) return "a value";
    auto const error = result.error();
    return std::to_string(error.status) + ": " + error.message + " [" + error.remote + "]";
  }
};

namespace patchbay::clio {

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
    user_ = state().firm.users.begin()->first;
    http_.sign_in("Authorization", "Bearer " + state().oauth.issue_to(user_, clock_));
  }

  Http& http() { return http_; }
  sim::SimTime& clock() { return clock_; }
  sim::Simulator& simulator() { return simulator_; }
  sim::clio::State& state() { return vendor_->state(); }
  sim::clio::Firm& firm() { return state().firm; }
  std::string user() const { return std::to_string(user_); }

  // The id of the contact with this name.
  std::string contact(std::string_view name) {
    for (auto const& [id, row] : firm().contacts)
      if (text(row, "name") == name) return std::to_string(id);
    return "";
  }
  std::string matter(std::string_view description) {
    for (auto const& [id, row] : firm().matters)
      if (text(row, "description") == description) return std::to_string(id);
    return "";
  }
  json::object& communication(std::string const& id) { return firm().communications.at(std::stoll(id)); }
  json::object& only_entry() {
    REQUIRE(firm().activities.size() == 1);
    return firm().activities.begin()->second;
  }
  // As if a person wrote into the log in Clio.
  void edit(std::string const& id, std::string const& body) {
    communication(id)["body"] = body;
    firm().touch(communication(id), clock_);
  }
  void fault(sim::FaultKind kind, std::string method, std::string path, int status = 503) {
    simulator_.faults().add({kind, std::move(method), std::move(path), 1, status, {}});
  }

  // What was spent since the last time this was asked.
  Spent spent() {
    Spent const sum{static_cast<int>(simulator_.recorder().all().size()), simulator_.recorder().rounds()};
    simulator_.recorder().clear();
    return sum;
  }

 private:
  std::unique_ptr<sim::Vendor> make_vendor() {
    auto made = std::make_unique<sim::clio::Clio>([this] { return clock_; });
    vendor_ = made.get();
    return made;
  }

  sim::SimTime clock_ = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(9);
  sim::clio::Clio* vendor_ = nullptr;
  sim::Simulator simulator_;
  sim::SimHttp http_;
  std::int64_t user_ = 0;
};

inline ContactQuery by_number(std::string national) {
  ContactQuery query;
  query.e164 = "+1" + national;
  query.country_code = "1";
  query.national = std::move(national);
  return query;
}

// An inbound call of five minutes with this contact, at six in the evening in Los Angeles.
inline CallLog call_with(World& world, std::string_view name) {
  CallLog log;
  log.scope.user_id = world.user();
  log.session_id = "session-1";
  log.subject = "Inbound call from Ada Brook";
  log.body = "- Note: hello";
  log.start_time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(2);
  log.start_day = "2026-11-20";
  log.duration = std::chrono::seconds(300);
  log.contact.id = world.contact(name);
  return log;
}

inline CallLogChange change_of(World& world, LogRef const& log) {
  CallLogChange change;
  change.scope.user_id = world.user();
  change.log = log;
  return change;
}

inline MessageLog messages_with(World& world, std::string_view name) {
  MessageLog log;
  log.scope.user_id = world.user();
  log.conversation_id = "conversation-1/2026-11-20/7";
  log.kind = "sms";
  log.subject = "SMS conversation with Ada Brook";
  log.body = "Hi";
  log.time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(2);
  log.contact.id = world.contact(name);
  return log;
}

// What must succeed, and its result.
inline LogRef logged(World& world, CallLog const& call) {
  auto const log = create_call_log(world.http(), call);
  REQUIRE(log);
  return *log;
}

inline LogRef updated(World& world, CallLogChange const& change) {
  auto const log = update_call_log(world.http(), change);
  REQUIRE(log);
  return *log;
}

inline LogReading read(World& world, LogRef const& log) {
  auto const rows = get_logs(world.http(), {{}, {log}});
  REQUIRE(rows);
  REQUIRE(rows->size() == 1);
  return rows->front();
}

inline Contact const* contact_named(ContactPage const& page, std::string_view name) {
  for (auto const& contact : page.contacts)
    if (contact.name == name) return &contact;
  return nullptr;
}

}  // namespace patchbay::clio
