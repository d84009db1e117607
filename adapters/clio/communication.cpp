#include "communication.hpp"

#include "answer.hpp"
#include "patchbay/words.hpp"

namespace patchbay::clio {

char const log_fields[] = "id,etag,subject,received_at,matter{id},time_entries{id}";

Result<json::value> create_communication(Http& http, CallLog const& log) {
  json::array theirs, ours;  // nobody, and a user that is not known, are left out
  if (!log.contact.id.empty()) {
    auto contact = reference(log.contact.id, "contactId", "Contact");
    if (!contact) return contact.error();
    theirs.push_back(*std::move(contact));
  }
  if (auto user = reference(log.scope.user_id, "userId", "User")) ours.push_back(*std::move(user));
  json::object record{{"type", "PhoneCommunication"},
                      {"subject", filled(log.subject, no_subject)},
                      {"body", filled(log.body, no_body)},
                      {"received_at", iso8601(log.start_time)},
                      {"external_properties", marked(session_property, log.session_id)}};
  if (!theirs.empty()) record[log.inbound ? "senders" : "receivers"] = std::move(theirs);
  if (!ours.empty()) record[log.inbound ? "receivers" : "senders"] = std::move(ours);
  if (!text(log.additional, "matter").empty())
    if (auto const filed = file_under(record, log.additional); !filed) return filed.error();
  return created(http.send(making("communications", record, log_fields)));
}

Request changing_log(LogRef const& log, json::object const& changes) {
  auto request = changing("communications", log.id, changes, log_fields);
  auto const etag = text(log.adapter_data, "etag");
  return etag.empty() ? request : request.header("If-Match", etag);
}

LogRef log_ref(json::value const& communication, LogRef known) {
  if (!communication.is_object()) return known;
  auto& data = known.adapter_data;
  data["etag"] = text(communication, "etag");
  // The first of its time entries is ours, unless we know better: people add others.
  auto const& entries = list(communication, "time_entries");
  if (!data.contains("timeEntry") && !entries.empty()) data["timeEntry"] = text(entries.front(), "id");
  return {text(communication, "id"), std::move(data)};
}

Result<void> file_under(json::object& record, json::object const& choice) {
  if (!choice.contains("matter")) return {};
  auto const chosen = text(choice, "matter");
  if (chosen.empty())
    return invalid_field("matter",
                         "cannot be taken back: Clio keeps a log in its matter until it is given another");
  auto matter = reference(chosen, "matter");
  if (!matter) return matter.error();
  record["matter"] = *std::move(matter);
  return {};
}

std::string filled(std::string const& text, char const* otherwise) {
  return trimmed(text).empty() ? otherwise : text;
}

json::array marked(char const* name, std::string const& mark) {
  return {json::object{{"name", name}, {"value", mark}}};
}

Result<json::value> find_carrying(Http& http, std::string const& kind, char const* name,
                                  std::string const& mark, std::string const& fields) {
  auto const rows = record(
      http.send(listing(kind, "external_property_name", name, fields + ",external_properties{name,value}")
                    .query("external_property_value", mark)));
  if (!rows) return rows.error();
  if (auto const* found = rows->if_array())
    for (auto const& row : *found)
      for (auto const& one : list(row, "external_properties"))
        if (text(one, "name") == name && text(one, "value") == mark) return row;
  return json::value();
}

}  // namespace patchbay::clio
