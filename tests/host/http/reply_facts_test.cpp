#include "http/reply_facts.hpp"

#include <catch2/catch.hpp>

#include "test_tools.hpp"

using namespace patchbay;
using namespace patchbay::test;
using std::chrono::seconds;

namespace {

std::optional<seconds> wait_for(std::string value) {
  return retry_after(response(503, "", {{"retry-after", std::move(value)}}), FakeClock::start_of_wall_time);
}

}  // namespace

TEST_CASE("Retry-After counts seconds or names a date") {
  CHECK(wait_for("30") == seconds(30));
  CHECK(wait_for("0") == seconds(0));
  CHECK(wait_for("Sat, 21 Nov 2026 09:01:30 GMT") == seconds(90));
  CHECK(wait_for("Fri, 20 Nov 2026 09:01:30 GMT") == seconds(0));
  CHECK(wait_for("-5") == seconds(0));
}

TEST_CASE("a Retry-After that is nonsense is none") {
  for (auto const* text :
       {"", "soon", "30 s", "Sat, 21 Foo 2026 09:01:30 GMT", "Sat, 31 Feb 2026 09:01:30 GMT",
        "Sat, 21 Nov 2026 25:01:30 GMT", "99999999999999999999"})
    CHECK_FALSE(wait_for(text));
  CHECK_FALSE(retry_after(response(503), FakeClock::start_of_wall_time));
}

TEST_CASE("a header with a number is read, any other is not") {
  auto const reply = response(200, "", {{"X-Left", "12"}, {"X-Odd", "12x"}});
  CHECK(number_in(reply, "x-left") == 12);
  CHECK_FALSE(number_in(reply, "x-odd"));
  CHECK_FALSE(number_in(reply, "x-none"));
  CHECK_FALSE(number_in(reply, ""));
}

TEST_CASE("what is left is read from a header that says what was used of what") {
  auto const left = [](std::string value) {
    return left_of_usage(response(200, "", {{"X-Usage", std::move(value)}}), "x-usage");
  };
  CHECK(left("18/5000") == 4982);
  CHECK(left("api-usage=18/5000") == 4982);
  CHECK(left("api-usage=90/15000; per-app-api-usage=17/250(appName=x)") == 14910);
  CHECK(left("a/b 7/9") == 2);
  CHECK(left("10/10") == 0);
  CHECK(left("12/10") == 0);
  for (auto const* nonsense : {"", "/", "18/", "/18", "18 / 5000", "a/b", "99999999999999999999/1"}) {
    INFO(nonsense);
    CHECK_FALSE(left(nonsense));
  }
  CHECK_FALSE(left_of_usage(response(200, "", {{"X-Usage", "1/2"}}), ""));
  CHECK_FALSE(left_of_usage(response(200), "x-usage"));
}

TEST_CASE("the CRM's text is cut between characters, and is always UTF-8") {
  CHECK(remote_text("Zoë 🙂") == "Zoë 🙂");
  CHECK(remote_text("a\xFF\xC3 b\xED\xA0\x80") == "a?? b???");
  CHECK(remote_text("\xF0\x9F\x99") == "???");
  CHECK(remote_text(std::string(5000, 'x')).size() == 1000);
  CHECK(remote_text(std::string(999, 'x') + "ë") == std::string(999, 'x'));
}
