// Message logs, and finding a log again after its answer was lost.
#include <catch2/catch.hpp>

#include "patchbay/testing.hpp"
#include "world.hpp"

using namespace patchbay;
using namespace patchbay::zoho;

namespace {

LogSearch search_for(std::string mark, UtcTime since = at(8, 55)) {
  LogSearch search;
  search.session_id = std::move(mark);
  search.since = since;
  return search;
}

}  // namespace

TEST_CASE(
    "Messages, voicemails and faxes are notes on whom they were with; each is read, changed and found") {
  World world;
  auto const kind = GENERATE(values<std::string>({"sms", "voicemail", "fax"}));
  auto const type = GENERATE(values<std::string>({"Contacts", "Leads", "Accounts"}));
  auto const id = type == "Contacts" ? world.contact("Brook")
                  : type == "Leads"  ? world.lead()
                                     : world.account();
  auto log = messages_with(id, type);
  log.kind = kind;
  auto const made = create_message_log(world.http(), log);
  REQUIRE(made);
  auto const& note = world.fields("Notes", made->id);
  CHECK(at_pointer(note, "Parent_Id/id") == id);
  CHECK(at_pointer(note, "Parent_Id/module/api_name") == type);
  CHECK(text(note, "Note_Title") == log.subject);
  auto const found = find_message_log(world.http(), search_for("conversation-1"));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == made->id);
  MessageLogChange change;
  change.log = **found;
  change.body = "Hi\nthere\n";
  REQUIRE(update_message_log(world.http(), change));
  auto const rows = get_message_logs(world.http(), {{}, {{"999999", {}}, *made}});
  REQUIRE(rows);
  CHECK(rows->front().error.value().status == PATCHBAY_NOT_FOUND);
  CHECK(rows->back().body == "Hi\nthere\n");
  CHECK(rows->back().subject == log.subject);
}

TEST_CASE("A note's title is cut where Zoho would not take it") {
  World world;
  auto log = messages_with(world.contact("Brook"));
  log.subject = std::string(200, 'x');
  auto const made = create_message_log(world.http(), log);
  REQUIRE(made);
  CHECK(text(world.fields("Notes", made->id), "Note_Title").size() == 120);
  CHECK(create_message_log(world.http(), messages_with("abc")).error().field == "contactId");
}

TEST_CASE("A lost log is found at once, by its own mark and no other, with what is kept of it") {
  World world;
  auto log = call_with(world.contact("Brook"));
  log.body = "- Call reference: session-12\n";
  REQUIRE(create_call_log(world.http(), log));
  auto const other = find_call_log(world.http(), search_for("session-1"));
  REQUIRE(other);
  CHECK_FALSE(*other);
  auto missed = call_with(world.contact("Brook"));
  missed.result = "Missed";
  missed.additional["deal"] = world.deal("Ada Brook: yearly contract");
  auto const made = create_call_log(world.http(), missed);
  REQUIRE(made);
  auto const found = find_call_log(world.http(), search_for("session-1"));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == made->id);
  CHECK((*found)->adapter_data == made->adapter_data);
}

TEST_CASE("Where nothing was written since, nothing is found") {
  World world;
  auto const none = find_call_log(world.http(), search_for("session-1"));
  REQUIRE(none);
  CHECK_FALSE(*none);
  REQUIRE(create_call_log(world.http(), call_with(world.contact("Brook"))));
  auto const later = find_call_log(world.http(), search_for("session-1", at(9, 1)));
  REQUIRE(later);
  CHECK_FALSE(*later);
}

TEST_CASE("A lost log is found among many calls, and after two thousand it is said that nobody can tell") {
  World world;
  world.state().plan.concurrency = 1000;
  auto const made = create_call_log(world.http(), call_with(world.contact("Brook")));
  REQUIRE(made);
  auto const add = [&](int count) {
    for (int i = 0; i < count; ++i)
      world.org().add("Calls", {{"Description", "s-" + std::to_string(i)}}, world.clock());
  };
  add(450);
  auto const found = find_call_log(world.http(), search_for("session-1"));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == made->id);
  add(1800);
  auto const lost = find_call_log(world.http(), search_for("session-1"));
  REQUIRE(lost.has_error());
  CHECK(lost.error().status == PATCHBAY_UNAVAILABLE);
}
