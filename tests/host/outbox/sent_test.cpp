#include "outbox/sent.hpp"

#include <catch2/catch.hpp>

#include "support/fake_clock.hpp"

namespace patchbay::outbox {
namespace {

using namespace std::chrono_literals;
namespace json = boost::json;

constexpr auto now = test::FakeClock::start_of_wall_time;

Entry entry_for(char const* contact) {
  Entry entry;
  entry.wanted = {{"subject", "Inbound call"}, {"contact", json::object{{"id", contact}}}};
  entry.created_at = entry.tried_at = now;
  return entry;
}

std::vector<std::string> ids_in(json::object const& sent) {
  std::vector<std::string> ids;
  for (auto const& contact : contacts_sent(sent)) ids.emplace_back(contact.at("id").as_string());
  return ids;
}

}  // namespace

TEST_CASE("what was sent is looked for from the CRM's own time on, however wrong our clock is") {
  auto const skew = GENERATE(as<std::chrono::seconds>(), -365 * 24h, -1h, 0h, 1h, 365 * 24h);
  auto entry = entry_for("7");
  entry.sent = sent_with(entry, now - skew);
  CHECK(sent_since(entry) == now - skew - 5min);
  entry.tried_at = now + 48h;  // the clock was set since
  CHECK(sent_since(entry) == now - skew - 5min);
}

TEST_CASE("what was sent twice is looked for from the first time on") {
  auto entry = entry_for("7");
  entry.sent = sent_with(entry, now);
  entry.sent = sent_with(entry, now + 1h);
  CHECK(sent_since(entry) == now - 5min);
  entry.sent = sent_with(entry_for("7"), std::nullopt);  // when that was is not known
  entry.sent = sent_with(entry, now + 1h);
  CHECK(sent_since(entry) == now - 24h - 5min);
}

TEST_CASE("where the CRM's time is not known, our clock may be a day ahead, and set back since") {
  auto entry = entry_for("7");
  entry.sent = sent_with(entry, std::nullopt);
  CHECK(sent_since(entry) == now - 24h - 5min);
  entry.tried_at = now - 48h;
  CHECK(sent_since(entry) == now - 72h - 5min);
}

TEST_CASE("what was sent is taken as it was wanted, without what was noted beside it") {
  auto entry = entry_for("7");
  entry.log_id = "100";
  entry.sent = sent_with(entry, now);
  entry.sent = sent_with(entry, now);
  CHECK(as_sent(entry).delivered == entry.wanted);
}

TEST_CASE("each contact to whom a log was sent is known once, and that of a create alone") {
  auto entry = entry_for("7");
  entry.sent = sent_with(entry, std::nullopt);
  entry.wanted = entry_for("8").wanted;
  CHECK(ids_in(sent_with(entry, std::nullopt)) == std::vector<std::string>{"8"});
  entry.log_id = "100";
  entry.sent = sent_with(entry, now);
  entry.wanted = entry_for("7").wanted;
  CHECK(ids_in(sent_with(entry, now)) == std::vector<std::string>{"7", "8"});
}

TEST_CASE("a refusal leaves nothing open, but where a log had gone astray before") {
  auto entry = entry_for("7");
  auto const sent = sent_with(entry, now);
  CHECK(left_open(entry, sent, ErrorCode::timeout) == sent);
  CHECK_FALSE(left_open(entry, sent, ErrorCode::forbidden));
  CHECK_FALSE(left_open(entry, sent, ErrorCode::rate_limited));
  entry.log_id = "100";
  CHECK_FALSE(left_open(entry, sent, ErrorCode::forbidden));
  entry.sent = sent;
  CHECK(left_open(entry, sent, ErrorCode::forbidden) == sent);
}

}  // namespace patchbay::outbox
