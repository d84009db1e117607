// Message logs: activities too. Pipedrive has no built-in type for messages, so calls' type serves until the
// settings name another.
#include "activity.hpp"
#include "pipedrive.hpp"

namespace patchbay::pipedrive {
namespace {

ActivityType message_type(Scope const& scope) {
  auto chosen = text(scope.settings, "messageType");
  if (chosen.empty()) chosen = text(scope.settings, "callType");
  return chosen.empty() ? ActivityType{"call", "sms"} : ActivityType{chosen, ""};
}

}  // namespace

Result<LogRef> create_message_log(Http& http, MessageLog const& log) {
  auto body = activity_body({log.scope, log.contact, log.additional, log.subject, log.body, log.time});
  if (!body) return body.error();
  return create_activity(http, *std::move(body), message_type(log.scope));
}

Result<LogRef> update_message_log(Http& http, MessageLogChange const& change) {
  json::object changes;
  if (change.subject) changes["subject"] = *change.subject;
  if (change.body) changes["note"] = *change.body;
  return change_activity(http, change.log, changes);
}

}  // namespace patchbay::pipedrive
