#include "patchbay/http.hpp"

#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"

namespace patchbay {

TEST_CASE("a query is percent-encoded") {
  auto const request = get("/v2/persons").query("term", "+1 (415)&x=ü").query("fields", "phone");
  CHECK(request.method == "GET");
  CHECK(request.target == "/v2/persons?term=%2B1%20%28415%29%26x%3D%C3%BC&fields=phone");
  CHECK(get("/a?b=1").query("c", "2").target == "/a?b=1&c=2");
  CHECK(percent_encoded("a/b?c") == "a%2Fb%3Fc");
}

TEST_CASE("a request carries JSON, a price and the word that it may be repeated") {
  auto const request =
      post("/search").json({{"a", 1}}).pays(20, "search").repeatable().header("If-Match", "x");
  CHECK(request.body == R"({"a":1})");
  REQUIRE(request.headers.size() == 2);
  CHECK(request.headers[0].name == "Content-Type");
  CHECK(request.headers[0].value == "application/json");
  CHECK(request.cost == 20);
  CHECK(request.bucket == "search");
  CHECK(request.idempotent);
}

TEST_CASE("a response finds its headers in any case of letters") {
  auto const reply = *answer(200, "", {{"ETag", "abc"}});
  CHECK(reply.header("etag") == "abc");
  CHECK(reply.header("E").empty());
}

TEST_CASE("a body that is no JSON is bad_reply") {
  CHECK(answer(200, R"({"a":1})")->json()->at("a") == 1);
  auto const page = answer(200, "<html>")->json();
  REQUIRE(page.has_error());
  CHECK(page.error().status == PATCHBAY_BAD_REPLY);
}

TEST_CASE("each status that is no success gets its own error, with the CRM's text apart from ours") {
  auto const status_of = [](int http) { return error_for_status(http, "their words").status; };
  for (int const http : {400, 422}) CHECK(status_of(http) == PATCHBAY_INVALID_PARAMS);
  for (int const http : {402, 403}) CHECK(status_of(http) == PATCHBAY_FORBIDDEN);
  for (int const http : {404, 410}) CHECK(status_of(http) == PATCHBAY_NOT_FOUND);
  for (int const http : {409, 412}) CHECK(status_of(http) == PATCHBAY_CONFLICT);
  for (int const http : {302, 405, 418}) CHECK(status_of(http) == PATCHBAY_BAD_REPLY);
  auto const error = error_for_status(404, "their words");
  CHECK(error.remote == "their words");
  CHECK(error.message.find("their words") == std::string::npos);
}

TEST_CASE("a script answers the requests of a round in any order, and counts") {
  ScriptedHttp http;
  http.round({{"GET /a", answer(200, "A")}, {"POST /b", answer(201, "B"), R"({"x": 1, "y": 2})"}});
  http.round({{"GET /c", no_answer(PATCHBAY_TIMEOUT)}});
  auto const both = http.send_all({post("/b").json({{"y", 2}, {"x", 1}}), get("/a")});
  CHECK(both[0]->body == "B");
  CHECK(both[1]->body == "A");
  CHECK(http.left_over() == "\n  GET /c");
  CHECK(http.send(get("/c")).error().status == PATCHBAY_TIMEOUT);
  CHECK(http.left_over().empty());
  CHECK(http.rounds() == 2);
  CHECK(http.requests().size() == 3);
}

TEST_CASE("a request that is not in the script says so and shows both sides") {
  ScriptedHttp http;
  http.round({{"GET /a", answer(200, "A")}});
  CHECK_THROWS_WITH(http.send(get("/b")), Catch::Contains("GET /b") && Catch::Contains("GET /a"));
  CHECK_THROWS_WITH(http.send(get("/a")),
                    Catch::Contains("No round was expected") && Catch::Contains("GET /a"));
}

TEST_CASE("a request of a round that is not sent says so") {
  ScriptedHttp http;
  http.round({{"GET /a", answer(200, "A")}, {"GET /b", answer(200, "B")}});
  CHECK_THROWS_WITH(http.send(get("/a")), Catch::Contains("not sent") && Catch::Contains("GET /b"));
}

TEST_CASE("a request with another body than the script's is not expected") {
  ScriptedHttp http;
  http.round({{"POST /a", answer(200, ""), R"({"x": 1})"}});
  CHECK_THROWS_AS(http.send(post("/a").json({{"x", 2}})), ScriptMismatch);
}

}  // namespace patchbay
