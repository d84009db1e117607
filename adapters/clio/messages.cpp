// Message logs: communications of the same type as calls, without time entries. Clio's own conversations
// write to the client's portal: they are no place for a log.
#include "answer.hpp"
#include "clio.hpp"
#include "communication.hpp"

namespace patchbay::clio {

Result<LogRef> create_message_log(Http& http, MessageLog const& log) {
  auto const answer = create_communication(http, {log.scope, log.contact, log.additional, log.subject,
                                                  log.body, log.inbound, log.time, log.conversation_id});
  if (!answer) return answer.error();
  return log_ref(answer->at("data"));
}

Result<LogRef> update_message_log(Http& http, MessageLogChange const& change) {
  json::object fields;
  if (change.subject) fields["subject"] = filled(*change.subject, "Messages");
  if (change.body) fields["body"] = filled(*change.body, "No details.");
  if (fields.empty()) return change.log;
  auto const answer = document(http.send(changing(change.log, fields, Condition::unchanged_since)));
  if (!answer) return answer.error();
  auto const* data = find(*answer, "data");
  return data ? log_ref(*data, change.log.adapter_data) : change.log;
}

}  // namespace patchbay::clio
