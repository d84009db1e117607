// Message logs: tasks of their own.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::salesforce;

TEST_CASE("A conversation and a fax are tasks, a voicemail is a call") {
  World world;
  auto log = world.messages_with(world.contact("Ada Brook"));
  auto const sms = create_message_log(world.http(), log);
  REQUIRE(sms);
  CHECK(world.field(sms->id, "TaskSubtype") == "Task");
  CHECK(world.field(sms->id, "Subject") == "SMS conversation with Ada");
  CHECK(world.field(sms->id, "Description") == log.body);
  CHECK(world.field(sms->id, "ActivityDate") == "2026-11-21");
  CHECK(world.field(sms->id, "Status") == "Completed");
  log.kind = "fax";
  CHECK(world.field(create_message_log(world.http(), log)->id, "TaskSubtype") == "Task");
  log.kind = "voicemail";
  auto const voicemail = create_message_log(world.http(), log);
  REQUIRE(voicemail);
  CHECK(world.field(voicemail->id, "TaskSubtype") == "Call");
  CHECK(world.field(voicemail->id, "CallType") == "Inbound");
}

TEST_CASE("A conversation is filed under a case, is changed, read and found again") {
  World world;
  auto log = world.messages_with(world.contact("Ada Brook"));
  log.additional = {{"case", world.issue("Ada Brook: broken lamp")}};
  auto const made = create_message_log(world.http(), log);
  REQUIRE(made);
  CHECK(world.field(made->id, "WhatId") == world.issue("Ada Brook: broken lamp"));
  MessageLogChange change;
  change.scope = world.scope;
  change.log = *made;
  change.body = "Hi\nHello\nReference: conversation-1";
  REQUIRE(update_message_log(world.http(), change));
  auto const readings = get_logs(world.http(), {world.scope, {*made}});
  REQUIRE(readings);
  CHECK(readings->front().body == *change.body);
  CHECK(readings->front().subject == log.subject);
  auto const found = find_log(world.http(), world.search_for("conversation-1"));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == made->id);
}

TEST_CASE("A group's conversation is a record for each contact, found by a mark of its own") {
  World world;
  auto log = world.messages_with(world.contact("Ada Brook"));
  REQUIRE(create_message_log(world.http(), log));
  log.contact.id = world.lead("Cleo Dahl");
  log.conversation_id = "conversation-2";
  log.body = "Hi\nReference: conversation-2";
  auto const second = create_message_log(world.http(), log);
  REQUIRE(second);
  auto const found = find_log(world.http(), world.search_for("conversation-2"));
  REQUIRE(found);
  REQUIRE(*found);
  CHECK((*found)->id == second->id);
}

TEST_CASE("Messages for a contact that is gone say so") {
  World world;
  auto const ada = world.contact("Ada Brook");
  world.org().find(ada)->deleted = true;
  auto const made = create_message_log(world.http(), world.messages_with(ada));
  REQUIRE(made.has_error());
  CHECK(made.error().status == PATCHBAY_NOT_FOUND);
}
