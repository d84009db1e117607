// What every simulator has: faults, the record of requests, latency, and the control endpoints.
#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim;
using namespace patchbay::sim::pipedrive;

TEST_CASE("A fault strikes the next n requests that it fits, and only those") {
  Bench bench;
  CHECK(bench
            .post("/_sim/faults",
                  R"({"kind":"status","path":"/api/v1/users","method":"GET","times":2,"status":502})")
            .status == 200);
  CHECK(bench.get("/api/v2/persons").status == 200);
  CHECK(bench.get("/api/v1/users/me").status == 502);
  CHECK(bench.get("/api/v1/users/me").status == 502);
  CHECK(bench.get("/api/v1/users/me").status == 200);
  CHECK(bench.get("/_sim/faults").body.at("pending") == 0);
}

TEST_CASE("A connection is dropped before the vendor acts, or after") {
  Bench bench;
  bench.post("/_sim/faults", R"({"kind":"drop_before"})");
  CHECK(bench.post("/api/v2/activities", R"({"subject":"S"})").raw.drop);
  CHECK(bench.state().company.activities.empty());
  bench.post("/_sim/faults", R"({"kind":"drop_after"})");
  CHECK(bench.post("/api/v2/activities", R"({"subject":"S"})").raw.drop);
  CHECK(bench.state().company.activities.size() == 1);
}

TEST_CASE("Bad JSON, a page instead of JSON, and slowness can be ordered") {
  Bench bench;
  bench.post("/_sim/faults", R"({"kind":"bad_json"})");
  CHECK(bench.get("/api/v1/users/me").body.is_null());
  bench.post("/_sim/faults", R"({"kind":"html_403"})");
  auto const page = bench.get("/api/v1/users/me");
  CHECK(page.status == 403);
  CHECK(page.header("Content-Type").starts_with("text/html"));
  bench.post("/_sim/faults", R"({"kind":"delay","delayMs":700})");
  CHECK(bench.get("/api/v1/users/me").raw.delay == std::chrono::milliseconds(700));
  CHECK(bench.get("/api/v1/users/me").raw.delay == std::chrono::milliseconds(0));
}

TEST_CASE("Faults can be taken back, and an unknown kind is refused") {
  Bench bench;
  CHECK(bench.post("/_sim/faults", R"({"kind":"flood"})").status == 400);
  bench.post("/_sim/faults", R"({"kind":"status","times":9})");
  bench.ask("DELETE", "/_sim/faults");
  CHECK(bench.get("/api/v1/users/me").status == 200);
}

TEST_CASE("Every request is recorded with its cost; requests before the first answer are one round") {
  Bench bench;
  bench.ask("PUT", "/_sim/latency", R"({"ms":100})");
  bench.get("/api/v2/persons?limit=1");
  bench.get("/api/v2/deals");
  bench.clock += std::chrono::milliseconds(100);
  bench.get("/api/v1/users/me");
  auto const told = bench.get("/_sim/requests");
  CHECK(told.body.at("rounds") == 2);
  auto const& requests = told.body.at("requests").get_array();
  REQUIRE(requests.size() == 3);
  CHECK(requests[0].at("query") == "limit=1");
  CHECK(requests[0].at("cost") == 10);
  CHECK(requests[1].at("round") == 1);
  CHECK(requests[2].at("round") == 2);
  CHECK(requests[2].at("path") == "/api/v1/users/me");
  bench.ask("DELETE", "/_sim/requests");
  CHECK(bench.get("/_sim/requests").body.at("requests").get_array().empty());
}

TEST_CASE("The company's records can be looked at without a credential and without a cost") {
  Bench bench;
  bench.new_activity();
  bench.headers.erase("x-api-token");
  CHECK(bench.get("/_sim/activities").body.get_array().size() == 1);
  CHECK(bench.get("/_sim/persons").body.get_array().size() == 22);
  CHECK(bench.get("/_sim/leads").body.get_array().size() == 3);
  CHECK(bench.get("/_sim/spent").body.at("tokens") == 5);
  CHECK(bench.get("/_sim/nothing").status == 404);
}

TEST_CASE("Settings change the app, the plan and the life of tokens") {
  Bench bench;
  CHECK(
      bench.ask("PUT", "/_sim/settings", R"({"redirectUri":"http://localhost:1/callback","consent":"deny"})")
          .status == 200);
  auto const told =
      bench.get("/oauth/authorize?client_id=sim-client&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fcallback");
  CHECK(told.status == 302);
  CHECK(told.header("Location") == "http://localhost:1/callback?error=user_denied");
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"dailyTokens":0})").status == 200);
  CHECK(bench.get("/api/v1/users/me").status == 429);
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"mood":"bad"})").status == 400);
  CHECK(bench.ask("PUT", "/_sim/settings", R"({"consent":1})").status == 400);
}
