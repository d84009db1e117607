#include "communication.hpp"

#include "answer.hpp"

namespace patchbay::clio {
namespace {

constexpr char property[] = "patchbaySession";

// Both sides by direction; a user that is not known is left out.
Result<void> put_participants(json::object& record, NewCommunication const& wish) {
  auto contact = reference(wish.contact.id, "contactId");
  if (!contact) return contact.error();
  (*contact)["type"] = "Contact";
  json::array ours;
  if (auto user = reference(wish.scope.user_id, "userId")) {
    (*user)["type"] = "User";
    ours.push_back(*std::move(user));
  }
  record[wish.inbound ? "senders" : "receivers"] = json::array{*std::move(contact)};
  record[wish.inbound ? "receivers" : "senders"] = std::move(ours);
  return {};
}

}  // namespace

char const log_fields[] = "id,etag,subject,received_at,matter{id},time_entries{id}";

std::string filled(std::string const& text, char const* otherwise) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos ? otherwise : text;
}

Result<void> file_under(json::object& record, json::object const& choice, EmptyMatter empty) {
  if (!choice.contains("matter")) return {};
  auto const chosen = text(choice, "matter");
  if (chosen.empty() && empty == EmptyMatter::says_nothing) return {};
  if (chosen.empty())
    return invalid_field("matter",
                         "cannot be taken back: Clio keeps a log in its matter until it is given another");
  auto matter = reference(chosen, "matter");
  if (!matter) return matter.error();
  record["matter"] = *std::move(matter);
  return {};
}

Result<json::value> create_communication(Http& http, NewCommunication const& wish) {
  json::object record{
      {"type", "PhoneCommunication"},
      {"subject", filled(wish.subject, "Phone call")},
      {"body", filled(wish.body, "No details.")},
      {"received_at", iso8601(wish.time)},
      {"external_properties", json::array{json::object{{"name", property}, {"value", wish.mark}}}}};
  if (auto const put = put_participants(record, wish); !put) return put.error();
  if (auto const filed = file_under(record, wish.additional, EmptyMatter::says_nothing); !filed)
    return filed.error();
  auto request =
      post("/api/v4/communications.json").query("fields", log_fields).json(json::object{{"data", record}});
  return created(http.send(std::move(request)));
}

LogRef log_ref(json::value const& communication, json::object const& known) {
  LogRef log{text(communication, "id"), known};
  log.adapter_data["etag"] = text(communication, "etag");
  // The first of its time entries is ours, unless we know better: people add others.
  auto const& entries = list(communication, "time_entries");
  if (!log.adapter_data.contains("timeEntry") && !entries.empty())
    log.adapter_data["timeEntry"] = text(entries.front(), "id");
  return log;
}

Request reading(std::string const& id, char const* fields) {
  return get("/api/v4/communications/" + percent_encoded(id) + ".json").query("fields", fields);
}

Request changing(LogRef const& log, json::object const& fields, Condition condition) {
  auto request = patch("/api/v4/communications/" + percent_encoded(log.id) + ".json")
                     .query("fields", log_fields)
                     .json(json::object{{"data", fields}});
  auto const etag = text(log.adapter_data, "etag");
  if (condition == Condition::unchanged_since && !etag.empty()) request.header("If-Match", etag);
  return request;
}

Result<json::value> find_carrying(Http& http, std::string const& resource, char const* name,
                                  std::string const& mark, std::string const& fields) {
  auto const answer = document(http.send(get("/api/v4/" + resource + ".json")
                                             .query("external_property_name", name)
                                             .query("external_property_value", mark)
                                             .query("fields", fields + ",external_properties{name,value}")));
  if (!answer) return answer.error();
  for (auto const& row : list(*answer, "data"))
    for (auto const& one : list(row, "external_properties"))
      if (text(one, "name") == name && text(one, "value") == mark) return row;
  return json::value();
}

Result<std::optional<LogRef>> find_by_mark(Http& http, std::string const& mark) {
  auto const record = find_carrying(http, "communications", property, mark, log_fields);
  if (!record) return record.error();
  return record->is_null() ? std::optional<LogRef>() : std::optional(log_ref(*record));
}

}  // namespace patchbay::clio
