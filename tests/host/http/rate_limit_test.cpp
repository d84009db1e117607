#include "http/rate_limit.hpp"

#include <thread>

#include <catch2/catch.hpp>

#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;
using namespace std::chrono_literals;

namespace {

struct Fixture {
  FakeClock clock;
  ScriptedClient crm;
  RateLimit layer{crm, {{"all", 4, 2s, "x-left", "x-reset"}, {"search", 1, 2s, "", ""}}, clock};

  Fixture() {
    crm.otherwise([](HttpRequest const&) { return response(200); });
  }
  HttpResults send(std::size_t count, std::chrono::milliseconds time) {
    return layer.send(std::vector<HttpRequest>(count, get("/a")), within(clock, time));
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a batch within the limit goes out as one") {
  CHECK(send(4, 1s).size() == 4);
  CHECK(crm.batches().size() == 1);
  CHECK(clock.waits().empty());
}

TEST_CASE_METHOD(Fixture, "a batch beyond the limit is split, and the rest waits for its turn") {
  for (auto const& result : send(6, 10s)) CHECK(result.has_value());
  REQUIRE(crm.batches().size() == 2);
  CHECK(crm.batches()[0].size() == 4);
  CHECK(crm.batches()[1].size() == 2);
  CHECK(clock.waits() == std::vector<std::chrono::milliseconds>{2s});
}

TEST_CASE_METHOD(Fixture, "whose turn comes after the deadline is told so at once, and spends nothing") {
  auto const results = send(6, 1s);
  CHECK(results[3].has_value());
  CHECK(results[4].error().code == ErrorCode::rate_limited);
  CHECK(results[5].error().retry_after == 2s);
  CHECK(clock.waits().empty());
  clock.advance(2s);
  CHECK(send(4, 1s)[3].has_value());
}

TEST_CASE_METHOD(Fixture, "each bucket has its own limit") {
  auto search = get("/search");
  search.bucket = "search";
  auto const results = layer.send({search, search, get("/a")}, within(clock, 1s));
  CHECK(results[0].has_value());
  CHECK(results[1].error().code == ErrorCode::rate_limited);
  CHECK(results[2].has_value());
}

TEST_CASE_METHOD(Fixture, "a bucket that the manifest does not have is the adapter's mistake") {
  auto request = get("/a");
  request.bucket = "serach";
  CHECK(layer.send({request}, within(clock, 1s))[0].error().code == ErrorCode::invalid_params);
  CHECK(crm.batches().empty());
}

TEST_CASE_METHOD(Fixture, "a 429 becomes rate_limited, and silences its bucket until the time is over") {
  crm.expect("GET", "/a", response(429, "slow down", {{"Retry-After", "7"}}));
  auto const refused = send(1, 1s);
  CHECK(refused[0].error().code == ErrorCode::rate_limited);
  CHECK(refused[0].error().retry_after == 7s);
  CHECK(refused[0].error().remote == "slow down");
  CHECK(send(1, 1s)[0].error().retry_after == 7s);
  CHECK(crm.sent().size() == 1);
  CHECK(send(1, 10s)[0].has_value());
  CHECK(clock.waits() == std::vector<std::chrono::milliseconds>{7s});
}

TEST_CASE_METHOD(Fixture, "a 429 postpones those of its batch that still wait") {
  crm.expect("GET", "/a", response(429, "", {{"Retry-After", "7"}}));
  auto const results = send(5, 8s);
  CHECK(results[0].error().code == ErrorCode::rate_limited);
  CHECK(results[4].has_value());
  CHECK(clock.steady_now() == SteadyTime(1h) + 7s);
}

TEST_CASE_METHOD(Fixture, "those whom a 429 postponed keep to the limit afterwards") {
  crm.expect("GET", "/a", response(429, "", {{"Retry-After", "7"}}));
  send(12, 1min);
  REQUIRE(crm.batches().size() == 3);
  CHECK(crm.batches()[1].size() == 4);
  CHECK(clock.steady_now() == SteadyTime(1h) + 9s);
}

TEST_CASE_METHOD(Fixture, "a 429 that lasts beyond the deadline ends those that still wait") {
  crm.expect("GET", "/a", response(429, "", {{"Retry-After", "60"}}));
  CHECK(send(5, 8s)[4].error().retry_after == 58s);
}

TEST_CASE_METHOD(Fixture, "what the CRM says is left is believed") {
  crm.expect("GET", "/a", response(200, "", {{"X-Left", "0"}, {"X-Reset", "2"}}));
  send(1, 1s);
  CHECK(send(1, 1s)[0].error().code == ErrorCode::rate_limited);
}

TEST_CASE_METHOD(Fixture, "without buckets a 429 is obeyed all the same") {
  RateLimit bare(crm, {}, clock);
  crm.expect("GET", "/a", response(429));
  CHECK(bare.send({get("/a")}, within(clock, 1s))[0].error().retry_after == 2s);
  CHECK(bare.send({get("/a")}, within(clock, 1s))[0].error().code == ErrorCode::rate_limited);
  CHECK(crm.sent().size() == 1);
}

TEST_CASE_METHOD(Fixture, "a wait for one's turn can be cancelled") {
  send(4, 1s);
  std::stop_source stop;
  stop.request_stop();
  CHECK(layer.send({get("/a")}, {clock.steady_now() + 10s, stop.get_token()})[0].error().code ==
        ErrorCode::cancelled);
  CHECK(crm.sent().size() == 4);
}

TEST_CASE_METHOD(Fixture, "many threads together stay within the limit") {
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([this] { send(4, 1h); });
  for (auto& thread : threads) thread.join();
  CHECK(crm.sent().size() == 32);
  CHECK(clock.steady_now() == SteadyTime(1h) + 14s);
}

namespace {

// A burst limit, and a budget for the day beside it.
struct Budget {
  FakeClock clock;
  ScriptedClient crm;
  RateLimit layer{crm,
                  {{"burst", 4, 2s, "x-left", "", "", "day"},
                   {"search", 2, 2s, "", "", "", "day"},
                   {"free", 9, 2s, "", ""},
                   {"day", 6, 24h, "x-day-left", ""}},
                  clock};

  Budget() {
    crm.otherwise([](HttpRequest const&) { return response(200); });
  }
  HttpResults send(std::size_t count, std::string const& bucket = "burst") {
    auto request = get("/a");
    request.bucket = bucket;
    return layer.send(std::vector<HttpRequest>(count, request), within(clock, 72h));
  }
};

}  // namespace

TEST_CASE_METHOD(Budget, "a request pays into its bucket and into the budget beside it") {
  CHECK(send(3)[2].has_value());
  CHECK(send(2, "search")[1].has_value());
  auto const results = send(2, "search");
  CHECK(results[0].has_value());
  CHECK(results[1].error().code == ErrorCode::rate_limited);
  CHECK(send(1, "free")[0].has_value());
}

TEST_CASE_METHOD(
    Budget, "nobody waits for a budget: who finds it used up is told so at once, and when it comes back") {
  for (auto const& result : send(6)) CHECK(result.has_value());
  auto const waited = clock.waits().size();
  auto const refused = send(1)[0].error();
  CHECK(refused.code == ErrorCode::rate_limited);
  CHECK(refused.message ==
        "The CRM's budget of requests for the day is used up. Patchbay asks it again in 24 hours.");
  CHECK(refused.retry_after == 24h - 2s);
  CHECK(clock.waits().size() == waited);
  CHECK(crm.sent().size() == 6);
  clock.advance(24h);
  CHECK(send(1)[0].has_value());
}

TEST_CASE_METHOD(Budget, "a budget that the CRM calls used up is left alone for an hour") {
  crm.expect("GET", "/a", response(200, "", {{"X-Day-Left", "0"}}));
  CHECK(send(1)[0].has_value());
  auto const refused = send(1)[0].error();
  CHECK(refused.message ==
        "The CRM's budget of requests for the day is used up. Patchbay asks it again in 60 minutes.");
  CHECK(refused.retry_after == 1h);
  CHECK(send(1, "free")[0].has_value());
  clock.advance(1h);
  CHECK(send(1)[0].has_value());
}

TEST_CASE_METHOD(Budget,
                 "a 429 that says that the budget is used up closes the budget, another one the burst") {
  crm.expect("GET", "/a", response(429, "", {{"X-Day-Left", "3"}}));
  CHECK(send(1)[0].error().message ==
        "The CRM's rate limit is reached. It wants to be left alone for 2 seconds.");
  CHECK(send(1, "search")[0].has_value());
  clock.advance(2s);
  crm.expect("GET", "/a", response(429, "spent", {{"X-Day-Left", "0"}, {"Retry-After", "7200"}}));
  auto const refused = send(1)[0].error();
  CHECK(refused.message ==
        "The CRM's budget of requests for the day is used up. Patchbay asks it again in 120 minutes.");
  CHECK(refused.retry_after == 2h);
  CHECK(refused.remote == "spent");
  CHECK(send(1, "search")[0].error().retry_after == 2h);
}

TEST_CASE_METHOD(Budget, "a 429 while the CRM says that the burst is not reached is the budget's") {
  crm.expect("GET", "/a", response(429, "", {{"X-Left", "3"}, {"X-Day-Left", "2"}}));
  CHECK(send(1)[0].error().message ==
        "The CRM's budget of requests for the day is used up. Patchbay asks it again in 60 seconds.");
  CHECK(send(1, "search")[0].error().retry_after == 60s);
  CHECK(send(1, "free")[0].has_value());
}

TEST_CASE_METHOD(Budget, "a 429 while much of the budget is left is not the budget's, whatever else it is") {
  crm.expect("GET", "/a", response(429, "", {{"X-Left", "3"}, {"X-Day-Left", "4000"}}));
  CHECK(send(1)[0].error().retry_after == 2s);
  CHECK(send(1, "search")[0].has_value());
}

TEST_CASE_METHOD(Budget, "those who wait for their turn are told when the budget is used up meanwhile") {
  crm.expect("GET", "/a", response(200, "", {{"X-Day-Left", "0"}}));
  crm.expect("GET", "/a", response(429, "", {{"X-Day-Left", "0"}}));
  auto const results = send(5);
  CHECK(results[1].error().retry_after == 1h);
  CHECK(results[4].has_error());
  CHECK(crm.sent().size() == 4);
}
