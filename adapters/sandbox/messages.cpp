// Message logs: one record for a contact, a conversation and a day. The host decides which messages stand in
// it.
#include "sandbox.hpp"

namespace sandbox {

namespace {

constexpr char path[] = "/api/v1/messages";

}  // namespace

Result<LogRef> create_message_log(Http& http, MessageLog const& log) {
  auto const contact = number_from(log.contact.id, "contactId");
  if (!contact) return contact.error();
  json::object fields{{"external_id", log.conversation_id},
                      {"contact_id", *contact},
                      {"kind", log.kind},
                      {"subject", log.subject},
                      {"body", log.body},
                      {"direction", log.inbound ? "inbound" : "outbound"},
                      {"sent_at", iso8601(log.time)}};
  if (auto const added = add_deal(log.additional, fields); !added) return added.error();
  return create_log(http, path, fields);
}

Result<std::vector<LogReading>> get_message_logs(Http& http, LogQuery const& query) {
  return get_logs(http, path, query);
}

Result<LogRef> update_message_log(Http& http, MessageLogChange const& change) {
  json::object fields;
  if (change.subject) fields["subject"] = *change.subject;
  if (change.body) fields["body"] = *change.body;
  return change_log(http, path, change.log, fields);
}

Result<std::optional<LogRef>> find_message_log(Http& http, LogSearch const& search) {
  return find_log(http, path, search.session_id);
}

}  // namespace sandbox
