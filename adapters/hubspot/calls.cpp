// Call logs: calls in HubSpot.
#include <algorithm>

#include "activity.hpp"
#include "answer.hpp"
#include "hubspot.hpp"
#include "outcomes.hpp"

namespace patchbay::hubspot {
namespace {

std::string milliseconds(std::chrono::seconds duration) {
  return std::to_string(std::chrono::milliseconds(std::max(duration, std::chrono::seconds(0))).count());
}

// HubSpot plays recordings that are files. Any other link stands in the text only.
bool playable(std::string_view link) {
  auto const path = link.substr(0, link.find_first_of("?#"));
  return link.starts_with("https://") && (path.ends_with(".mp3") || path.ends_with(".wav"));
}

void set(json::object& properties, char const* name, std::string const& value) {
  if (!value.empty()) properties[name] = value;
}

std::string number_of(Party const& party) {
  return party.phone_number.empty() ? party.extension_number : party.phone_number;
}

json::object properties_of(CallLog const& log) {
  auto properties = owned_by(log.scope);
  properties["hs_timestamp"] = iso8601(log.start_time);
  set(properties, "hs_call_title", log.subject);
  set(properties, "hs_call_body", log.body);
  properties["hs_call_direction"] = log.inbound ? "INBOUND" : "OUTBOUND";
  set(properties, "hs_call_from_number", number_of(log.from));
  set(properties, "hs_call_to_number", number_of(log.to));
  if (log.duration) properties["hs_call_duration"] = milliseconds(*log.duration);
  properties["hs_call_status"] = call_status(log.result, log.duration.has_value());
  auto const chosen = text(log.additional, "outcome");
  set(properties, "hs_call_disposition", chosen.empty() ? outcome_for(log.scope, log.result) : chosen);
  if (playable(log.recording_link)) properties["hs_call_recording_url"] = log.recording_link;
  return properties;
}

// An empty choice takes the outcome away.
void set_outcome(json::object& properties, json::object const& choice) {
  if (choice.contains("outcome")) properties["hs_call_disposition"] = text(choice, "outcome");
}

}  // namespace

Result<LogRef> create_call_log(Http& http, CallLog const& log) {
  return create_activity(http, calls, properties_of(log), log.contact, log.additional);
}

Result<LogRef> update_call_log(Http& http, CallLogChange const& change) {
  json::object properties;
  if (change.subject) properties[calls.title] = *change.subject;
  if (change.body) properties[calls.body] = *change.body;
  if (change.start_time) properties["hs_timestamp"] = iso8601(*change.start_time);
  if (change.duration) properties["hs_call_duration"] = milliseconds(*change.duration);
  auto const result = change.result.value_or("");
  if (!result.empty() || change.duration)
    properties["hs_call_status"] = call_status(result, change.duration.has_value());
  if (change.recording_link && playable(*change.recording_link))
    properties["hs_call_recording_url"] = *change.recording_link;
  set_outcome(properties, change.additional);
  return change_activity(http, calls, change.log, properties, change.additional);
}

Result<LogRef> set_disposition(Http& http, Disposition const& wish) {
  json::object properties;
  set_outcome(properties, wish.dispositions);
  return change_activity(http, calls, wish.log, properties, wish.dispositions);
}

Result<LogRef> set_call_contact(Http& http, ContactChange const& change) {
  json::object properties;
  set_outcome(properties, change.additional);
  return move_activity(http, calls, change, properties);
}

// What is found was made by us, and so was all that it is filed under.
Result<std::optional<LogRef>> find_call_log(Http& http, LogSearch const& search) {
  auto found = find_activity(http, search, {calls});
  if (!found || !*found) return found;
  auto& log = **found;
  auto const answer =
      ask(http, get(objects(calls.type) + '/' + log.id).query("associations", "deals,tickets"));
  if (!answer) return answer.error();
  for (auto const& related : related_kinds)
    for (auto const& one : list(*answer, std::string("associations.") + related.type + ".results"))
      log.adapter_data[related.kind] = text(one, "id");
  return found;
}

}  // namespace patchbay::hubspot
