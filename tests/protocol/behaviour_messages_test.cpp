// Every CRM keeps messages alike.
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/behaviour/office.hpp"

namespace patchbay::test {
namespace {

constexpr int all_messages = 10;

std::string word(int number) { return "message number " + std::to_string(number) + "."; }

// Messages `first` to `last` of a conversation, a minute apart, in turns.
json::array messages(int first, int last) {
  json::array list;
  for (int i = first; i <= last; ++i) {
    auto const minute = (i < 10 ? "0" : "") + std::to_string(i);
    list.push_back(json::object{{"id", "m-" + std::to_string(i)},
                                {"direction", i % 2 == 0 ? "Inbound" : "Outbound"},
                                {"subject", word(i)},
                                {"creationTime", "2026-11-20T18:" + minute + ":00Z"}});
  }
  return list;
}

json::object send(Office& office, json::object const& contact, json::object info) {
  info["conversationId"] = "c-1";
  return office.ask("messageLog.create", {{"logInfo", std::move(info)},
                                          {"contactId", contact.at("id")},
                                          {"contactType", contact.at("type")},
                                          {"contactName", contact.at("name")}});
}

json::object send(Office& office, json::object const& contact, int first, int last) {
  return send(office, contact, {{"type", "SMS"}, {"messages", messages(first, last)}});
}

}  // namespace

TEST_CASE("Ten messages in three batches, one of which fails, are one record with each of them once") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  office.person("Nora Known", "+1 415 555 0201");
  auto const nora = office.only("+14155550201");
  CHECK(told(send(office, nora, 1, 3)).text == "Messages logged.");
  office.fault(vendor.update, {{"kind", "status"}, {"status", 503}, {"times", 50}});
  auto const failed = told(send(office, nora, 4, 7));
  CHECK(failed.text == "Saved. The CRM does not have it yet; Patchbay goes on by itself.");
  CHECK(failed.detail.starts_with("The CRM failed with status 503"));
  office.no_more_faults();
  auto const last = send(office, nora, 8, all_messages);
  CAPTURE(json::serialize(last));
  CHECK(last.at("result").at("state") == "logged");
  CHECK(last.at("result").at("logIds").as_array().size() == 1);

  auto const records = office.records();
  REQUIRE(records.size() == 1);
  auto const body = text(records.at(0).at("body"));
  CAPTURE(body);
  std::size_t before = 0;
  for (int i = 1; i <= all_messages; ++i) {
    CHECK(count_of(body, word(i)) == 1);
    CHECK(body.find(word(i)) >= before);
    before = body.find(word(i));
  }
  CHECK(records.at(0).at("contacts") == json::array{nora.at("id")});
}

TEST_CASE("A message that is known is not written again") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  office.person("Nora Known", "+1 415 555 0201");
  auto const nora = office.only("+14155550201");
  send(office, nora, 1, 2);
  send(office, nora, 1, 2);
  REQUIRE(office.records().size() == 1);
  CHECK(count_of(text(office.records().at(0).at("body")), word(1)) == 1);
}

TEST_CASE("A group's message is one record for each of its contacts, and names them all") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Office office(vendor);
  office.person("Nora Known", "+1 415 555 0201");
  office.person("Olaf Known", "+1 415 555 0202");
  json::array const group{json::object{{"name", "Nora Known"}, {"phoneNumber", "+14155550201"}},
                          json::object{{"name", "Olaf Known"}, {"phoneNumber", "+14155550202"}}};
  std::vector<json::value> ids;
  for (auto const* number : {"+14155550201", "+14155550202"}) {
    auto const contact = office.only(number);
    auto const reply =
        send(office, contact, {{"type", "SMS"}, {"messages", messages(1, 2)}, {"correspondents", group}});
    CAPTURE(json::serialize(reply));
    REQUIRE(told(reply).text == "Messages logged.");
    auto const record = office.record(text(reply.at("result").at("logIds").at(0)));
    CHECK(record.at("contacts") == json::array{contact.at("id")});
    for (auto const* name : {"Nora Known", "Olaf Known"}) CHECK(count_of(text(record.at("body")), name) > 0);
    CHECK(count_of(text(record.at("body")), word(1)) == 1);
  }
  CHECK(office.records().size() == 2);
}

TEST_CASE("A fax and a voicemail are kept with their links") {
  auto const& vendor = GENERATE(from_range(vendors()));
  auto const& [type, words] = GENERATE(table<std::string, std::string>(
      {{"Fax", "Fax document from Nora Known"}, {"VoiceMail", "Voicemail left by Nora Known"}}));
  CAPTURE(vendor.name, type);
  Office office(vendor);
  office.person("Nora Known", "+1 415 555 0201");
  auto const nora = office.only("+14155550201");
  std::string const link = "https://phone.example/files/7?a=1";
  json::object message = messages(2, 2).at(0).as_object();
  message["subject"] = "";
  message["attachments"] =
      json::array{json::object{{"type", "Document"}, {"link", link}, {"contentType", "application/pdf"}}};
  auto const reply = send(office, nora, {{"type", type}, {"messages", json::array{message}}});
  CAPTURE(json::serialize(reply));
  REQUIRE(told(reply).text == "Messages logged.");
  REQUIRE(office.records().size() == 1);
  auto const record = office.records().at(0).as_object();
  auto const body = text(record.at("body"));
  CAPTURE(body);
  CHECK(count_of(body, link) == 1);
  CHECK(count_of(body, words) == 1);
  CHECK(record.at("seconds").is_null());
}

}  // namespace patchbay::test
