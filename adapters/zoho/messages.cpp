// Message logs: notes on the contact, the lead or the account. A voicemail is one, too: the call that led to
// it is logged as a call already.
#include "answer.hpp"
#include "log.hpp"
#include "patchbay/words.hpp"
#include "zoho.hpp"

namespace patchbay::zoho {
namespace {

constexpr std::size_t longest_title = 120;  // characters

void take_note(LogReading& into, json::value const& record) {
  into.subject = text(record, "Note_Title");
  into.body = text(record, "Note_Content");
  into.contact_name = text(record, "Parent_Id.name");
}

}  // namespace

Kind const notes{"Notes", "Note_Title,Note_Content,Parent_Id", "Note_Content", take_note};

Result<LogRef> create_message_log(Http& http, MessageLog const& log) {
  if (auto fault = fault_in(log.contact)) return *std::move(fault);
  json::object const parent{{"module", json::object{{"api_name", log.contact.type}}}, {"id", log.contact.id}};
  json::object fields{{"Note_Content", log.body}, {"Parent_Id", parent}};
  if (!log.subject.empty()) fields["Note_Title"] = clipped(log.subject, longest_title);
  auto const done = written(http.send(post(path_of(notes.module)).json(one_record(std::move(fields)))));
  if (!done) return done.error();
  return LogRef{text(*done, "id"), {}};
}

Result<std::vector<LogReading>> get_message_logs(Http& http, LogQuery const& query) {
  return read_logs(http, query, notes);
}

Result<LogRef> update_message_log(Http& http, MessageLogChange const& change) {
  json::object fields;
  if (change.subject) fields["Note_Title"] = clipped(*change.subject, longest_title);
  if (change.body) fields["Note_Content"] = *change.body;
  if (fields.empty()) return change.log;
  auto const done =
      written(http.send(put(path_of(notes.module, change.log.id)).json(one_record(std::move(fields)))));
  if (!done) return done.error();
  return change.log;
}

Result<std::optional<LogRef>> find_message_log(Http& http, LogSearch const& search) {
  return find_log(http, search, notes);
}

}  // namespace patchbay::zoho
