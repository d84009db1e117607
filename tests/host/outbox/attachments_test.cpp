// Files on their way into a CRM, behind their messages.
#include "support/print_result.hpp"  // before Catch, which prints results

#include <catch2/catch.hpp>

#include "host/outbox/outbox_world.hpp"

namespace patchbay::outbox {
namespace {

constexpr char messages_mark[] = "conversation/day/7";
constexpr char mark[] = "conversation/day/7/m-1/0";

Key const key{"crm/1", Kind::attachment, mark};

json::object fax() {
  return {{"subject", "Fax.pdf"},
          {"log", messages_mark},
          {"contact", json::object{{"id", "7"}}},
          {"contentType", "application/pdf"},
          {"at", "2026-11-21T10:00:00Z"}};
}

struct Fixture : World {
  Process process{database, crm, clock};
  Attachments attachments{database};

  Fixture() { REQUIRE(attachments.keep(key, "JVBERg==")); }

  std::string log_message() {
    return process.submit_messages(message("m-1", "2026-11-21T10:00:00Z", "Maya", "A fax")).log_id;
  }
  Entry send() { return process.submit_attachment(mark, fax()); }
  bool is_kept() {
    auto const content = attachments.content_of(key);
    REQUIRE(content);
    return content->has_value();
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a file goes to the log of its messages, and its bytes are forgotten here") {
  auto const log_id = log_message();
  auto const entry = send();
  CHECK(entry.state == State::logged);
  CHECK(entry.log_id == "file-0");
  auto const sent = crm.attachments().at(0);
  CHECK(sent.at("log").at("id") == log_id.c_str());
  CHECK(sent.at("content") == "JVBERg==");
  CHECK(sent.at("name") == "Fax.pdf");
  CHECK(sent.at("contentType") == "application/pdf");
  CHECK(sent.at("mark") == mark);
  CHECK(sent.at("retried") == false);
  CHECK_FALSE(is_kept());
}

TEST_CASE_METHOD(Fixture, "a file waits for its messages") {
  auto const waiting = send();
  CHECK(waiting.state == State::pending);
  CHECK(crm.count("attachment.create") == 0);
  CHECK(is_kept());
  log_message();
  CHECK(process.outbox().retry(waiting.id, long_enough, {SteadyTime::max(), {}})->state == State::logged);
}

TEST_CASE_METHOD(Fixture, "a file whose answer was lost is looked for before it is sent again") {
  log_message();
  crm.fail_next("attachment.create", {ErrorCode::unknown_outcome, true});
  auto const lost = send();
  CHECK(lost.state == State::pending);
  CHECK(process.outbox().retry(lost.id, long_enough, {SteadyTime::max(), {}})->state == State::logged);
  CHECK(crm.attachments().size() == 1);
}

TEST_CASE_METHOD(Fixture, "a file that is refused keeps its bytes until a person gives it up") {
  log_message();
  crm.fail_next("attachment.create", {ErrorCode::forbidden, false});
  auto const refused = send();
  CHECK(refused.state == State::failed);
  CHECK(is_kept());
  REQUIRE(process.outbox().drop(refused.id, {SteadyTime::max(), {}}));
  CHECK_FALSE(is_kept());
}

TEST_CASE_METHOD(Fixture, "a file that is there already is neither sent nor kept again") {
  log_message();
  send();
  REQUIRE(attachments.keep(key, "JVBERg=="));
  CHECK_FALSE(is_kept());
  CHECK(send().state == State::logged);
  CHECK(crm.count("attachment.create") == 1);
}

}  // namespace patchbay::outbox
