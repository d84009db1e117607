// Message logs: notes on the contact, the lead or the account. A voicemail is one, too: the call that led to
// it is logged as a call already.
#include "log.hpp"
#include "patchbay/words.hpp"
#include "zoho.hpp"

namespace patchbay::zoho {
namespace {

void take_note(LogReading& into, json::value const& record) {
  into.contact_name = text(record, "Parent_Id.name");
}

}  // namespace

Kind const notes{"Notes", "Note_Title,Note_Content,Parent_Id", "Note_Title", 120, "Note_Content", take_note};

Result<LogRef> create_message_log(Http& http, MessageLog const& log) {
  if (auto fault = fault_in(log.contact)) return *std::move(fault);
  json::object const parent{{"module", json::object{{"api_name", log.contact.type}}}, {"id", log.contact.id}};
  json::object fields{{"Note_Content", log.body}, {"Parent_Id", parent}};
  if (!log.subject.empty()) fields["Note_Title"] = clipped(log.subject, notes.longest_subject);
  return write_log(http, {}, std::move(fields), notes);
}

Result<std::vector<LogReading>> get_message_logs(Http& http, LogQuery const& query) {
  return read_logs(http, query, notes);
}

Result<LogRef> update_message_log(Http& http, MessageLogChange const& change) {
  return write_log(http, change.log, new_texts(change.subject, change.body, notes), notes);
}

Result<std::optional<LogRef>> find_message_log(Http& http, LogSearch const& search) {
  return find_log(http, search, notes);
}

}  // namespace patchbay::zoho
