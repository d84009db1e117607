#include "outbox/difference.hpp"

#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace patchbay::outbox {
namespace {

namespace json = boost::json;

json::object object(std::string_view text) { return json::parse(text).as_object(); }

}  // namespace

TEST_CASE("a change is laid over a state member by member") {
  auto state = object(R"({"subject":"a","sections":{"note":"n","result":"r"}})");
  merge(state, object(R"({"sections":{"note":"m","recording":"x"}})"));
  CHECK(state == object(R"({"subject":"a","sections":{"note":"m","result":"r","recording":"x"}})"));
}

TEST_CASE("null in a change clears nothing") {
  auto state = object(R"({"subject":"a"})");
  merge(state, object(R"({"subject":null,"note":null})"));
  CHECK(state == object(R"({"subject":"a"})"));
}

TEST_CASE("the difference holds exactly what is not delivered yet") {
  auto const wanted = object(R"({"subject":"a","sections":{"note":"m","result":"r"},"contact":{"id":"7"}})");
  auto const delivered = object(R"({"subject":"a","sections":{"note":"n","result":"r"}})");
  CHECK(difference(wanted, delivered) == object(R"({"sections":{"note":"m"},"contact":{"id":"7"}})"));
  CHECK(difference(wanted, wanted).empty());
}

TEST_CASE("two changes of different members never lose each other, in either order") {
  auto one = object(R"({"sections":{"note":"a"}})");
  auto other = one;
  auto const note = object(R"({"sections":{"note":"b"}})");
  auto const recording = object(R"({"sections":{"recording":"https://example.test/r"}})");
  merge(one, note);
  merge(one, recording);
  merge(other, recording);
  merge(other, note);
  CHECK(difference(one, other).empty());
  CHECK(difference(other, one).empty());
}

TEST_CASE("a log that goes to another contact leaves the earlier one's name and records behind") {
  auto wanted = object(R"({"subject": "Inbound call from Maya", "facts": {"inbound": true},
      "contact": {"id": "7", "type": "person", "name": "Maya", "organizationId": "3"},
      "sections": {"note": "n", "subject": "Inbound call from Maya"}, "additional": {"deal": "12"}})");
  lay_over(wanted, object(R"({"contact": {"id": "8", "name": "Tom"}})"));
  CHECK(wanted == object(R"({"subject": "Inbound call from Tom", "facts": {"inbound": true},
      "contact": {"id": "8", "name": "Tom"},
      "sections": {"note": "n", "subject": "Inbound call from Tom"}, "additional": {}})"));
  lay_over(wanted, object(R"({"contact": {"id": "8"}, "additional": {"deal": "5"}})"));
  CHECK(wanted.at("contact").at("name") == "Tom");
  CHECK(wanted.at("additional") == json::value{{"deal", "5"}});
}

TEST_CASE("a log of a number takes its contact's name later, unless somebody named it already") {
  constexpr char unknown[] = R"({"subject": "Outbound call to +14155550132", "contact": {"id": ""},
      "facts": {"inbound": false, "to": {"phoneNumber": "+14155550132"}}})";
  auto wanted = object(unknown);
  lay_over(wanted, object(R"({"contact": {"id": "8", "name": "Tom"}})"));
  CHECK(wanted.at("subject") == "Outbound call to Tom");
  CHECK(wanted.at("sections").at("subject") == "Outbound call to Tom");
  wanted = object(unknown);
  wanted["subject"] = "About the cider press";
  lay_over(wanted, object(R"({"contact": {"id": "8", "name": "Tom"}})"));
  CHECK(wanted.at("subject") == "About the cider press");
  wanted = object(unknown);
  lay_over(wanted, object(R"({"contact": {"id": "8", "name": "Tom"}, "subject": "Mine"})"));
  CHECK(wanted.at("subject") == "Mine");
}

}  // namespace patchbay::outbox
