// Message logs, logs with companies, and finding a log again after its answer was lost.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::hubspot;

namespace {

using Ids = std::vector<std::string>;

LogSearch search_for(std::string mark, std::string contact, std::string type = "contact") {
  LogSearch search;
  search.session_id = std::move(mark);
  search.contact = {std::move(contact), std::move(type), "", ""};
  return search;
}

}  // namespace

TEST_CASE("A lost log is found at once, by its own mark and no other") {
  World world;
  auto const ada = world.contact("Ada");
  auto log = call_with(ada);
  log.body = "<p>Call reference: session-12</p>";
  REQUIRE(create_call_log(world.http(), log));
  auto const other = find_call_log(world.http(), search_for("session-1", ada));
  REQUIRE(other);
  CHECK_FALSE(*other);
  auto const ref = create_call_log(world.http(), call_with(ada));
  REQUIRE(ref);
  auto const found = find_call_log(world.http(), search_for("session-1", ada));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == ref->id);
}

TEST_CASE("A mark is found among hundreds of calls, and however HubSpot spells its signs") {
  World world;
  auto const ada = world.contact("Ada");
  for (int i = 0; i < 620; ++i) {
    auto const id = world.portal()
                        .add("calls", {{"hs_call_body", "<p>s-" + std::to_string(i) + "</p>"}}, world.clock())
                        .id;
    world.portal().link({"calls", id}, {"contacts", std::stoll(ada)});
  }
  auto log = call_with(ada);
  log.body = "<p>a&amp;b&#x27;c</p>";
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  world.state().plan.burst_key = 1000;
  auto const found = find_call_log(world.http(), search_for("a&b'c", ada));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == ref->id);
}

TEST_CASE(
    "Messages are a communication, voicemails and faxes a note; each is read, changed and found as what it "
    "is") {
  World world;
  auto const [kind, type, body] = GENERATE(
      table<std::string, std::string, std::string>({{"sms", "communications", "hs_communication_body"},
                                                    {"voicemail", "notes", "hs_note_body"},
                                                    {"fax", "notes", "hs_note_body"}}));
  auto const ada = world.contact("Ada");
  auto log = messages_with(ada);
  log.kind = kind;
  log.additional["deal"] = world.deal("Ada Brook: yearly contract");
  auto const ref = create_message_log(world.http(), log);
  REQUIRE(ref);
  CHECK(world.linked(type, ref->id, "contacts") == Ids{ada});
  CHECK(world.linked(type, ref->id, "deals") == Ids{text(log.additional, "deal")});
  CHECK(world.property(type, ref->id, "hs_communication_channel_type") == (kind == "sms" ? "SMS" : ""));
  auto const found = find_message_log(world.http(), search_for("conversation-1", ada));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == ref->id);
  MessageLogChange change;
  change.log = **found;
  change.subject = "not kept";
  change.body = "<p>Hi</p><p>there</p>";
  REQUIRE(update_message_log(world.http(), change));
  CHECK(world.property(type, ref->id, body) == "<p>Hi</p><p>there</p>");
  auto const rows = get_message_logs(world.http(), {{}, {{"999999", {}}, *ref}});
  REQUIRE(rows);
  CHECK(rows->front().error.value().status == PATCHBAY_NOT_FOUND);
  CHECK(rows->back().body == "<p>Hi</p><p>there</p>");
}

TEST_CASE("A log with a company is the company's") {
  World world;
  auto log = call_with(world.company());
  log.contact.type = "company";
  auto const ref = create_call_log(world.http(), log);
  REQUIRE(ref);
  CHECK(world.linked("calls", ref->id, "companies") == Ids{world.company()});
  auto const found = find_call_log(world.http(), search_for("session-1", world.company(), "company"));
  REQUIRE(found);
  CHECK(*found);
}
