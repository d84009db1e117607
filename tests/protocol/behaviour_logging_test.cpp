// Every CRM keeps the log of a call alike.
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/behaviour/office.hpp"

namespace patchbay::test {
namespace {

struct Length {
  long long seconds;
  char const* words;
};
constexpr Length lengths[] = {{0, "0 seconds"},
                              {59, "59 seconds"},
                              {3599, "59 minutes, 59 seconds"},
                              {86399, "23 hours, 59 minutes, 59 seconds"}};

struct Kind {
  char const* direction;
  char const* result;
  char const* subject;
};
constexpr Kind kinds[] = {{"Inbound", "Call connected", "Inbound call from Nora Known"},
                          {"Outbound", "Call connected", "Outbound call to Nora Known"},
                          {"Inbound", "Missed", "Inbound call from Nora Known"},
                          {"Inbound", "Voicemail", "Inbound call from Nora Known"}};

// Somebody in the office with somebody to call.
struct Desk : Office {
  using Office::Office;
  json::object nora = (person("Nora Known", "+1 415 555 0201"), only("+14155550201"));
};

}  // namespace

TEST_CASE("Inbound, outbound, missed and voicemail calls of every length become one record each") {
  auto const& vendor = GENERATE(from_range(vendors()));
  auto const kind = GENERATE(from_range(std::begin(kinds), std::end(kinds)));
  Desk office(vendor);
  int session = 0;
  for (auto const& length : lengths) {
    CAPTURE(vendor.name, kind.direction, kind.result, length.seconds);
    auto const id = office.logged(office.log(
        "s-" + std::to_string(++session), office.nora,
        json::object{{"direction", kind.direction}, {"result", kind.result}, {"duration", length.seconds}}));
    auto const record = office.record(id);
    CAPTURE(json::serialize(record));
    CHECK(record.at("subject") == kind.subject);
    CHECK(record.at("contacts") == json::array{office.nora.at("id")});
    bool const inbound = std::string_view(kind.direction) == "Inbound";
    bool const answered = std::string_view(kind.result) == "Call connected";
    if (vendor.keeps_direction) CHECK(record.at("direction") == (inbound ? "inbound" : "outbound"));
    auto const kept = vendor.seconds(length.seconds, inbound, answered);
    CHECK(record.at("seconds") == (kept ? json::value(*kept) : json::value(nullptr)));
    CHECK(count_of(text(record.at("body")), length.words) == 1);
    CHECK(count_of(text(record.at("body")), kind.result) == 1);
  }
  CHECK(office.records().size() == std::size(lengths));
}

TEST_CASE("Note and recording give the same text in both orders") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  json::object const note{{"note", "Wants <b>two</b> & more"}},
      recording{{"recordingLink", "https://phone.example/r/1.mp3"}};
  std::vector<std::string> bodies;
  for (bool const note_first : {true, false}) {
    std::string const session = note_first ? "s-1" : "s-2";
    auto const id = office.logged(office.log(session, office.nora));
    office.logged(office.update(session, note_first ? note : recording));
    office.logged(office.update(session, note_first ? recording : note));
    office.logged(office.update(session, note_first ? note : recording));  // twice is once
    auto body = text(office.record(id).at("body"));
    CHECK(count_of(body, "https://phone.example/r/1.mp3") == 1);
    CHECK(count_of(body, "two") == 1);
    if (auto const at = body.find(session); at != std::string::npos) body.replace(at, session.size(), "s-?");
    bodies.push_back(std::move(body));
  }
  CHECK(bodies[0] == bodies[1]);
  CHECK(office.records().size() == 2);
}

TEST_CASE("A log that is read back is what was written") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  std::string const note = "Line one & <two>\n$& **three** \"four\" — 山田 🎷";
  office.logged(office.log("s-1", office.nora, {}, {{"note", note}}));
  auto const read = office.ask("callLog.get", {{"sessionIds", "s-1,s-2"}, {"requireDetails", true}});
  REQUIRE(outcome(read) == "result");
  auto const& rows = read.at("result").at("logs").as_array();
  CAPTURE(json::serialize(read));
  REQUIRE(rows.size() == 2);
  auto const& data = rows.at(0).at("logData").as_object();
  CHECK(data.at("subject") == "Inbound call from Nora Known");
  CHECK(text(data.at("note")) == note);
  CHECK(data.at("contactName") == "Nora Known");
  CHECK(count_of(text(data.at("fullBody")), "2 minutes, 5 seconds") == 1);
  CHECK(rows.at(1).at("matched") == false);
}

TEST_CASE("A call is filed where the agent says, at once or afterwards") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  auto const contact = office.find("+14155550132").at("result").at("contact").at(0).as_object();
  auto const chosen = contact.at("additionalInfo").at(vendor.shared_kind).at(0).at("const");
  json::object const choice{{vendor.shared_kind, chosen}};
  auto const at_once = office.logged(office.log("s-1", contact, {}, {{"additionalSubmission", choice}}));
  CHECK(office.record(at_once).at("filedUnder") == chosen);
  auto const afterwards = office.logged(office.log("s-2", contact));
  CHECK(office.record(afterwards).at("filedUnder") == "");
  auto const set = office.ask("callDisposition.set", {{"sessionId", "s-2"}, {"dispositions", choice}});
  CHECK(told(set).text == "Call log updated.");
  CHECK(office.record(afterwards).at("filedUnder") == chosen);
  auto const read = office.ask("callLog.get", {{"sessionIds", "s-1,s-2"}, {"requireDetails", true}});
  for (auto const& row : read.at("result").at("logs").as_array())
    CHECK(row.at("logData").at("dispositions").at(vendor.shared_kind) == chosen);
}

TEST_CASE("A call is logged once, however often it is asked for, and says so") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  auto const first = office.log("s-1", office.nora);
  CHECK(told(first).text == "Call logged.");
  auto const again = office.log("s-1", office.nora);
  CHECK(again.at("result").at("state") == "existing");
  CHECK(told(again).text == "This call is logged already.");
  CHECK(again.at("result").at("logId") == first.at("result").at("logId"));
  CHECK(office.records().size() == 1);
  auto const nothing = office.update("s-9", {{"note", "to nobody"}});
  CHECK(told(nothing).name == "not_found");
  CHECK(told(nothing).text == "There is no log for this session.");
}

TEST_CASE("A log for somebody who was deleted is refused in so many words") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  office.setting({{"removePerson", "Nora Known"}});
  CHECK(names_in(office.find("+14155550201")).empty());
  auto const reply = office.log("s-1", office.nora);
  CAPTURE(json::serialize(reply));
  CHECK(told(reply).name == vendor.gone_name);
  CHECK(told(reply).text == vendor.gone);
  CHECK(office.records().empty());
}

}  // namespace patchbay::test
