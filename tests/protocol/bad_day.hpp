// A CRM on its worst days, hosts that end at any moment, and an agent who remembers what was acknowledged.
// One thread.
#pragma once

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <csignal>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "protocol/crm_world.hpp"

namespace patchbay::test {

inline constexpr char bad_day_number[] = "+14155550132";

inline std::string words(json::value const& value) { return std::string(value.as_string()); }

// One host process and its pipes, which may end at any moment.
class Port {
 public:
  // `by`: the program that starts the host, with its own arguments; none: the test itself.
  explicit Port(TempDir const& home, std::vector<std::string> const& by = {})
      : process_(by.empty() ? host_program() : std::filesystem::path(by.front()), options(home, by)) {}

  void send(json::value const& id, std::string_view method, json::object params) {
    json::object const request{
        {"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
    process_.write_frame(json::serialize(request));  // a dead host reads nothing more
  }
  // The next reply; nothing: the host is dead.
  std::optional<json::object> reply() {
    for (;;) {
      auto const frame = process_.read_frame();
      if (!frame) return std::nullopt;
      auto message = json::parse(*frame).as_object();
      if (!message.contains("method")) return message;
    }
  }
  // A request that must succeed. REQUIRES: no other is on its way.
  json::object result(std::string_view method, json::object params) {
    send("result", method, std::move(params));
    auto const message = reply();
    REQUIRE(message);
    INFO(json::serialize(*message));
    REQUIRE(message->contains("result"));
    return message->at("result").as_object();
  }
  void kill() { process_.send_signal(SIGKILL); }
  int end() {
    process_.close_stdin();
    return process_.wait().value_or(-1);
  }

 private:
  static ChildProcess::Options options(TempDir const& home, std::vector<std::string> const& by) {
    std::vector<std::string> arguments;
    if (!by.empty()) {
      arguments.assign(by.begin() + 1, by.end());
      arguments.push_back(host_program().string());
    }
    for (auto const& one :
         {std::string("--config"), (home / "config.json").string(), std::string("--data"),
          (home / "data").string(), std::string("--adapters"), std::string(PATCHBAY_ADAPTERS)})
      arguments.push_back(one);
    return {std::move(arguments),
            {{"HOME", home.path().string()}, {"XDG_DATA_HOME", ""}, {"XDG_CONFIG_HOME", ""}},
            -1};
  }

  ChildProcess process_;
};

// Three deaths in a row over one log happen here by mere chance: then a person has to have it tried.
inline bool set_aside(json::object const& reply) {
  return reply.contains("error") &&
         words(reply.at("error").at("message")).find("three times") != std::string::npos;
}

// A call as the agent knows it: which text was sent last, and which the host has acknowledged.
struct Call {
  std::string session;
  int sent = -1;
  int acknowledged = -1;

  std::string note(int version) const { return session + " v" + std::to_string(version) + ";"; }
};

struct Figures {
  int kills = 0;
  int acknowledged = 0;
  int lost = 0;
  int doubled = 0;
  int old = 0;  // with a text that is not the last one
  int retried_by_hand = 0;
};

class BadDay {
 public:
  explicit BadDay(int calls, unsigned seed = 1) : random_(seed) {
    for (int i = 0; i < calls; ++i) calls_.push_back({"call " + std::to_string(i) + " of the day"});
    std::ofstream(home_ / "config.json") << json::serialize(
        json::object{{"adapters", json::object{{"pipedrive", json::object{{"base_url", crm_.url()}}}}}});
    Port port(home_);
    token_ = words(port.result("connection.authorize",
                               {{"platform", "pipedrive"}, {"kind", "apiKey"}, {"apiKey", "sim-api-token"}})
                       .at("jwtToken"));
    contact_ = port.result("contact.find", {{"jwtToken", token_}, {"phoneNumber", bad_day_number}})
                   .at("contact")
                   .at(0)
                   .as_object();
    port.end();
  }

  std::unique_ptr<Port> open(std::vector<std::string> const& by = {}) {
    return std::make_unique<Port>(home_, by);
  }
  std::filesystem::path data() const { return home_ / "data"; }
  std::vector<Call>& calls() { return calls_; }
  int up_to(int most) { return std::uniform_int_distribution(0, most)(random_); }

  void fault(std::string_view kind, std::string_view method, json::object more = {}) {
    more["kind"] = kind;
    more["method"] = method;
    if (!more.contains("path")) more["path"] = "/api/v2/activities";
    if (!more.contains("times")) more["times"] = 1;
    REQUIRE(http("POST", crm_.url() + "/_sim/faults", json::serialize(more)).status < 300);
  }
  // One of everything that goes wrong with a write.
  void storm() {
    fault("delay", "POST", {{"delayMs", 30}, {"times", 3}});
    fault(up_to(1) ? "drop_before" : "drop_after", "POST");
    fault(up_to(1) ? "drop_before" : "drop_after", "PATCH");
    fault("status", up_to(1) ? "POST" : "PATCH", {{"status", up_to(1) ? 503 : 429}});
  }
  void calm() { REQUIRE(http("DELETE", crm_.url() + "/_sim/faults").status < 300); }

  bool finds_somebody(Port& port) const {
    auto const found = port.result("contact.find", {{"jwtToken", token_}, {"phoneNumber", bad_day_number}});
    return !found.at("contact").as_array().empty();
  }
  json::object new_contact(std::string_view name) const {
    return {{"jwtToken", token_}, {"phoneNumber", "+14155550281"}, {"newContactName", name}};
  }
  int people_named(std::string_view name) const {
    int count = 0;
    auto const persons = json::parse(http("GET", crm_.url() + "/_sim/persons").body);
    for (auto const& person : persons.as_array()) count += words(person.at("name")) == name;
    return count;
  }

  json::object new_task(Call const& call) const {
    auto params = this->params(call);
    params["subject"] = "Task of " + call.session;
    params["dueTime"] = "2026-11-23T17:00:00Z";
    params["contactId"] = contact_.at("id");
    return params;
  }
  int tasks_of(Call const& call) const {
    int count = 0;
    auto const activities = json::parse(http("GET", crm_.url() + "/_sim/activities").body);
    for (auto const& activity : activities.as_array())
      count += words(activity.at("subject")) == "Task of " + call.session;
    return count;
  }

  json::object params(Call const& call) const {
    return {{"jwtToken", token_}, {"sessionId", call.session}, {"waitMs", 0}};
  }

  // Creates the log, or edits its note. The id of the request is the place of the call.
  void write(Port& port, std::size_t place) {
    auto& call = calls_[place];
    bool const create = call.acknowledged < 0;
    call.sent = create ? 0 : call.sent + 1;
    auto params = this->params(call);
    params["note"] = call.note(call.sent);
    if (create) {
      params["logInfo"] = call_record(call.session, bad_day_number);
      params["contactId"] = contact_.at("id");
      params["contactType"] = contact_.at("type");
      params["contactName"] = contact_.at("name");
    }
    port.send(place, create ? "callLog.create" : "callLog.update", std::move(params));
  }
  // The next acknowledgement. False: the host is dead.
  bool heard(Port& port) {
    auto const reply = port.reply();
    if (!reply) return false;
    if (!reply->at("id").is_number()) return true;  // a ping
    INFO(json::serialize(*reply));
    if (set_aside(*reply)) return true;  // kept, and not acknowledged
    REQUIRE(reply->contains("result"));
    auto& call = calls_[reply->at("id").to_number<std::size_t>()];
    call.acknowledged = call.sent;
    return true;
  }
  // As write(), and waits for the answer: none, or why it was refused.
  std::optional<std::string> refusal(Port& port, std::size_t place) {
    write(port, place);
    auto const reply = port.reply();
    REQUIRE(reply);
    if (reply->contains("error")) return words(reply->at("error").at("message"));
    calls_[place].acknowledged = calls_[place].sent;
    return std::nullopt;
  }
  // As many calls of `of` as there are, in an order that chance makes.
  std::vector<std::size_t> some(std::size_t count, std::vector<std::size_t> of) {
    std::shuffle(of.begin(), of.end(), random_);
    of.resize(std::min(count, of.size()));
    return of;
  }
  std::vector<std::size_t> all() const {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < calls_.size(); ++i) places.push_back(i);
    return places;
  }

  // The weather is good again, and the agent has everything tried that waits. Bounded.
  void settle() {
    calm();
    auto const port = open();
    for (int round = 0; round < 100; ++round) {
      auto const list = port->result("outbox.list", {});
      auto const& entries = list.at("entries").as_array();
      if (entries.empty()) return;
      for (auto const& entry : entries) {
        if (entry.at("state") == "setAside") ++figures.retried_by_hand;
        port->send("retry", "outbox.retry", {{"id", entry.at("id")}, {"waitMs", 20'000}});
        REQUIRE(port->reply());
      }
    }
    FAIL("something waits for ever");
  }

  void count() {
    auto const activities = json::parse(http("GET", crm_.url() + "/_sim/activities").body);
    for (auto const& call : calls_) {
      int records = 0;
      std::string body;
      for (auto const& activity : activities.as_array()) {
        auto const note = activity.at("note").is_string() ? words(activity.at("note")) : std::string();
        if (note.find(call.session + " v") == std::string::npos) continue;
        ++records;
        body = note;
      }
      if (call.acknowledged < 0 && records == 0) continue;  // never acknowledged, and never made
      ++figures.acknowledged;
      figures.lost += records == 0;
      figures.doubled += records > 1;
      bool current = false;
      for (int version = call.acknowledged; version <= call.sent; ++version)
        current = current || body.find(call.note(version)) != std::string::npos;
      figures.old += records > 0 && !current;
    }
  }
  void check() {
    settle();
    count();
    CHECK(figures.lost == 0);
    CHECK(figures.doubled == 0);
    CHECK(figures.old == 0);
  }

  Figures figures;
  std::string const& url() const { return crm_.url(); }

 private:
  TempDir home_;
  CrmProcess crm_ = CrmProcess::simulator("pipedrive");
  std::mt19937 random_;
  std::vector<Call> calls_;
  std::string token_;
  json::object contact_;
};

}  // namespace patchbay::test
