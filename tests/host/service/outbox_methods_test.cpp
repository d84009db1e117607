#include "support/print_result.hpp"

#include <catch2/catch.hpp>

#include <fstream>

#include "host/service/call_requests.hpp"

namespace patchbay::test {
namespace {

struct Desk : ServiceWorld {
  std::string token;

  long long put(std::string const& session) {
    return ledger.want({"acme/7", outbox::Kind::call, session}, {{"subject", "x"}}, true, clock.wall_now())
        ->id;
  }
  // It was tried, as the outbox's own threads do, and is tried again after `wait`; nothing: the CRM has it.
  void tried(long long id, std::optional<std::chrono::seconds> wait) {
    auto const now = clock.wall_now();
    REQUIRE(outbox::Backlog(database).retry(id, now));
    auto entry = ledger.claim(id, "me", true, now, now + std::chrono::seconds(90))->value();
    entry.state = wait ? outbox::State::pending : outbox::State::logged;
    entry.tried_at = now;
    entry.next_attempt_at = now + wait.value_or(std::chrono::seconds(0));
    REQUIRE(ledger.settle(entry, "me"));
    outbox_methods.announce();
  }

  void open() {
    start();
    token = connect("acme");
  }
  void fail_create(ErrorCode code) { crm.fail_next("callLog.create", {code, false}); }
  Result<json::value> log(std::string const& session) {
    return call_logs.create(call(token, session), request());
  }
  json::object listed(json::object const& params = {}) {
    auto const result = outbox_methods.list(params, request());
    REQUIRE(result);
    return result->as_object();
  }
  json::object only_entry() {
    auto const list = listed();
    REQUIRE(list.at("entries").as_array().size() == 1);
    return list.at("entries").at(0).as_object();
  }
};

std::string text(json::value const& value) { return std::string(value.as_string()); }

}  // namespace

TEST_CASE("an empty outbox is an empty list") {
  Desk desk;
  desk.open();
  REQUIRE(desk.log("s-1"));
  CHECK(
      json::value(desk.listed()) ==
      json::parse(
          R"({"successful": true, "entries": [], "counts": {"queued": 0, "blocked": 0, "failed": 0, "setAside": 0}})"));
  CHECK(desk.notified().empty());
}

TEST_CASE("an entry says what it is, why it waits, since when, when it is tried next, and what helps") {
  Desk desk;
  desk.fail_create(ErrorCode::rate_limited);
  desk.open();
  REQUIRE(desk.log("s-1"));
  auto const now = desk.clock.wall_now();
  REQUIRE(outbox::Backlog(desk.database)
              .pause("acme/7", now, {now + std::chrono::hours(1), true, "Enough for now."}));
  auto const entry = desk.only_entry();
  CHECK(entry.at("id").is_string());
  CHECK(entry.at("platform") == "acme");
  CHECK(entry.at("userId") == "7");
  CHECK(entry.at("kind") == "call");
  CHECK(entry.at("sessionId") == "s-1");
  CHECK(entry.at("subject") == "Inbound call from Maya Okafor");
  CHECK(entry.at("contactName") == "Maya Okafor");
  CHECK(entry.at("note") == "Call back");
  CHECK(entry.at("state") == "queued");
  CHECK(entry.at("since") == "2026-11-21T09:00:00Z");
  CHECK(entry.at("nextAttempt") == "2026-11-21T10:00:00Z");
  CHECK(entry.at("reason").at("name") == "rate_limited");
  CHECK(entry.at("help") == "Nothing: Patchbay tries it again by itself.");
}

TEST_CASE("each reason has its own advice") {
  struct Row {
    ErrorCode code;
    char const* state;
    char const* help;
  };
  auto const row = GENERATE(Row{ErrorCode::auth_required, "blocked", "Sign in to acme again"},
                            Row{ErrorCode::not_found, "failed", "Choose another contact"},
                            Row{ErrorCode::forbidden, "failed", "Ask who administers"},
                            Row{ErrorCode::invalid_params, "failed", "Change what the reason names"},
                            Row{ErrorCode::unsupported, "failed", "drop it"},
                            Row{ErrorCode::internal, "failed", "Retry it"});
  Desk desk;
  desk.fail_create(row.code);
  desk.open();
  (void)desk.log("s-1");
  auto const entry = desk.only_entry();
  CHECK(entry.at("state") == row.state);
  CHECK(text(entry.at("help")).find(row.help) != std::string::npos);
  CHECK_FALSE(entry.contains("nextAttempt"));
}

TEST_CASE("the list holds no secret, and of a long note only its beginning") {
  Desk desk;
  desk.fail_create(ErrorCode::forbidden);
  desk.open();
  auto params = call(desk.token, "s-1");
  std::string umlauts;
  for (int i = 0; i < 600; ++i) umlauts += "\xC3\xA4";
  params["note"] = "x" + umlauts + umlauts + umlauts;
  (void)desk.call_logs.create(params, desk.request());
  auto const note = text(desk.only_entry().at("note"));
  CHECK(note.size() == 2002);
  CHECK(note.ends_with("\xC3\xA4..."));
  auto const all = json::serialize(desk.listed());
  CHECK(all.find(desk.token) == std::string::npos);
  CHECK(all.find("key-of-a-test") == std::string::npos);
}

TEST_CASE("the list is of one account when its token is given, and of one state when that is") {
  Desk desk;
  for (auto const code : {ErrorCode::forbidden, ErrorCode::auth_required}) desk.fail_create(code);
  desk.open();
  (void)desk.log("s-1");
  desk.token = desk.connect("acme", "8");
  (void)desk.log("s-2");
  CHECK(desk.listed().at("entries").as_array().size() == 2);
  CHECK(desk.listed({{"jwtToken", desk.token}}).at("entries").at(0).at("sessionId") == "s-2");
  auto const failed = desk.listed({{"state", "failed"}}).at("entries").as_array();
  REQUIRE(failed.size() == 1);
  CHECK(failed[0].at("sessionId") == "s-1");
  CHECK(desk.listed({{"after", failed[0].at("id")}}).at("entries").at(0).at("sessionId") == "s-2");
  CHECK(desk.listed().at("counts").at("blocked") == 1);
  CHECK(desk.outbox_methods.list({{"state", "gone"}}, desk.request()).error().field == "state");
  CHECK(desk.outbox_methods.list({{"after", "x"}}, desk.request()).error().field == "after");
  CHECK(name_of_error(desk.outbox_methods.list({{"jwtToken", "nonsense"}}, desk.request())) ==
        "auth_required");
}

TEST_CASE("a long outbox is listed by pages") {
  Desk desk;
  desk.open();
  for (int i = 0; i < 120; ++i) {
    REQUIRE(desk.ledger.want({"tiny/1", outbox::Kind::call, "s-" + std::to_string(i)}, {{"subject", "x"}},
                             true, desk.clock.wall_now()));
  }
  std::size_t seen = 0;
  json::object params;
  for (int pages = 0; pages < 3; ++pages) {
    auto const page = desk.listed(params);
    seen += page.at("entries").as_array().size();
    if (auto const* next = page.if_contains("next")) params["after"] = *next;
    CHECK(page.contains("next") == (pages < 2));
  }
  CHECK(seen == 120);
}

TEST_CASE("a person retries a refused log, and hears that the CRM has it") {
  Desk desk;
  desk.fail_create(ErrorCode::forbidden);
  desk.open();
  CHECK(name_of_error(desk.log("s-1")) == "forbidden");
  auto const result = desk.outbox_methods.retry(
      {{"id", desk.only_entry().at("id")}, {"waitMs", not_in_the_way}}, desk.request());
  REQUIRE(result);
  CHECK(result->at("state") == "logged");
  CHECK(result->at("logId") == "100");
  CHECK(result->at("url") == "https://acme.example/log/100");
  CHECK(desk.listed().at("entries").as_array().empty());
  CHECK(name_of_error(desk.outbox_methods.retry({{"id", "999"}}, desk.request())) == "not_found");
  CHECK(desk.outbox_methods.retry({{"id", "one"}}, desk.request()).error().field == "id");
}

TEST_CASE("a person drops a refused log, and it is gone") {
  Desk desk;
  desk.fail_create(ErrorCode::forbidden);
  desk.open();
  (void)desk.log("s-1");
  json::object const params{{"id", desk.only_entry().at("id")}};
  auto const result = desk.outbox_methods.drop(params, desk.request());
  REQUIRE(result);
  CHECK(result->at("dropped") == true);
  CHECK(desk.listed().at("entries").as_array().empty());
  CHECK(name_of_error(desk.outbox_methods.drop(params, desk.request())) == "not_found");
  CHECK(desk.crm.logs().empty());
}

TEST_CASE("the extension is told how much waits, when that changes") {
  Desk desk;
  desk.fail_create(ErrorCode::forbidden);
  desk.open();
  (void)desk.log("s-1");
  REQUIRE(desk.log("s-2"));
  REQUIRE(desk.notified().size() == 1);
  CHECK(desk.notified()[0].first == "outbox.changed");
  CHECK(desk.notified()[0].second.at("failed") == 1);
  REQUIRE(desk.outbox_methods.drop({{"id", desk.only_entry().at("id")}}, desk.request()));
  REQUIRE(desk.notified().size() == 2);
  CHECK(desk.notified()[1].second.at("failed") == 0);
}

TEST_CASE("the extension is told when the first of what waits is tried, also when only that changes") {
  using namespace std::chrono_literals;
  Desk desk;
  auto const first = desk.put("s-1"), second = desk.put("s-2");
  desk.tried(first, 60s);
  auto const told = [&](std::size_t times) {
    REQUIRE(desk.notified().size() == times);
    return desk.notified().back().second;
  };
  CHECK(
      told(1) ==
      object(
          R"({"queued": 2, "blocked": 0, "failed": 0, "setAside": 0, "nextAttempt": "2026-11-21T09:01:00Z"})"));
  desk.clock.advance(5s);
  desk.tried(second, 600s);  // the first is still the first
  CHECK(told(1).at("queued") == 2);
  desk.clock.advance(55s);
  desk.tried(first, 120s);
  CHECK(told(2).at("nextAttempt") == "2026-11-21T09:03:00Z");
  desk.tried(first, std::nullopt);
  CHECK(told(3).at("nextAttempt") == "2026-11-21T09:10:05Z");
  desk.tried(second, std::nullopt);
  CHECK_FALSE(told(4).contains("nextAttempt"));
}

TEST_CASE("five hundred that are tried one after another are no storm of times") {
  using namespace std::chrono_literals;
  Desk desk;
  std::vector<long long> ids;
  for (int i = 0; i < 500; ++i) ids.push_back(desk.put("s-" + std::to_string(i)));
  auto wait = 600s;
  for (auto const id : ids) desk.tried(id, --wait);
  REQUIRE(desk.notified().size() == 1);
  desk.clock.advance(1s);
  desk.tried(ids.front(), 3600s);
  REQUIRE(desk.notified().size() == 2);
  CHECK(desk.notified()[1].second.at("queued") == 500);
  CHECK(desk.notified()[1].second.at("nextAttempt") == "2026-11-21T09:01:40Z");
}

TEST_CASE("who looks at the outbox is told that the database was damaged, and where it is kept") {
  Desk desk;
  desk.open();
  CHECK_FALSE(desk.listed().contains("problem"));
  auto const kept = desk.database.file().string() + ".damaged-20261121T090000Z";
  std::ofstream(kept) << "what is left of it";
  CHECK(text(desk.listed().at("problem")).find(kept) != std::string::npos);
}

}  // namespace patchbay::test
