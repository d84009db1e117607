#include <catch2/catch.hpp>

#include "patchbay/patchbay.hpp"
#include "patchbay/testing.hpp"

namespace rolodex {
patchbay::Result<patchbay::ContactPage> find_contacts(patchbay::Http& http,
                                                      patchbay::ContactQuery const& query);
}

TEST_CASE("a person is found by the national digits, in one request") {
  patchbay::ScriptedHttp http;
  http.round(
      {{"GET /people?phone=4155550132",
        patchbay::answer(
            200, R"({"people": [{"id": 7, "full_name": "Ada Lovelace", "phone": "(415) 555-0132"}]})")}});
  patchbay::ContactQuery query;
  query.national = "4155550132";

  auto const page = rolodex::find_contacts(http, query);
  REQUIRE(page);
  REQUIRE(page->contacts.size() == 1);
  CHECK(page->contacts[0].id == "7");
  CHECK(page->contacts[0].name == "Ada Lovelace");
  CHECK(http.left_over() == "");
}
