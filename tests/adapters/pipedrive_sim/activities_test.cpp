#include <catch2/catch.hpp>

#include "bench.hpp"

using namespace patchbay::sim::pipedrive;

TEST_CASE("An activity is made with 201 and read back with seconds in its times") {
  Bench bench;
  auto const told = bench.post(
      "/api/v2/activities",
      R"({"subject":"S","type":"call","due_date":"2026-11-21","due_time":"08:05","duration":"00:06"})");
  REQUIRE(told.status == 201);
  auto const read = bench.get("/api/v2/activities/" + json::serialize(told.data().at("id")));
  CHECK(read.data().at("due_time") == "08:05:00");
  CHECK(read.data().at("duration") == "00:06:00");
  CHECK(read.data().at("owner_id") == 101);
  CHECK_FALSE(read.data().get_object().contains("related_objects"));
}

TEST_CASE("person_id is read-only, in the documented words") {
  Bench bench;
  auto const told = bench.post("/api/v2/activities", R"({"subject":"S","person_id":1})");
  CHECK(told.status == 400);
  CHECK(told.body == json::parse(R"({"success":false,"code":"ERR_BAD_REQUEST",
    "error":"'person_id' is a read-only field. Add a primary participant to set 'person_id' instead."})"));
}

TEST_CASE("The primary participant becomes the person") {
  Bench bench;
  auto const ada = bench.person("Ada Brook");
  auto const id = bench.new_activity(R"(,"participants":[{"person_id":)" + ada + R"(,"primary":true}])");
  CHECK(json::serialize(bench.get("/api/v2/activities/" + id).data().at("person_id")) == ada);
  CHECK(bench.get("/api/v2/activities?person_id=" + ada).data().get_array().size() == 1);
  CHECK(bench.get("/api/v2/activities?person_id=1").data().get_array().empty());
}

TEST_CASE("Wrong types, empty ids, unknown keys and dangling links are refused") {
  Bench bench;
  auto const body = GENERATE(
      R"({"subject":1})", R"({"subject":"S","deal_id":""})", R"({"subject":"S","deal_id":"12"})",
      R"({"subject":"S","done":1})", R"({"subject":"S","done":"true"})", R"({"subject":"S","lead_id":""})",
      R"({"subject":"S","lead_id":"12"})", R"({"subject":"S","due_date":"21.11.2026"})",
      R"({"subject":"S","due_time":"25:00"})", R"({"subject":"S","duration":"00:60"})",
      R"({"subject":"S","duration":"5"})", R"({"subject":"S","unheard_of":1})",
      R"({"subject":"S","deal_id":424242})", R"({"subject":"S","owner_id":7})",
      R"({"subject":"S","org_id":7})", R"({"subject":"S","type":"sms_"})",
      R"({"subject":"S","type":"deadline"})", R"({"subject":"S","participants":[{"person_id":"1"}]})",
      R"({"subject":"S","participants":[{"person_id":424242,"primary":true}]})",
      R"({"subject":"S","participants":[{"person":1}]})", R"({"broken)");
  CAPTURE(body);
  auto const told = bench.post("/api/v2/activities", body);
  CHECK(told.status == 400);
  CHECK(told.body.at("code") == "ERR_BAD_REQUEST");
  CHECK(bench.state().company.activities.empty());
}

TEST_CASE("An activity has a deal or a lead, also after a change") {
  Bench bench;
  auto const deal = std::to_string(bench.state().company.deals.begin()->first);
  auto const lead = std::string(bench.state().company.leads.front().at("id").get_string());
  auto const id = bench.new_activity(R"(,"deal_id":)" + deal);
  auto const both = bench.patch("/api/v2/activities/" + id, R"({"lead_id":")" + lead + R"("})");
  CHECK(both.status == 400);
  auto const moved =
      bench.patch("/api/v2/activities/" + id, R"({"lead_id":")" + lead + R"(","deal_id":null})");
  REQUIRE(moved.status == 200);
  CHECK(moved.data().at("deal_id").is_null());
}

TEST_CASE("A change keeps the rest and moves update_time") {
  Bench bench;
  auto const id = bench.new_activity(R"(,"note":"kept")");
  bench.clock += std::chrono::hours(1);
  auto const told = bench.patch("/api/v2/activities/" + id, R"({"subject":"T"})");
  CHECK(told.data().at("note") == "kept");
  CHECK(told.data().at("update_time") == "2026-11-21T10:00:00Z");
  CHECK(bench.patch("/api/v2/activities/" + id, "{}").status == 400);
  CHECK(bench.patch("/api/v2/activities/999", R"({"subject":"T"})").status == 404);
}

TEST_CASE("A deleted activity is gone from every reading") {
  Bench bench;
  auto const id = bench.new_activity();
  CHECK(bench.ask("DELETE", "/api/v2/activities/" + id).status == 200);
  CHECK(bench.get("/api/v2/activities/" + id).status == 404);
  CHECK(bench.get("/api/v2/activities?ids=" + id).data().get_array().empty());
}

TEST_CASE("A note is kept without what no reader sees") {
  Bench bench;
  auto const id = bench.new_activity(R"(,"note":"a<!-- x -->b<script>c</script>d")");
  CHECK(bench.get("/api/v2/activities/" + id).data().at("note") == "abd");
}

TEST_CASE("ids takes a hundred and leaves out what is not there") {
  Bench bench;
  auto const id = bench.new_activity();
  CHECK(bench.get("/api/v2/activities?ids=" + id + ",424242").data().get_array().size() == 1);
  std::string many = "1";
  for (int i = 2; i <= 101; ++i) many += "," + std::to_string(i);
  CHECK(bench.get("/api/v2/activities?ids=" + many).status == 400);
  CHECK(bench.get("/api/v2/activities?ids=a").status == 400);
}

TEST_CASE("updated_since takes no fraction of a second") {
  Bench bench;
  bench.new_activity();
  CHECK(bench.get("/api/v2/activities?updated_since=2026-11-21T09:00:00.000Z").status == 400);
  CHECK(bench.get("/api/v2/activities?updated_since=2026-11-21T09:00:00Z").data().get_array().size() == 1);
  CHECK(bench.get("/api/v2/activities?updated_since=2026-11-21T09:00:01Z").data().get_array().empty());
}

TEST_CASE("Pages are followed by cursors to null") {
  Bench bench;
  for (int i = 0; i < 5; ++i) bench.new_activity();
  auto const first = bench.get("/api/v2/activities?limit=3&sort_by=add_time&sort_direction=desc");
  CHECK(first.data().get_array().size() == 3);
  auto const cursor = std::string(first.body.at("additional_data").at("next_cursor").get_string());
  auto const second =
      bench.get("/api/v2/activities?limit=3&sort_by=add_time&sort_direction=desc&cursor=" + cursor);
  CHECK(second.data().get_array().size() == 2);
  CHECK(second.body.at("additional_data").at("next_cursor").is_null());
  CHECK(bench.get("/api/v2/activities?cursor=made-up").status == 400);
}

TEST_CASE("Limits, sortings and unknown or empty parameters are refused") {
  Bench bench;
  auto const query = GENERATE("limit=501", "limit=0", "limit=x", "limit=", "sort_by=color",
                              "sort_direction=up", "page=2", "person_id=x", "person_id=");
  CAPTURE(query);
  CHECK(bench.get(std::string("/api/v2/activities?") + query).status == 400);
}
