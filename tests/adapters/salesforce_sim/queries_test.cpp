// SOQL and SOSL: what is found, and what is refused.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::salesforce;
using Names = std::vector<std::string>;

namespace {

Names names(Told const& told) {
  Names out;
  if (told.status != 200) return {error_of(told)};
  for (auto const& record : told.list("records")) out.emplace_back(record.at("Name").as_string());
  return out;
}

}  // namespace

TEST_CASE("A query compares texts without case, follows references and orders") {
  Bench bench;
  CHECK(names(bench.query("SELECT Name FROM Contact WHERE Account.Name='harbour & sons'")) ==
        Names{"Ada Brook"});
  CHECK(names(bench.query(
            "SELECT Name FROM Contact WHERE Name LIKE '%Cas_le' OR FirstName = 'Ada' ORDER BY Name DESC")) ==
        Names{"Ben Castle", "Ada Brook"});
  CHECK(names(bench.query("SELECT Name FROM Contact ORDER BY Name LIMIT 1 OFFSET 1")) == Names{"Ben Castle"});
  CHECK(names(bench.query("SELECT Name FROM Opportunity WHERE IsClosed = true")) ==
        Names{"Ada Brook: last year"});
  CHECK(names(bench.query("SELECT Name FROM Contact WHERE (FirstName='Ada' OR FirstName='Ben') AND AccountId "
                          "!= null AND LastName NOT IN ('Castle')")) == Names{"Ada Brook"});
  auto const told = bench.query("SELECT Name,Account.Name,Email FROM Contact WHERE FirstName='Ada'");
  CHECK(told.text("records/0/Account/Name") == "Harbour & Sons");
  CHECK(told.text("records/0/attributes/type") == "Contact");
  CHECK(told.body.at("done") == true);
}

TEST_CASE("Times are compared as times, and are written without quotes") {
  Bench bench;
  CHECK(names(bench.query("SELECT Name FROM Contact WHERE CreatedDate > 2026-11-20T00:00:00Z")) == Names{});
  CHECK(bench.query("SELECT Name FROM Contact WHERE CreatedDate > 2026-01-01T00:00:00+02:00")
            .list("records")
            .size() > 4);
  CHECK(names(bench.query("SELECT Name FROM Contact WHERE CreatedDate > '2026-01-01T00:00:00Z'")) ==
        Names{"INVALID_FIELD"});
  CHECK(names(bench.query("SELECT Name FROM Contact WHERE CreatedDate > 2026-01-01")) ==
        Names{"INVALID_FIELD"});
}

TEST_CASE("What a query asks wrongly is refused, each by its own word") {
  Bench bench;
  auto const [soql, code] = GENERATE(table<std::string, std::string>(
      {{"SELECT Name FROM Contact WHERE Name = 'O'Malley'", "MALFORMED_QUERY"},
       {"SELECT Name FROM Contact WHERE Name = 'a\\xb'", "MALFORMED_QUERY"},
       {"SELECT Name Contact", "MALFORMED_QUERY"},
       {"SELECT Name FROM Contact WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", "MALFORMED_QUERY"},
       {"SELECT Nothing FROM Contact", "INVALID_FIELD"},
       {"SELECT Name FROM Nothing", "INVALID_TYPE"},
       {"SELECT Id FROM Task WHERE Description LIKE '%a%'", "INVALID_FIELD"},
       {"SELECT Id FROM Contact WHERE Id = 'short'", "INVALID_QUERY_FILTER_OPERATOR"},
       {"SELECT Id FROM Contact WHERE Name = Ada", "INVALID_FIELD"}}));
  auto const told = bench.query(soql);
  INFO(soql);
  CHECK(told.status == 400);
  CHECK(error_of(told) == code);
}

TEST_CASE("A long answer comes in pages") {
  Bench bench;
  bench.vendor->configure({{"batchSize", 2}});
  auto told = bench.query("SELECT Id FROM Contact LIMIT 5");
  CHECK(told.body.at("totalSize") == 5);
  CHECK(told.body.at("done") == false);
  std::size_t rows = told.list("records").size();
  while (!told.text("nextRecordsUrl").empty()) {
    told = bench.get(told.text("nextRecordsUrl"));
    rows += told.list("records").size();
  }
  CHECK(rows == 5);
  CHECK(told.body.at("done") == true);
  CHECK(error_of(bench.get(rest("/query/01g000000000000-2000"))) == "INVALID_QUERY_LOCATOR");
}

TEST_CASE("Phones are found by all their digits, whatever stands between") {
  Bench bench;
  CHECK(bench.called("4155550132").size() == 2);  // with one lead that was converted
  CHECK(bench.called("4155550132 OR 14155550132").size() == 4);
  CHECK(bench.called("14155550132") == Names{"Ben Castle", "Cleo Dahl"});
  CHECK(bench.called("442079460018").size() == 1);
  CHECK(bench.called("2079460018").empty());
  CHECK(bench.called("4155550140").size() == 1);  // it has an extension
  CHECK(bench.called("41555*").size() >= 5);
}

TEST_CASE("A group of digits finds too much") {
  Bench bench;
  CHECK(bench.called("0132").size() == 4);
}

TEST_CASE("A search respects conditions and limits of each object") {
  Bench bench;
  auto const told = bench.search(
      "FIND {4155550132 OR 14155550132} IN PHONE FIELDS RETURNING Contact(Id,Account.Name LIMIT 1),Lead(Id "
      "WHERE IsConverted=false)");
  CHECK(told.list("searchRecords").size() == 2);
}

TEST_CASE("Names are found by words and beginnings, with reserved characters escaped") {
  Bench bench;
  auto const found = [&](std::string const& words) {
    auto const told = bench.search("FIND {" + words + "} IN NAME FIELDS RETURNING Contact(Name)");
    return told.status == 200 ? std::to_string(told.list("searchRecords").size()) : error_of(told);
  };
  CHECK(found("ada br*") == "1");
  CHECK(found("ada AND castle") == "0");
  CHECK(found("O\\'Malley*") == "1");
  CHECK(found("\\{x\\}\\**") == "1");
  CHECK(found("\xC5\xBB\xC3\xB3\xC5\x82*") == "1");
  CHECK(found("O'Malley") == "MALFORMED_SEARCH");
  CHECK(found("a-b") == "MALFORMED_SEARCH");
  CHECK(found("*da") == "MALFORMED_SEARCH");
  CHECK(found("AND ada") == "MALFORMED_SEARCH");
  CHECK(found("(ada") == "MALFORMED_SEARCH");
  CHECK(found("a") == "INVALID_SEARCH");
}

TEST_CASE("A search finds a new record only after a while, and no deleted one") {
  Bench bench;
  auto const made = bench.make("Contact", R"({"LastName":"Late","Phone":"4155550188"})");
  CHECK(bench.called("4155550188").empty());
  bench.clock += std::chrono::seconds(6);
  CHECK(bench.called("4155550188").size() == 1);
  CHECK(bench.ask("DELETE", rest("/sobjects/Contact/" + made.text("id"))).status == 204);
  CHECK(bench.called("4155550188").empty());
  CHECK(bench.query("SELECT Id FROM Contact WHERE LastName='Late'").list("records").empty());
  CHECK(bench.get(rest("/queryAll?q=SELECT+Id+FROM+Contact+WHERE+IsDeleted=true")).list("records").size() ==
        1);
}

TEST_CASE("An object that the org lacks is no object") {
  Bench bench;
  bench.vendor->configure({{"hidden", "Lead,Case"}});
  CHECK(error_of(bench.query("SELECT Id FROM Case")) == "INVALID_TYPE");
  CHECK(error_of(bench.search("FIND {4155550132} IN PHONE FIELDS RETURNING Lead(Id)")) == "INVALID_TYPE");
  CHECK(bench.get(rest("/sobjects/Lead/describe")).status == 404);
}
