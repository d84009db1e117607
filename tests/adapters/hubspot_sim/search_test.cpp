// How HubSpot searches, and what it refuses to search for.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::hubspot;

namespace {

constexpr char calculated[] = "hs_searchable_calculated_phone_number";

Told contacts(Bench& bench, std::string const& body) {
  return bench.post("/crm/objects/2026-09/contacts/search", body);
}

std::string group(int filters) {
  std::string list;
  for (int i = 0; i < filters; ++i)
    list += std::string(i ? "," : "") + R"({"propertyName":"phone","operator":"EQ","value":"1"})";
  return R"({"filters":[)" + list + "]}";
}

}  // namespace

TEST_CASE("Numbers are searched without the country code, whatever their formatting") {
  Bench bench;
  CHECK(bench.search(calculated, "EQ", "4155550132").list("results").size() == 3);
  CHECK(bench.search(calculated, "EQ", "14155550132").list("results").empty());
  CHECK(bench.search(calculated, "EQ", "+14155550132").list("results").empty());
  CHECK(bench.search(calculated, "CONTAINS_TOKEN", "*5550132").list("results").size() == 3);
  CHECK(bench.search(calculated, "CONTAINS_TOKEN", "5550132").list("results").empty());
  bench.clock += std::chrono::seconds(1);
  CHECK(bench.search("phone", "EQ", "+14155550132").list("results").empty());
  CHECK(bench.search("phone", "EQ", "+1 (415) 555-0132").list("results").size() == 3);
}

TEST_CASE("The calculated number loses country code, leading zeros and extension") {
  CHECK(searchable_digits("+1 415-555-0147 ext. 12") == "4155550147");
  CHECK(searchable_digits("+49 (0)30 901820") == "30901820");
  CHECK(searchable_digits("00004") == "4");
  CHECK(searchable_digits("415.555.0199") == "4155550199");
}

TEST_CASE("A new record is found only after the index has it") {
  Bench bench;
  bench.post("/crm/objects/2026-09/contacts", R"({"properties":{"firstname":"New","phone":"+12125550100"}})");
  CHECK(bench.search(calculated, "EQ", "2125550100").list("results").empty());
  bench.clock += std::chrono::seconds(5);
  CHECK(bench.search(calculated, "EQ", "2125550100").list("results").size() == 1);
}

TEST_CASE("Groups are alternatives, their filters conditions, and words narrow both") {
  Bench bench;
  auto const either =
      R"({"filterGroups":[{"filters":[{"propertyName":"firstname","operator":"EQ","value":"Ada"}]},
      {"filters":[{"propertyName":"firstname","operator":"IN","values":["ben","zoë"]}]}])";
  CHECK(contacts(bench, std::string(either) + "}").list("results").size() == 3);
  CHECK(contacts(bench, std::string(either) + R"(,"query":"castle"})").list("results").size() == 1);
  auto const both =
      R"({"filterGroups":[{"filters":[{"propertyName":"firstname","operator":"EQ","value":"Ada"},
      {"propertyName":"mobilephone","operator":"HAS_PROPERTY"}]}]})";
  CHECK(contacts(bench, both).list("results").empty());
}

TEST_CASE("Values of a list are compared in lower case only") {
  Bench bench;
  auto const in = [&](std::string const& value) {
    return contacts(
               bench,
               R"({"filterGroups":[{"filters":[{"propertyName":"firstname","operator":"IN","values":[")" +
                   value + R"("]}]}]})")
        .list("results")
        .size();
  };
  CHECK(in("ada") == 1);
  CHECK(in("Ada") == 0);
}

TEST_CASE("Words find names, companies and the digits of phones") {
  Bench bench;
  auto const found = [&](std::string const& words) {
    return contacts(bench, R"({"query":")" + words + R"("})").list("results").size();
  };
  CHECK(found("4155550132") == 4);  // and a longer number that begins like it
  CHECK(found("castle ben") == 1);
  CHECK(found("müller") == 1);
  CHECK(found("no such person") == 0);
}

TEST_CASE("Deals are found by their contact, one at a time") {
  Bench bench;
  auto const ada = bench.contact("Ada");
  auto const deals = [&](std::string const& filter) {
    return bench.post("/crm/objects/2026-09/deals/search",
                      R"({"filterGroups":[{"filters":[)" + filter + "]}]}");
  };
  auto const of_ada = R"({"propertyName":"associations.contact","operator":"EQ","value":")" + ada + R"("})";
  auto const told = deals(of_ada + R"(,{"propertyName":"hs_is_closed","operator":"EQ","value":"false"})");
  CHECK(told.list("results").size() == 1);
  CHECK_FALSE(told.list("results").at(0).get_object().contains("associations"));
  CHECK(deals(R"({"propertyName":"associations.contact","operator":"IN","values":["1"]})").status == 400);
}

TEST_CASE("A page has two hundred at most and says where the next begins") {
  Bench bench;
  auto const told =
      contacts(bench, R"({"limit":5,"sorts":[{"propertyName":"firstname","direction":"ASCENDING"}]})");
  CHECK(told.body.at("total") == 13);
  CHECK(told.list("results").size() == 5);
  CHECK(told.body.at("paging").at("next").at("after") == "5");
  CHECK(told.list("results").at(0).at("properties").at("firstname") == "Ada");
  CHECK(contacts(bench, R"({"limit":5,"after":"10"})").list("results").size() == 3);
  CHECK(contacts(bench, R"({"limit":201})").status == 400);
  CHECK(contacts(bench, R"({"limit":5,"after":"9999"})").status == 400);
}

TEST_CASE("Too much of anything is refused") {
  Bench bench;
  std::string groups;
  for (int i = 0; i < 6; ++i) groups += std::string(i ? "," : "") + group(1);
  CHECK(contacts(bench, R"({"filterGroups":[)" + groups + "]}").status == 400);
  CHECK(contacts(bench, R"({"filterGroups":[)" + group(7) + "]}").status == 400);
  CHECK(contacts(bench,
                 R"({"filterGroups":[)" + group(6) + "," + group(6) + "," + group(6) + "," + group(1) + "]}")
            .status == 400);
  CHECK(contacts(bench, R"({"query":")" + std::string(3000, 'a') + R"("})").status == 400);
  CHECK(contacts(bench, R"({"sorts":[{"propertyName":"phone"},{"propertyName":"email"}]})").status == 400);
}

TEST_CASE("A filter on what does not exist is refused") {
  Bench bench;
  CHECK(bench.search("no_such_property", "EQ", "1").status == 400);
  CHECK(bench.search("phone", "LIKE", "1").status == 400);
  CHECK(bench.search("phone", "EQ", "").status == 400);
  bench.state().calculated_phones = false;
  CHECK(bench.search(calculated, "EQ", "4155550132").text("category") == "VALIDATION_ERROR");
}
