// Hosts that are killed, share one database and meet a CRM on its worst days. Each case ends with: one record
// a session in the CRM, with the text that was acknowledged last, and nothing waiting.
#include <catch2/catch.hpp>

#include <cstdio>
#include <set>

#include "protocol/bad_day.hpp"

namespace patchbay::test {
namespace {

// A host gets some writes and is killed after it has acknowledged some of them, or a little later.
void write_and_kill(BadDay& day, std::vector<std::size_t> const& places) {
  auto const port = day.open();
  for (auto const place : places) day.write(*port, place);
  auto const replies = day.up_to(static_cast<int>(places.size()));
  for (int i = 0; i < replies; ++i) REQUIRE(day.heard(*port));
  auto const pings = day.up_to(300);  // time that passes without a clock
  for (int i = 0; i < pings; ++i) {
    port->send("ping", "host.info", {});
    REQUIRE(day.heard(*port));
  }
  port->kill();
  while (day.heard(*port)) continue;  // what it said before it died
  ++day.figures.kills;
}

}  // namespace

TEST_CASE("a host that is killed again and again in bad weather loses nothing and doubles nothing") {
  BadDay day(12);
  for (int round = 0; round < 6; ++round) {
    day.storm();
    write_and_kill(day, day.some(6, day.all()));
  }
  day.check();
  CHECK(day.figures.acknowledged > 0);
}

TEST_CASE("eight hosts on one database, half of which are killed, lose nothing and double nothing") {
  BadDay day(16);
  std::vector<std::unique_ptr<Port>> ports;
  for (int i = 0; i < 8; ++i) ports.push_back(day.open());
  day.storm();
  for (std::size_t round = 0; round < 3; ++round) {
    for (std::size_t i = 0; i < ports.size(); ++i) {
      day.write(*ports[i], 2 * i);
      day.write(*ports[i], 2 * i + 1);
    }
    for (auto& port : ports) {
      for (int i = 0; i < 2; ++i) REQUIRE(day.heard(*port));
    }
  }
  for (std::size_t i = 0; i < ports.size(); i += 2) {
    ports[i]->kill();
    ++day.figures.kills;
  }
  for (std::size_t i = 1; i < ports.size(); i += 2) CHECK(ports[i]->end() == 0);
  day.check();
  CHECK(day.figures.acknowledged == 16);
}

TEST_CASE("one session that two hosts log at the same time is one record") {
  BadDay day(4);
  auto const one = day.open(), other = day.open();
  for (std::size_t i = 0; i < 4; ++i) {
    day.write(*one, i);
    day.write(*other, i);
  }
  for (int i = 0; i < 4; ++i) {
    REQUIRE(day.heard(*one));
    REQUIRE(day.heard(*other));
  }
  day.check();
}

TEST_CASE("a note and a recording that two hosts tell of at the same time are both in the CRM") {
  BadDay day(1);
  auto const one = day.open(), other = day.open();
  day.write(*one, 0);
  REQUIRE(day.heard(*one));
  day.fault("delay", "PATCH", {{"delayMs", 30}});
  auto recording = day.params(day.calls()[0]);
  recording["recordingLink"] = "https://phone.example/r/1";
  day.write(*one, 0);
  other->send("ping", "callLog.update", recording);
  REQUIRE(day.heard(*one));
  REQUIRE(day.heard(*other));
  day.check();
  CHECK(http("GET", day.url() + "/_sim/activities").body.find("phone.example/r/1") != std::string::npos);
}

TEST_CASE("what was logged while the CRM was away reaches it when it is back") {
  BadDay day(6);
  day.fault("drop_before", "", {{"times", 1000}});
  for (int restarts = 0; restarts < 2; ++restarts) {
    auto const port = day.open();
    for (std::size_t i = 0; i < 6; ++i) day.write(*port, i);
    for (std::size_t i = 0; i < 6; ++i) REQUIRE(day.heard(*port));
    CHECK(port->end() == 0);
  }
  day.check();
  CHECK(day.figures.acknowledged == 6);
}

TEST_CASE("a contact that is asked for twice at the same time, in one host and in two, is one contact") {
  BadDay day(0);
  auto const one = day.open(), other = day.open();
  day.fault("delay", "POST", {{"delayMs", 3000}, {"path", "/api/v2/persons"}});
  one->send("first click", "contact.create", day.new_contact("Tea New-Comer"));
  one->send("second click", "contact.create", day.new_contact("Tea New-Comer"));
  other->send("in another browser", "contact.create", day.new_contact("Tea New-Comer"));
  std::set<std::string> ids;
  for (auto* port : {one.get(), one.get(), other.get()}) {
    auto const reply = port->reply();
    REQUIRE(reply);
    INFO(json::serialize(*reply));
    REQUIRE(reply->contains("result"));
    ids.insert(words(reply->at("result").at("contact").at("id")));
  }
  CHECK(ids.size() == 1);
  CHECK(day.people_named("Tea New-Comer") == 1);
}

TEST_CASE("a contact whose answer is lost is one contact") {
  BadDay day(0);
  day.fault("drop_after", "POST", {{"path", "/api/v2/persons"}});
  auto const port = day.open();
  CHECK(port->result("contact.create", day.new_contact("Tea New-Comer")).at("successful") == true);
  CHECK(day.people_named("Tea New-Comer") == 1);
}

TEST_CASE("a contact whose answer a host did not live to see is one contact") {
  BadDay day(0);
  day.fault("delay", "POST", {{"delayMs", 60'000}, {"path", "/api/v2/persons"}});
  auto const port = day.open();
  port->send("make", "contact.create", day.new_contact("Tea New-Comer"));
  while (day.people_named("Tea New-Comer") == 0) continue;  // the CRM has acted, and its answer is on the way
  port->kill();
  while (port->reply()) continue;
  CHECK(day.open()->result("contact.create", day.new_contact("Tea New-Comer")).at("successful") == true);
  CHECK(day.people_named("Tea New-Comer") == 1);
}

TEST_CASE("a task whose answer a host did not live to see is one task, and its call's log another record") {
  BadDay day(1);
  auto const& call = day.calls()[0];
  {
    auto const first = day.open();
    day.write(*first, 0);
    REQUIRE(day.heard(*first));
    CHECK(first->end() == 0);
  }
  day.fault("delay", "POST", {{"delayMs", 60'000}});
  auto const port = day.open();
  port->send("make", "task.create", day.new_task(call));
  while (day.tasks_of(call) == 0) continue;  // the CRM has acted, and its answer is on the way
  port->kill();
  while (port->reply()) continue;
  auto const next = day.open();
  next->send("make", "task.create", day.new_task(call));
  auto const reply = next->reply();
  REQUIRE(reply);
  CHECK(reply->contains("result"));
  CHECK(next->end() == 0);
  day.check();
  CHECK(day.tasks_of(call) == 1);
}

TEST_CASE("two hosts that are asked for one task at the same time make one") {
  BadDay day(1);
  auto const& call = day.calls()[0];
  auto const one = day.open(), other = day.open();
  day.fault("delay", "POST", {{"delayMs", 300}});
  one->send("make", "task.create", day.new_task(call));
  other->send("make", "task.create", day.new_task(call));
  for (auto* port : {one.get(), other.get()}) {
    auto const reply = port->reply();
    REQUIRE(reply);
    CHECK(reply->contains("result"));
    CHECK(port->end() == 0);
  }
  day.settle();
  CHECK(day.tasks_of(call) == 1);
}

// Not run with the others: tests/bench/README.md has its figures.
TEST_CASE("a thousand logs and as many edits, with kills all along", "[.kills]") {
  BadDay day(1000, 2026);
  for (std::size_t first = 0; first < 1000; first += 20) {
    day.storm();
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < 20; ++i) places.push_back(first + i);
    write_and_kill(day, places);
    write_and_kill(day, places);  // what was acknowledged is edited, the rest asked for again
  }
  day.check();
  auto const& figures = day.figures;
  std::printf("%d kills, %d logs, %d lost, %d doubled, %d with an old text, %d retried by hand\n",
              figures.kills, figures.acknowledged, figures.lost, figures.doubled, figures.old,
              figures.retried_by_hand);
}

}  // namespace patchbay::test
