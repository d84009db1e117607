// Call logs: what lies in Clio afterwards, of the communication and of its time entry.
#include <catch2/catch.hpp>

#include "world.hpp"

using namespace patchbay;
using namespace patchbay::clio;

TEST_CASE("An inbound call comes from the contact to the user, with its session in an external property") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  auto const& record = world.communication(log.id);
  CHECK(text(record, "type") == "PhoneCommunication");
  CHECK(text(record, "subject") == "Inbound call from Ada Brook");
  CHECK(text(record, "body") == "- Note: hello");
  CHECK(text(record, "received_at") == "2026-11-21T02:00:00Z");
  CHECK(text(record.at("senders").at(0), "name") == "Ada Brook");
  CHECK(text(record.at("receivers").at(0), "name") == "Dana Fields");
  CHECK(text(record.at("external_properties").at(0), "value") == "session-1");
  CHECK(text(log.adapter_data, "etag") == text(record, "etag"));
}

TEST_CASE("An outbound call goes from the user to the contact, a company too") {
  World world;
  auto call = call_with(world, "Harbour & Sons");
  call.inbound = false;
  auto const log = logged(world, call);
  auto const& record = world.communication(log.id);
  CHECK(text(record.at("senders").at(0), "type") == "User");
  CHECK(text(record.at("receivers").at(0), "type") == "Company");
  CHECK(read(world, log).contact_name == "Harbour & Sons");
}

TEST_CASE(
    "The time entry has the exact seconds, the user's day, the subject, the matter and its communication") {
  auto const seconds = GENERATE(1, 59, 3599, 86399);
  World world;
  auto call = call_with(world, "Ada Brook");
  call.duration = std::chrono::seconds(seconds);
  call.additional["matter"] = world.matter("Ada Brook: lease");
  auto const log = logged(world, call);
  auto const& entry = world.only_entry();
  CHECK(entry.at("quantity") == seconds);
  CHECK(text(entry, "date") == "2026-11-20");
  CHECK(text(entry, "note") == "Inbound call from Ada Brook");
  CHECK(text(entry, "matter_id") == world.matter("Ada Brook: lease"));
  CHECK(text(entry, "communication_id") == log.id);
  CHECK(text(entry, "user_id") == world.user());
  CHECK(entry.at("non_billable") == false);
  CHECK(text(log.adapter_data, "timeEntry") == text(entry, "id"));
  CHECK(text(world.communication(log.id), "matter_id") == world.matter("Ada Brook: lease"));
}

TEST_CASE("A time entry is non-billable where the settings say so, or where a billable one needs codes") {
  bool const by_setting = GENERATE(false, true);
  World world;
  auto call = call_with(world, "Ada Brook");
  call.scope.settings["nonBillable"] = by_setting;
  world.state().habits.demands_codes = !by_setting;
  logged(world, call);
  CHECK(world.only_entry().at("non_billable") == true);
}

TEST_CASE("Calls without a length, and a firm without time entries, get none") {
  auto const kind = GENERATE(0, 1, 2);
  World world;
  auto call = call_with(world, "Ada Brook");
  if (kind == 0) call.duration = std::chrono::seconds(0);
  if (kind == 1) call.duration.reset();
  if (kind == 2) call.scope.settings["timeEntries"] = false;
  logged(world, call);
  CHECK(world.firm().activities.empty());
}

TEST_CASE("Texts that Clio would refuse as blank are filled") {
  World world;
  auto call = call_with(world, "Ada Brook");
  call.subject = "";
  call.body = " \n";
  auto const& record = world.communication(logged(world, call).id);
  CHECK(text(record, "subject") == "Phone call");
  CHECK(text(record, "body") == "No details.");
}

TEST_CASE("A time entry that could not be made leaves one log, which the next attempt finds and completes") {
  auto const fault =
      GENERATE(sim::FaultKind::drop_before, sim::FaultKind::drop_after, sim::FaultKind::status);
  World world;
  world.fault(fault, "POST", "/api/v4/activities", 422);
  auto const failed = create_call_log(world.http(), call_with(world, "Ada Brook"));
  REQUIRE(failed.has_error());
  CHECK(failed.error().status == PATCHBAY_UNKNOWN_OUTCOME);
  LogSearch search;
  search.session_id = "session-1";
  auto const found = find_log(world.http(), search);
  REQUIRE(found);
  REQUIRE(*found);
  auto change = change_of(world, **found);  // what the host says of a log that it found: the facts once more
  change.start_time = call_with(world, "Ada Brook").start_time;
  change.start_day = "2026-11-20";
  change.duration = std::chrono::seconds(300);
  updated(world, change);
  CHECK(world.firm().communications.size() == 1);
  CHECK(world.only_entry().at("quantity") == 300);
  CHECK(text(world.only_entry(), "date") == "2026-11-20");
}

TEST_CASE("An update changes what it names, applied twice it gives the same, and the time entry follows") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  auto change = change_of(world, log);
  change.body = "- Note: <b>$&</b> 🎉";
  change.start_time = call_with(world, "Ada Brook").start_time + std::chrono::hours(24);
  change.start_day = "2026-11-21";
  change.duration = std::chrono::seconds(61);
  auto const once = updated(world, change);
  change.log = once;
  auto const twice = updated(world, change);
  auto const& record = world.communication(log.id);
  CHECK(text(record, "body") == "- Note: <b>$&</b> 🎉");
  CHECK(text(record, "subject") == "Inbound call from Ada Brook");
  CHECK(text(record, "received_at") == "2026-11-22T02:00:00Z");
  CHECK(world.only_entry().at("quantity") == 61);
  CHECK(text(world.only_entry(), "date") == "2026-11-21");
  CHECK(text(twice.adapter_data, "etag") == text(record, "etag"));
}

TEST_CASE("The first length of a call makes its time entry, on the day and in the matter of the log") {
  World world;
  auto call = call_with(world, "Ada Brook");
  call.duration.reset();
  call.additional["matter"] = world.matter("Ada Brook: lease");
  auto change = change_of(world, logged(world, call));
  change.duration = std::chrono::seconds(125);
  auto const log = updated(world, change);
  CHECK(text(world.only_entry(), "date") == "2026-11-20");
  CHECK(text(world.only_entry(), "matter_id") == world.matter("Ada Brook: lease"));
  change.log = log;
  change.duration = std::chrono::seconds(126);
  updated(world, change);
  CHECK(world.only_entry().at("quantity") == 126);
}

TEST_CASE("A log that somebody else changed is a conflict, and their text stays") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  world.edit(log.id, "Signed on Friday. Tom.");
  auto change = change_of(world, log);
  change.body = "- Note: new";
  change.duration = std::chrono::seconds(61);
  auto const refused = update_call_log(world.http(), change);
  REQUIRE(refused.has_error());
  CHECK(refused.error().status == PATCHBAY_CONFLICT);
  CHECK(text(world.communication(log.id), "body") == "Signed on Friday. Tom.");
  auto const fresh = read(world, log);
  CHECK(fresh.body == "Signed on Friday. Tom.");
  change.log.adapter_data = fresh.adapter_data;
  change.body = "Signed on Friday. Tom.\n- Note: new";
  updated(world, change);
  CHECK(world.only_entry().at("quantity") == 61);
}

TEST_CASE("A time entry that changes its communication's etag costs a conflict and no text") {
  World world;
  world.state().habits.time_entry_touches_log = true;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  auto change = change_of(world, log);
  change.body = "- Note: new";
  CHECK(update_call_log(world.http(), change).error().status == PATCHBAY_CONFLICT);
  change.log.adapter_data = read(world, log).adapter_data;
  updated(world, change);
  CHECK(text(world.communication(log.id), "body") == "- Note: new");
}

TEST_CASE("A time entry that a person deleted stays deleted") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  world.firm().activities.clear();
  auto change = change_of(world, log);
  change.body = "- Note: new";
  change.duration = std::chrono::seconds(61);
  updated(world, change);
  CHECK(world.firm().activities.empty());
  CHECK(text(world.communication(log.id), "body") == "- Note: new");
}

TEST_CASE("A billed time entry cannot be changed, and the answer says so in Clio's words") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  world.only_entry()["billed"] = true;
  auto change = change_of(world, log);
  change.duration = std::chrono::seconds(61);
  auto const refused = update_call_log(world.http(), change);
  REQUIRE(refused.has_error());
  CHECK(refused.error().status == PATCHBAY_INVALID_PARAMS);
  CHECK(refused.error().remote == "A billed entry cannot be changed");
}

TEST_CASE("Filing under another matter takes the time entry along") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  Disposition wish;
  wish.log = log;
  wish.dispositions["matter"] = world.matter("Ada Brook v. Harbour Authority");
  REQUIRE(set_disposition(world.http(), wish));
  CHECK(text(world.communication(log.id), "matter_id") == world.matter("Ada Brook v. Harbour Authority"));
  CHECK(text(world.only_entry(), "matter_id") == world.matter("Ada Brook v. Harbour Authority"));
  CHECK(read(world, log).dispositions ==
        json::object{{"matter", world.matter("Ada Brook v. Harbour Authority")}});
}

TEST_CASE("A matter is set over somebody's edit, and the next update of the text still notices that edit") {
  World world;
  auto const log = logged(world, call_with(world, "Ada Brook"));
  world.edit(log.id, "Signed on Friday. Tom.");
  Disposition wish;
  wish.log = log;
  wish.dispositions["matter"] = world.matter("Ada Brook: lease");
  auto const filed = set_disposition(world.http(), wish);
  REQUIRE(filed);
  CHECK(text(world.communication(log.id), "matter_id") == world.matter("Ada Brook: lease"));
  auto change = change_of(world, *filed);
  change.body = "- Note: new";
  CHECK(update_call_log(world.http(), change).error().status == PATCHBAY_CONFLICT);
}

TEST_CASE("A matter cannot be taken back, an empty choice for a new log means none, a word is no matter") {
  World world;
  auto call = call_with(world, "Ada Brook");
  call.additional["matter"] = "";
  auto const log = logged(world, call);
  Disposition wish;
  wish.log = log;
  wish.dispositions["matter"] = "";
  CHECK(set_disposition(world.http(), wish).error().field == "matter");
  wish.dispositions["matter"] = "lease";
  CHECK(set_disposition(world.http(), wish).error().field == "matter");
  call.contact.id = "ada";
  CHECK(create_call_log(world.http(), call).error().field == "contactId");
}
