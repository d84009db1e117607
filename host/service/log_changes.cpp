#include "service/log_changes.hpp"

#include <boost/json/value.hpp>

#include "compose/sections.hpp"
#include "compose/words.hpp"
#include "outbox/difference.hpp"
#include "service/params.hpp"

namespace patchbay::service {
namespace {

constexpr char pending_word[] = "pending";  // the composer writes a link that is none yet as "(pending...)"

json::object to_json(CallParty const& party) {
  return {{"phoneNumber", party.phone_number}, {"extensionNumber", party.extension_number}, {"name", party.name}};
}

// The texts that create and update have in common. Absent ones say nothing.
Result<void> read_texts(json::object const& params, CallSections& sections) {
  struct Row {
    char const* parameter;
    std::optional<std::string> CallSections::*section;
  };
  constexpr Row rows[] = {{"note", &CallSections::note},
                          {"aiNote", &CallSections::ai_note},
                          {"transcript", &CallSections::transcript},
                          {"recordingLink", &CallSections::recording},
                          {"voicemailLink", &CallSections::voicemail}};
  for (auto const& row : rows) {
    auto text = optional_text(params, row.parameter);
    if (!text) return text.error();
    if (*text && !(*text)->empty()) sections.*row.section = std::move(**text);
  }
  return {};
}

void set_start(UtcTime start, std::string_view zone, CallSections& sections, json::object& facts) {
  sections.date_time = local_time(start, zone);
  facts["startTime"] = to_iso(start);
  facts["startDay"] = local_day(start, zone);
}

void set_duration(std::optional<std::chrono::seconds> duration, bool pending, CallSections& sections, json::object& facts) {
  if (duration) facts["duration"] = duration->count();
  if (duration || pending) sections.duration = duration_words(duration);
}

void set_result(std::string const& result, CallSections& sections, json::object& facts) {
  if (result.empty()) return;
  sections.result = result;
  facts["result"] = result;
}

// Whom an update moves the log to: what it says of them. Empty: it moves it to nobody else.
Result<json::object> new_contact_of(json::object const& params) {
  if (!params.contains("contactId")) return json::object();
  auto const id = required_text(params, "contactId");
  if (!id) return id.error();
  json::object contact{{"id", *id}};
  for (auto const& [parameter, member] : {std::pair("contactType", "type"), std::pair("contactName", "name")}) {
    auto const text = optional_text(params, parameter);
    if (!text) return text.error();
    if (*text && !(*text)->empty()) contact[member] = **text;
  }
  return contact;
}

CallSections sections_of(CallRecord const& record) {
  CallSections sections;
  sections.session_id = record.session_id;
  auto const& agent = record.agent_party();
  sections.agent_name = agent.name;
  sections.agent_number = agent.phone_number.empty() ? agent.extension_number : agent.phone_number;
  sections.contact_number = record.contact_party().phone_number;
  if (!record.recording_link.empty()) sections.recording = record.recording_link;
  if (record.recording_pending) sections.recording = pending_word;
  if (!record.legs.empty()) sections.legs = call_journey(record.legs);
  return sections;
}

}  // namespace

Result<json::object> contact_of(json::object const& params, bool nobody_is_allowed) {
  auto const named = optional_text(params, "contactId");
  if (!named) return named.error();
  if (nobody_is_allowed && named->value_or("").empty())
    return json::object{{"id", ""}, {"type", ""}, {"name", ""}, {"organizationId", ""}};
  auto const id = required_text(params, "contactId");
  if (!id) return id.error();
  return json::object{{"id", *id},
                      {"type", text_in(params, "contactType")},
                      {"name", text_in(params, "contactName")},
                      {"organizationId", text_in(params, "organizationId")}};
}

Result<json::object> change_of_create(json::object const& params, CallRecord const& record, json::object contact,
                                      std::string_view zone, UtcTime now) {
  auto additional = object_or_empty(params, "additionalSubmission");
  if (!additional) return additional.error();
  auto sections = sections_of(record);
  if (auto const texts = read_texts(params, sections); !texts) return texts.error();

  json::object facts{{"inbound", record.inbound}, {"from", to_json(record.from)}, {"to", to_json(record.to)}};
  set_start(record.start_time.value_or(now), zone, sections, facts);
  set_duration(record.duration, record.duration_pending, sections, facts);
  set_result(record.result, sections, facts);
  if (sections.recording && *sections.recording != pending_word) facts["recordingLink"] = *sections.recording;

  json::object change{{"contact", std::move(contact)}, {"facts", std::move(facts)}, {"additional", std::move(*additional)}};
  auto const subject = record.custom_subject.empty() ? outbox::subject_of_call(change) : record.custom_subject;
  sections.subject = subject;
  change["subject"] = subject;
  change["sections"] = patchbay::to_json(sections);
  return change;
}

Result<json::object> change_of_update(json::object const& params, std::string_view zone) {
  CallSections sections;
  json::object facts;
  if (auto const texts = read_texts(params, sections); !texts) return texts.error();
  if (sections.recording) facts["recordingLink"] = *sections.recording;
  auto const start = parse_time(params, "startTime");
  if (!start) return start.error();
  if (*start) set_start(**start, zone, sections, facts);
  bool pending = false;
  auto const duration = parse_duration(params, "duration", pending);
  if (!duration) return duration.error();
  set_duration(*duration, pending, sections, facts);
  auto const result = optional_text(params, "result");
  if (!result) return result.error();
  set_result(result->value_or(""), sections, facts);
  auto const legs = array_or_empty(params, "legs");
  if (!legs) return legs.error();
  if (!legs->empty()) sections.legs = call_journey(*legs);
  auto const subject = optional_text(params, "subject");
  if (!subject) return subject.error();
  auto const additional = object_or_empty(params, "additionalSubmission");
  if (!additional) return additional.error();

  json::object change;
  if (*subject && !(*subject)->empty()) {
    sections.subject = **subject;
    change["subject"] = **subject;
  }
  if (auto contact = new_contact_of(params); !contact)
    return contact.error();
  else if (!contact->empty())
    change["contact"] = std::move(*contact);
  if (auto texts = patchbay::to_json(sections); !texts.empty()) change["sections"] = std::move(texts);
  if (!facts.empty()) change["facts"] = std::move(facts);
  if (!additional->empty()) change["additional"] = *additional;
  if (change.empty()) return fail(ErrorCode::invalid_params, "The update names nothing to change.");
  return change;
}

}  // namespace patchbay::service
