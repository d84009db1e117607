#include "service/contact_answer.hpp"

#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "base/json_read.hpp"
#include "host/service/service_world.hpp"

namespace patchbay::test {
namespace {

PhoneNumber number() { return parse_phone_number("+14155550132", "US").value(); }

std::string strength_of(std::string_view phones) {
  auto const contact = object(R"({"id": "1", "phones": )" + std::string(phones) + "}");
  auto const evidence = service::evidence_of(contact, number(), "US");
  return evidence ? std::string(evidence->at("strength").as_string()) : "none";
}

}  // namespace

TEST_CASE("a contact says what the CRM knows and nothing else") {
  ServiceWorld world;
  world.start();
  auto const live = world.live.by_token(world.connect("acme")).value();
  auto const answer = service::contact_answer(*live, object(R"({"id": 17, "type": "person", "name": "Maya", "organization": "",
      "createdAt": "2026-01-01T00:00:00Z", "lastActivityAt": "2026-02-01T00:00:00Z", "phones": [{"number": "555"}],
      "organizationId": 31, "related": [{"kind": "deal", "id": 12, "title": "Roof"}, {"kind": "deal", "id": 13, "title": "Door", "description": "open"}]})"));
  CHECK(answer == object(R"({"id": "17", "type": "person", "name": "Maya", "organizationId": "31", "createdDate": "2026-01-01T00:00:00Z",
      "mostRecentActivityDate": "2026-02-01T00:00:00Z", "phone": "555", "url": "https://acme.example/person/17", "platform": "acme",
      "additionalInfo": {"deal": [{"const": "12", "title": "Roof"}, {"const": "13", "title": "Door", "description": "open"}]}})"));
}

TEST_CASE("who looks after a contact is told by name, or not at all") {
  ServiceWorld world;
  world.start();
  auto const live = world.live.by_token(world.connect("acme")).value();
  auto const owner = [&](service::LiveConnection const& seen_by, std::string_view members) {
    auto const answer = service::contact_answer(seen_by, object(R"({"id": "7", )" + std::string(members) + "}"));
    return answer.contains("owner") ? std::string(answer.at("owner").as_string()) : "nobody";
  };
  CHECK(owner(*live, R"("ownerId": "9", "ownerName": "Tom Hale")") == "Tom Hale");
  CHECK(owner(*live, R"("ownerId": "9")") == "nobody");
  CHECK(owner(*live, R"("name": "Maya")") == "nobody");
  CHECK(owner(*live, R"("ownerId": ")" + live->row.user_id + "\"") == text_in(live->row.user, "name"));
  auto row = live->row;  // in a CRM whose owners are not its users
  row.variables["user.owner_id"] = "31";
  service::LiveConnection const apart{row, live->adapter, nullptr, nullptr, nullptr};
  CHECK(owner(apart, R"("ownerId": "31")") == text_in(row.user, "name"));
}

TEST_CASE("the best of a contact's numbers is its evidence") {
  auto const contact = object(R"({"id": "1", "phones": [{"number": "0132"}, {"number": "+1 415 555 0132", "label": "mobile"},
      {"number": "4155550132", "label": "home"}]})");
  auto const evidence = service::evidence_of(contact, number(), "US");
  REQUIRE(evidence);
  CHECK(evidence->at("field") == "mobile");
  CHECK(evidence->at("value") == "+1 415 555 0132");
  CHECK(evidence->at("strength") == "exact");
}

TEST_CASE("a number that only looks alike is no evidence") {
  CHECK(strength_of(R"([{"number": "+1 415 555 0133"}])") == "none");
  CHECK(strength_of(R"([{"number": ""}, 7, {}])") == "none");
  CHECK(strength_of(R"("+14155550132")") == "none");
  CHECK(strength_of(R"([{"number": "(415) 555-0132"}])") == "e164");
}

TEST_CASE("hits that do not have the number are dropped, and the surest stand first") {
  ServiceWorld world;
  world.start();
  auto const live = world.live.by_token(world.connect("acme")).value();
  auto const page = object(R"({"contacts": [
      {"id": "wide", "phones": [{"number": "+14155550199"}]},
      {"id": "suffix", "phones": [{"number": "555-0132"}]},
      {"id": "e164", "phones": [{"number": "(415) 555-0132"}]},
      {"id": "exact", "phones": [{"number": "+14155550132"}]},
      {"id": "none"}]})");
  auto const wanted = number();
  auto const answers = service::contact_answers(*live, page, &wanted, "US");
  std::vector<std::string> ids;
  for (auto const& answer : answers) ids.push_back(text_in(answer.as_object(), "id"));
  CHECK(ids.front() == "exact");
  CHECK(ids.at(1) == "e164");
  CHECK(std::count(ids.begin(), ids.end(), "wide") == 0);
  CHECK(std::count(ids.begin(), ids.end(), "none") == 0);
  CHECK(answers.at(1).at("phone") == "(415) 555-0132");
}

}  // namespace patchbay::test
