#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::pipedrive;

namespace {

std::string search_for(std::string const& term, std::string const& more = "") {
  return "/api/v2/itemSearch?item_types=person&fields=phone&search_for_related_items=true&term=" + term +
         more;
}

}  // namespace

TEST_CASE("A search finds any run of digits, whatever the formatting") {
  Bench bench;
  for (std::string const term : {"4155550132", "415-555-0132", "%2B1%20415%20555%200132"}) {
    auto const told = bench.get(search_for(term));
    REQUIRE(told.status == 200);
    CHECK(told.data().at("items").get_array().size() >= 3);
  }
  CHECK(bench.get(search_for("4155550132", "&exact_match=true")).data().at("items").get_array().empty());
}

TEST_CASE("A plus that is not encoded is a space, as in any query") {
  Bench bench;
  CHECK(bench.get("/api/v2/itemSearch?item_types=person&fields=name&term=Ada+Brook")
            .data()
            .at("items")
            .get_array()
            .size() == 1);
}

TEST_CASE("A found person has plain phones and no dates; its deals and leads come beside it") {
  Bench bench;
  auto const told = bench.get(search_for("4155550132"));
  auto const& item = told.data().at("items").at(0).at("item").get_object();
  CHECK(item.at("phones") == json::array{"+1 (415) 555-0132"});
  CHECK_FALSE(item.contains("update_time"));
  CHECK(told.data().at("related_items").get_array().size() == 9);
  auto const& deal = told.data().at("related_items").at(0).at("item");
  CHECK(deal.at("type") == "deal");
  CHECK(deal.at("person").at("id") == item.at("id"));
}

TEST_CASE("Related items stop at the hundred newest of each kind, and nothing tells") {
  Bench bench;
  auto const kim = std::stoll(bench.person("Kim Short"));
  for (int i = 0; i < 120; ++i) add_deal(bench.state().company, kim, std::to_string(i), "open", bench.clock);
  auto const told = bench.get(search_for("4711"));
  auto const& related = told.data().at("related_items").get_array();
  CHECK(related.size() == 100);
  CHECK(related.front().at("item").at("title") == "119");
  CHECK(told.body.at("additional_data").at("next_cursor").is_null());
}

TEST_CASE("A term of one character needs an exact match, and one beyond ASCII counts as one") {
  Bench bench;
  CHECK(bench.get(search_for("1")).status == 400);
  CHECK(bench.get(search_for("%E5%B1%B1")).status == 400);
  CHECK(bench.get(search_for("1", "&exact_match=true")).status == 200);
  CHECK(bench.get("/api/v2/itemSearch?item_types=person&fields=phone").status == 400);
}

TEST_CASE("itemSearch takes a page of 100, persons/search of 500") {
  Bench bench;
  CHECK(bench.get(search_for("4155550132", "&limit=101")).status == 400);
  CHECK(bench.get("/api/v2/persons/search?term=415&fields=phone&limit=500").status == 200);
  CHECK(bench.get("/api/v2/persons/search?term=415&fields=phone&limit=501").status == 400);
}

TEST_CASE("A person is made of a name, and of phones in v2's form") {
  Bench bench;
  auto const told = bench.post("/api/v2/persons",
                               R"({"name":"New","phones":[{"value":"+1","primary":true,"label":"work"}]})");
  REQUIRE(told.status == 201);
  CHECK(told.data().at("phones").at(0).at("value") == "+1");
  CHECK(bench.post("/api/v2/persons", R"({"phones":[]})").status == 400);
  CHECK(bench.post("/api/v2/persons", R"({"name":""})").status == 400);
  CHECK(bench.post("/api/v2/persons", R"({"name":"N","phone":"+1"})").status == 400);
  CHECK(bench.post("/api/v2/persons", R"({"name":"N","phones":["+1"]})").status == 400);
  CHECK(bench.post("/api/v2/persons", R"({"name":"N","org_id":"301"})").status == 400);
  CHECK(bench.post("/api/v2/persons", R"({"name":"N","job_title":"CEO"})").status == 403);
}

TEST_CASE("A deleted person is found no more") {
  Bench bench;
  auto const kim = bench.person("Kim Short");
  CHECK(bench.ask("DELETE", "/api/v2/persons/" + kim).status == 200);
  CHECK(bench.get("/api/v2/persons/" + kim).status == 404);
  CHECK(bench.get("/api/v2/persons?ids=" + kim).data().get_array().empty());
  CHECK(bench.get(search_for("4711")).data().at("items").get_array().empty());
}

TEST_CASE("A person's number can be changed") {
  Bench bench;
  auto const kim = bench.person("Kim Short");
  CHECK(bench.patch("/api/v2/persons/" + kim, R"({"phones":[{"value":"8642"}]})").status == 200);
  CHECK(bench.get(search_for("8642")).data().at("items").get_array().size() == 1);
}

TEST_CASE("Deals are listed by person and status, without archived ones") {
  Bench bench;
  auto const ada = bench.person("Ada Brook");
  CHECK(bench.get("/api/v2/deals?person_id=" + ada + "&status=open").data().get_array().size() == 1);
  CHECK(bench.get("/api/v2/deals?person_id=" + ada + "&status=open,won").data().get_array().size() == 2);
  for (auto& [id, deal] : bench.state().company.deals) deal["is_archived"] = true;
  CHECK(bench.get("/api/v2/deals?person_id=" + ada).data().get_array().empty());
}

TEST_CASE("Leads are v1's, paged by offset, below both prefixes") {
  Bench bench;
  auto const ada = bench.person("Ada Brook");
  auto const told = bench.get("/v1/leads?person_id=" + ada + "&limit=100");
  REQUIRE(told.status == 200);
  CHECK(told.data().get_array().size() == 1);
  CHECK(told.body.at("additional_data").at("more_items_in_collection") == false);
  CHECK(bench.get("/api/v1/leads").data().get_array().size() == 3);
  CHECK(bench.get("/api/v2/leads").status == 404);
}
