// Message logs: a communication for an SMS conversation, a note for a voicemail or a fax. Both have no title,
// so the subject is not kept.
#include "activity.hpp"
#include "answer.hpp"
#include "hubspot.hpp"

namespace patchbay::hubspot {

Result<LogRef> create_message_log(Http& http, MessageLog const& log) {
  auto const& kind = log.kind == "sms" ? communications : notes;
  auto properties = owned_by(log.scope);
  properties["hs_timestamp"] = iso8601(log.time);
  properties[kind.body] = log.body;
  if (log.kind == "sms") {
    properties["hs_communication_channel_type"] = "SMS";
    properties["hs_communication_logged_from"] = "CRM";
  }
  auto made = create_activity(http, kind, std::move(properties), log.contact, log.additional);
  if (made) made->adapter_data["object"] = kind.type;
  return made;
}

Result<LogRef> update_message_log(Http& http, MessageLogChange const& change) {
  auto const& kind = kind_of(change.log);
  json::object properties;
  if (change.body) properties[kind.body] = *change.body;
  return change_activity(http, kind, change.log, properties, {});
}

Result<std::optional<LogRef>> find_message_log(Http& http, LogSearch const& search) {
  return find_activity(http, search, {communications, notes});
}

}  // namespace patchbay::hubspot
