// Somebody calls whom nobody knows: every CRM keeps the log with nobody, or says that it cannot, and takes it
// to whoever it was.
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/behaviour/office.hpp"

namespace patchbay::test {
namespace {

constexpr char stranger[] = "+14155550298";

struct Desk : Office {
  using Office::Office;
  json::object nora = (person("Nora Known", "+1 415 555 0201"), only("+14155550201"));
  json::object tom = (person("Tom Reed", "+1 415 555 0202"), only("+14155550202"));

  bool may_be_unknown = platform().at("logsWithoutContact").as_bool();

  // With nobody where that may be, else with Nora.
  json::object log_of_a_stranger(std::string_view session) {
    json::object const note{{"note", "Wants a quote."}};
    return may_be_unknown ? log_unknown(session, stranger, note) : log(session, nora, {}, note);
  }
  json::object move(std::string_view session, json::object const& contact, json::object more = {}) {
    more["contactId"] = contact.at("id");
    more["contactType"] = contact.at("type");
    more["contactName"] = contact.at("name");
    return update(session, std::move(more));
  }
  json::object only_log() {
    auto const all = logs();
    CAPTURE(json::serialize(all));
    REQUIRE(all.size() == 1);
    return all.at(0).as_object();
  }
};

}  // namespace

TEST_CASE(
    "A call of somebody unknown is logged with nobody, or refused by name where the CRM takes no such log") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  auto const reply = office.log_unknown("s-1", stranger, {{"note", "Wants a quote."}});
  CAPTURE(json::serialize(reply));
  if (!office.may_be_unknown) {
    CHECK(told(reply).name == "invalid_params");
    CHECK(reply.at("error").at("data").at("field") == "contactId");
    CHECK(office.records().empty());
    return;
  }
  office.logged(reply);
  auto const record = office.only_log();
  CHECK(record.at("contacts").as_array().empty());
  CHECK(record.at("subject") == "Inbound call from +14155550298");
  CHECK(count_of(text(record.at("body")), "Wants a quote.") == 1);
  CHECK(office.log_unknown("s-1", stranger).at("result").at("state") == "existing");
}

TEST_CASE("A log with nobody whose answer was lost is looked for, and there is one") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  if (!office.may_be_unknown) return;
  office.logged(office.log_unknown("s-1", stranger));
  office.fault(vendor.create_call, {{"kind", "drop_after"}});
  (void)told(office.log_unknown("s-12", stranger));
  office.no_more_faults();
  if (!vendor.let_searches_learn.empty()) office.setting(vendor.let_searches_learn);
  office.logged(office.update("s-12", {{"note", "Rang twice."}, {"waitMs", 20'000}}));
  auto const logs = office.logs();
  CAPTURE(json::serialize(logs));
  REQUIRE(logs.size() == 2);
  CHECK(count_of(text(logs.at(0).at("body")), "Rang twice.") == 0);
  CHECK(count_of(text(logs.at(1).at("body")), "Rang twice.") == 1);
}

TEST_CASE("A log goes to whoever it was, and to somebody else when that was wrong") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  auto const id = office.logged(office.log_of_a_stranger("s-1"));
  if (!office.offers("callContact.set")) {
    CHECK(told(office.move("s-1", office.tom)).name == "unsupported");
    return;
  }
  for (auto const* contact : {&office.tom, &office.nora, &office.tom}) {
    CHECK(office.logged(office.move("s-1", *contact)) == id);
    CHECK(office.logged(office.move("s-1", *contact)) == id);  // twice is once
    auto const record = office.only_log();
    CAPTURE(json::serialize(record));
    CHECK(record.at("contacts") == json::array{contact->at("id")});
    CHECK(text(record.at("subject")) == "Inbound call from " + text(contact->at("name")));
    CHECK(count_of(text(record.at("body")), "Wants a quote.") == 1);
  }
}

TEST_CASE("What a log was filed under stays with the contact that it leaves") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  if (!office.offers("callContact.set")) return;
  auto const contact = office.find("+14155550132").at("result").at("contact").at(0).as_object();
  auto const chosen = contact.at("additionalInfo").at(vendor.shared_kind).at(0).at("const");
  json::object const choice{{"additionalSubmission", json::object{{vendor.shared_kind, chosen}}}};
  office.logged(office.log("s-1", office.nora));
  office.logged(office.move("s-1", contact, choice));
  CHECK(office.only_log().at("filedUnder") == chosen);
  auto const back = office.move("s-1", office.nora);
  if (!vendor.unfiles_logs) {  // with nothing chosen it does not go, rather than stay with the other's
    CHECK(told(back).name == "invalid_params");
    CHECK(office.only_log().at("contacts") == json::array{contact.at("id")});
    return;
  }
  office.logged(back);
  CHECK(office.only_log().at("filedUnder") == "");
  CHECK(office.only_log().at("contacts") == json::array{office.nora.at("id")});
}

TEST_CASE("A move whose answer is lost ends where it was meant to") {
  auto const& vendor = GENERATE(from_range(vendors()));
  auto const* method = GENERATE("PATCH", "PUT", "POST", "DELETE");
  CAPTURE(vendor.name, method);
  Desk office(vendor);
  if (!office.offers("callContact.set")) return;
  office.logged(office.log_of_a_stranger("s-1"));
  office.fault({method, ""}, {{"kind", "drop_after"}});
  (void)told(office.move("s-1", office.tom));
  office.no_more_faults();
  office.logged(office.update("s-1", {{"note", "It was Tom."}}));
  auto const record = office.only_log();
  CAPTURE(json::serialize(record));
  CHECK(record.at("contacts") == json::array{office.tom.at("id")});
  CHECK(record.at("subject") == "Inbound call from Tom Reed");
  CHECK(count_of(text(record.at("body")), "It was Tom.") == 1);
}

}  // namespace patchbay::test
