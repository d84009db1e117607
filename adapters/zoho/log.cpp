#include "log.hpp"

#include <map>

#include "answer.hpp"
#include "contact.hpp"
#include "patchbay/words.hpp"

namespace patchbay::zoho {
namespace {

constexpr std::size_t most_ids = 100;
constexpr int most_pages = 10;  // of 200 records

using Rows = std::map<std::string, LogReading>;

void take(Rows& rows, std::vector<std::string> const& ids, Result<json::value> const& answer,
          Kind const& kind) {
  for (auto const& id : ids)
    if (answer.has_error() && answer.error().status != PATCHBAY_NOT_FOUND) rows[id].error = answer.error();
  if (!answer) return;
  for (auto const& record : list(*answer, "data")) {
    auto const row = rows.find(text(record, "id"));
    if (row == rows.end()) continue;
    row->second.error.reset();
    row->second.subject = text(record, kind.subject);
    row->second.body = text(record, kind.body);
    kind.take(row->second, record);
  }
}

Request reading(std::vector<std::string> const& ids, Kind const& kind) {
  if (ids.size() == 1) return get(path_of(kind.module, ids.front())).query("fields", kind.fields);
  return get(path_of(kind.module)).query("ids", joined(ids, ",")).query("fields", kind.fields);
}

}  // namespace

std::optional<Error> fault_in(ContactRef const& contact) {
  if (!module_named(contact.type)) return invalid_field("contactType", "is no kind of contact in Zoho CRM");
  if (!is_number(contact.id)) return invalid_field("contactId", "is no number of a Zoho CRM record");
  return std::nullopt;
}

std::optional<Error> file_under(json::object& fields, LogRef& log, ContactRef const& contact,
                                std::string const& deal) {
  bool const nobody = contact.id.empty();
  if (!nobody)
    if (auto fault = fault_in(contact)) return fault;
  bool const lead = !nobody && contact.type == leads;
  if (!deal.empty() && lead) return invalid_field("deal", "cannot be chosen for a lead");
  if (!deal.empty() && !is_number(deal)) return invalid_field("deal", "is no number of a Zoho CRM record");
  auto const account = contact.type == accounts ? contact.id : contact.organization_id;
  auto const what = !deal.empty() ? deal : lead ? contact.id : is_number(account) ? account : "";
  fields["What_Id"] = what.empty() ? json::value() : json::object{{"id", what}};
  if (!what.empty()) fields["$se_module"] = !deal.empty() ? "Deals" : lead ? leads : accounts;
  log.adapter_data.erase("deal");
  if (!deal.empty()) log.adapter_data["deal"] = deal;
  return std::nullopt;
}

std::optional<Error> file_with(json::object& fields, LogRef& log, ContactRef const& contact,
                               json::object const& choice) {
  bool const person = !contact.id.empty() && contact.type == contacts;
  fields["Who_Id"] = person ? json::value(json::object{{"id", contact.id}}) : json::value();
  return file_under(fields, log, contact, text(choice, "deal"));
}

std::optional<Error> file_new(json::object& fields, LogRef& log, ContactRef const& contact,
                              json::object const& choice) {
  if (auto fault = file_with(fields, log, contact, choice)) return fault;
  for (auto const* lookup : {"Who_Id", "What_Id"})
    if (fields[lookup].is_null()) fields.erase(lookup);
  return std::nullopt;
}

json::object new_texts(std::optional<std::string> const& subject, std::optional<std::string> const& body,
                       Kind const& kind) {
  json::object fields;
  if (subject) fields[kind.subject] = clipped(*subject, kind.longest_subject);
  if (body) fields[kind.body] = *body;
  return fields;
}

Result<LogRef> write_log(Http& http, LogRef log, json::object fields, Kind const& kind) {
  if (fields.empty()) return log;
  auto const target = path_of(kind.module, log.id);
  auto request = log.id.empty() ? post(target) : put(target);
  auto const done = written(http.send(request.json(one_record(std::move(fields)))));
  if (!done) return done.error();
  if (log.id.empty()) log.id = text(*done, "id");
  return log;
}

Request newest(char const* module, char const* fields, char const* per_page) {
  return get(path_of(module))
      .query("fields", fields)
      .query("sort_by", "Modified_Time")
      .query("sort_order", "desc")
      .query("per_page", per_page);
}

Result<std::vector<LogReading>> read_logs(Http& http, LogQuery const& query, Kind const& kind) {
  Rows rows;
  std::vector<std::vector<std::string>> batches;
  for (auto const& log : query.logs) {
    auto const [at, added] = rows.try_emplace(log.id);
    at->second.id = log.id;
    at->second.adapter_data = log.adapter_data;
    at->second.error = fail(PATCHBAY_NOT_FOUND, "Zoho CRM no longer has this log, or not for this user.");
    if (!added || !is_number(log.id)) continue;  // what is no number is no record, and would spoil its batch
    if (batches.empty() || batches.back().size() == most_ids) batches.emplace_back();
    batches.back().push_back(log.id);
  }
  std::vector<Request> requests;
  for (auto const& ids : batches) requests.push_back(reading(ids, kind));
  if (!requests.empty()) {
    auto const replies = http.send_all(std::move(requests));
    for (std::size_t i = 0; i < batches.size(); ++i) take(rows, batches[i], document(replies[i]), kind);
  }
  std::vector<LogReading> readings;
  for (auto const& log : query.logs) readings.push_back(rows.at(log.id));
  return readings;
}

Result<std::optional<LogRef>> find_log(Http& http, LogSearch const& search, Kind const& kind) {
  if (search.session_id.empty()) return invalid_field("sessionId", "is empty");
  for (int page = 1; page <= most_pages; ++page) {
    auto const answer = document(http.send(newest(kind.module, kind.fields, "200")
                                               .query("page", std::to_string(page))
                                               .header("If-Modified-Since", with_offset(search.since))));
    if (!answer) return answer.error();
    for (auto const& record : list(*answer, "data")) {
      if (!carries(text(record, kind.body), search.session_id)) continue;
      LogReading reading;
      kind.take(reading, record);
      return LogRef{text(record, "id"), reading.adapter_data};
    }
    if (!has_more(*answer)) return std::optional<LogRef>();
  }
  return fail(PATCHBAY_UNAVAILABLE,
              "Too much was written to Zoho CRM since to tell whether this log is there. Look in Zoho CRM.");
}

}  // namespace patchbay::zoho
