// Every CRM's bad days look alike to an agent, and each failure is called by its name.
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "protocol/behaviour/office.hpp"

namespace patchbay::test {
namespace {

constexpr char number[] = "+14155550201";
constexpr char stranger[] = "+14155550298";  // whom no directory knows: only the CRM can answer
constexpr char not_yet[] = "Saved. The CRM does not have it yet; Patchbay goes on by itself.";
constexpr char signed_out[] = "The CRM no longer accepts this sign-in. Sign in again.";

struct Desk : Office {
  using Office::Office;
  json::object nora = (person("Nora Known", "+1 415 555 0201"), only(number));

  std::string state_of(std::string_view session) {
    auto const read = ask("callLog.get", {{"sessionIds", session}});
    return text(read.at("result").at("logs").at(0).at("state"));
  }
};

// Until the log is in the CRM, or in a state that it will not leave by itself.
void wait_until_logged(Desk& office) {
  while (text(office.world().notification("callLog.changed").at("state")) != "logged") {
  }
}

}  // namespace

TEST_CASE("A lost permission is named, and is no reason to sign in again") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  office.setting({{"mayLog", false}});
  auto const reply = office.log("s-1", office.nora);
  CAPTURE(json::serialize(reply));
  CHECK(told(reply).name == "forbidden");
  CHECK(told(reply).text == vendor.forbidden);
  CHECK(names_in(office.find(number)).size() == 1);  // the rest works
  office.setting({{"mayLog", true}});
  office.logged(office.log("s-1", office.nora));  // given back: nothing was lost
  CHECK(office.records().size() == 1);
}

TEST_CASE("An expired token is renewed once, and nobody notices") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  office.setting({{"expireAccess", true}});
  office.forget_requests();
  CHECK(names_in(office.find(number)).size() == 1);
  office.logged(office.log("s-1", office.nora));
  CHECK(office.asked(vendor.token_path) == 1);
}

TEST_CASE("A revoked sign-in says so once, keeps the log, and delivers it after the next sign-in") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  office.setting({{"revokeAll", true}});
  office.forget_requests();
  auto const log = told(office.log("s-1", office.nora));
  CHECK(log.text == "Saved. It goes to the CRM after a new sign-in.");
  CHECK(log.detail == signed_out);
  auto const found = told(office.find(stranger));
  CHECK(found.name == "auth_required");
  CHECK(found.text == signed_out);
  CHECK(told(office.find(stranger)).text == signed_out);
  CHECK(office.asked(vendor.token_path) <= 1);  // a dead token is not tried in a loop
  CHECK(office.state_of("s-1") == "blocked");
  office.sign_in();
  wait_until_logged(office);
  CHECK(office.records().size() == 1);
}

TEST_CASE("A 429 that says how long is waited out where that is short, and told where it is long") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  office.fault(vendor.lookup, {{"kind", "status"}, {"status", 429}, {"retryAfter", 1}});
  CHECK(names_in(office.find(number)).size() == 1);
  office.fault(vendor.lookup,
               {{"kind", "status"}, {"status", 429}, {"retryAfter", 3600}, {"words", "Too many."}});
  auto const reply = told(office.find(stranger));
  CHECK(reply.name == "rate_limited");
  CHECK(reply.text == "The CRM's rate limit is reached. It wants to be left alone for 3600 seconds.");
  CHECK(reply.remote.find("Too many.") != std::string::npos);
  CHECK(reply.retry_after == 3600);
}

TEST_CASE("A 429 that does not say how long is waited for by the vendor's window") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  office.fault(vendor.lookup, {{"kind", "status"}, {"status", 429}});
  auto const reply = office.find(stranger);
  if (vendor.window_s < 60) {
    CHECK(told(reply).text == "Nobody in the CRM has this number.");
  } else {  // as long as a request may take
    CHECK(told(reply).name == "rate_limited");
    CHECK(told(reply).retry_after == vendor.window_s);
  }
}

TEST_CASE("A day's budget that is used up loses no log, and is not called anything else") {
  auto const& vendor = GENERATE(from_range(vendors()));
  if (!vendor.counts_days) return;
  CAPTURE(vendor.name);
  Desk office(vendor, vendor.day_sign_in);
  office.setting({{"dayUsedUp", true}});
  auto const reply = told(office.find(stranger));
  CHECK(reply.name == "rate_limited");
  CHECK(reply.text.starts_with(vendor.day_used_up));
  CHECK((reply.retry_after > 0) == vendor.day_tells_when);
  auto const log = office.log("s-1", office.nora, {}, {{"waitMs", 100}});
  CHECK(told(log).text == not_yet);
  CHECK(office.state_of("s-1") == "queued");
}

TEST_CASE("A server's failure is tried again, then called a failure, and keeps the log") {
  auto const& vendor = GENERATE(from_range(vendors()));
  auto const status = GENERATE(500, 502, 503, 504);
  CAPTURE(vendor.name, status);
  Desk office(vendor);
  if (status != 500) {  // which is not tried again: it is rarely a passing trouble
    office.fault(vendor.lookup, {{"kind", "status"}, {"status", status}});
    CHECK(names_in(office.find(number)).size() == 1);
  }
  office.fault(vendor.lookup, {{"kind", "status"}, {"status", status}, {"times", 50}});
  auto const reply = told(office.find(stranger));
  CHECK(reply.name == "unavailable");
  CHECK(reply.text == "The CRM failed with status " + std::to_string(status) + ".");
  office.no_more_faults();

  office.fault(vendor.create_call, {{"kind", "status"}, {"status", status}, {"times", 50}});
  auto const log = office.log("s-1", office.nora);
  CHECK(told(log).text == not_yet);
  CHECK(told(log).detail.starts_with("The CRM failed with status " + std::to_string(status)));
  office.no_more_faults();
  CHECK(told(office.update("s-1", {{"note", "and a note"}})).name == "result");
  CHECK(office.state_of("s-1") == "logged");
  CHECK(office.records().size() == 1);
}

TEST_CASE("A silent server keeps nobody waiting, and its late answer makes no second record") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  office.fault(vendor.create_call, {{"kind", "delay"}, {"delayMs", 700}});
  auto const log = office.log("s-1", office.nora, {}, {{"waitMs", 100}});
  CHECK(told(log).text == not_yet);
  CHECK(told(log).detail == "The CRM has not answered yet.");
  wait_until_logged(office);
  CHECK(office.records().size() == 1);

  office.fault(vendor.lookup, {{"kind", "drop_before"}, {"times", 50}});
  auto const reply = told(office.find(stranger));
  CHECK(reply.name == "unavailable");
  CHECK(reply.text == "The connection to 127.0.0.1 broke before the answer was complete.");
}

TEST_CASE("An answer that is lost after the CRM acted leaves one record") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  office.fault(vendor.create_call, {{"kind", "drop_after"}});
  CHECK(told(office.log("s-1", office.nora)).text == not_yet);
  office.logged(office.update("s-1", {{"note", "the second word"}}));
  auto const records = office.records();
  REQUIRE(records.size() == 1);
  CHECK(count_of(text(records.at(0).at("body")), "the second word") == 1);
}

TEST_CASE("A page in the place of an answer is called that, and a firewall's page a firewall") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  office.fault(vendor.lookup, {{"kind", "html"}, {"status", 200}});
  auto const page = told(office.find(stranger));
  CHECK(page.name == "bad_reply");
  CHECK(page.text == vendor.no_json);
  office.fault(vendor.create_call, {{"kind", "html"}, {"status", 200}});
  CHECK(told(office.log("s-1", office.nora)).text == not_yet);
  office.logged(office.update("s-1", {{"note", "through at last"}}));
  CHECK(office.records().size() == 1);

  office.fault(vendor.lookup, {{"kind", "html"}, {"status", 403}});
  auto const firewall = told(office.find(stranger));
  CHECK(firewall.name == "unavailable");
  CHECK(firewall.text == vendor.firewall);
}

TEST_CASE("An answer that is cut off is none, and the log that it told of is not made again") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  office.fault(vendor.lookup, {{"kind", "bad_json"}});
  CHECK(told(office.find(stranger)).name == "bad_reply");
  office.fault(vendor.create_call, {{"kind", "bad_json"}});
  CHECK(told(office.log("s-1", office.nora)).text == not_yet);
  office.no_more_faults();
  office.logged(office.update("s-1", {{"note", "the second word"}, {"waitMs", 20'000}}));
  auto const records = office.records();
  CAPTURE(json::serialize(records));
  REQUIRE(records.size() == 1);
  CHECK(count_of(text(records.at(0).at("body")), "the second word") == 1);
}

TEST_CASE("What the CRM refuses is told in its own words") {
  auto const& vendor = GENERATE(from_range(vendors()));
  CAPTURE(vendor.name);
  Desk office(vendor);
  json::object const refusal{
      {"kind", "status"}, {"status", 400}, {"times", 2}, {"words", "The moon is not in the right phase."}};
  office.fault(vendor.lookup, refusal);
  auto const found = told(office.find(stranger));
  office.no_more_faults();
  CHECK(found.name == "invalid_params");
  CHECK(found.text == vendor.refused);
  CHECK(found.remote == "The moon is not in the right phase.");
  office.fault(vendor.create_call, refusal);
  auto const log = told(office.log("s-1", office.nora));
  CHECK(log.name == "invalid_params");
  CHECK(log.text == vendor.refused);
  CHECK(log.remote == "The moon is not in the right phase.");
  CHECK(office.state_of("s-1") == "failed");
  office.no_more_faults();
  office.logged(office.log("s-1", office.nora));  // asked again, it goes
  CHECK(office.records().size() == 1);
}

}  // namespace patchbay::test
