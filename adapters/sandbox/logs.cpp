// Call logs, and what they have in common with message logs. The text of a log is the host's: here it is only
// carried.
#include "sandbox.hpp"

#include <algorithm>

namespace sandbox {

namespace {

constexpr char path[] = "/api/v1/calls";
constexpr std::size_t ids_a_request = 100;

json::value seconds_or_null(std::optional<std::chrono::seconds> duration) {
  return duration ? json::value(duration->count()) : json::value(nullptr);
}

LogReading reading_of(json::value const& record) {
  LogReading reading;
  reading.id = text(record, "id");
  reading.subject = text(record, "subject");
  reading.body = text(record, "body");
  reading.contact_name = text(record, "contact_name");
  reading.adapter_data = log_ref(record).adapter_data;
  auto const deal = text(record, "deal_id");
  if (!deal.empty()) reading.dispositions["deal"] = deal;
  return reading;
}

LogReading failed_reading(std::string const& id, Error const& error) {
  LogReading reading;
  reading.id = id;
  reading.error = error;
  return reading;
}

LogReading pick(json::value const& answer, std::string const& id) {
  for (auto const& record : list(answer, "items")) {
    if (text(record, "id") == id) return reading_of(record);
  }
  return failed_reading(id, fail(PATCHBAY_NOT_FOUND, "The CRM has no such log any more."));
}

// "?ids=3,7" for up to a hundred logs from `first` on.
Request request_for(std::string const& path, std::vector<LogRef> const& logs, std::size_t first) {
  std::string ids;
  auto const end = std::min(logs.size(), first + ids_a_request);
  for (auto i = first; i < end; ++i) ids += (ids.empty() ? "" : ",") + logs[i].id;
  return get(path).query("ids", ids).query("limit", std::to_string(ids_a_request));
}

Request change_request(std::string const& path, LogRef const& log, json::object const& fields) {
  return patch(path + "/" + percent_encoded(log.id)).json(fields);
}

// With this, the CRM refuses the change (412) when somebody changed the record since we read it.
Request& only_if_unchanged(Request& request, LogRef const& log) {
  auto const etag = text(log.adapter_data, "etag");
  return etag.empty() ? request : request.header("If-Match", '"' + etag + '"');
}

}  // namespace

LogRef log_ref(json::value const& record) { return {text(record, "id"), {{"etag", text(record, "etag")}}}; }

Result<LogRef> create_log(Http& http, std::string const& path, json::object const& fields) {
  // repeatable(): the CRM keeps one record an external_id, so sending the same again gives the record that is
  // there.
  auto const record = ask(http, post(path).json(fields).repeatable());
  if (!record) return record.error();
  auto const id = required<std::string>(*record, "id");
  if (!id) return id.error();
  return log_ref(*record);
}

// A hundred logs a request, all requests at the same time. What fails, fails for its own logs only.
Result<std::vector<LogReading>> get_logs(Http& http, std::string const& path, LogQuery const& query) {
  std::vector<Request> requests;
  for (std::size_t i = 0; i < query.logs.size(); i += ids_a_request)
    requests.push_back(request_for(path, query.logs, i));
  if (requests.empty()) return std::vector<LogReading>();
  auto const responses = http.send_all(std::move(requests));
  std::vector<LogReading> readings;
  for (std::size_t r = 0; r < responses.size(); ++r) {
    auto const answer = responses[r] ? document_of(*responses[r]) : Result<json::value>(responses[r].error());
    auto const end = std::min(query.logs.size(), (r + 1) * ids_a_request);
    for (auto i = r * ids_a_request; i < end; ++i) {
      auto const& id = query.logs[i].id;
      readings.push_back(answer ? pick(*answer, id) : failed_reading(id, answer.error()));
    }
  }
  return readings;
}

Result<LogRef> change_log(Http& http, std::string const& path, LogRef const& log,
                          json::object const& fields) {
  if (fields.empty()) return log;
  auto request = change_request(path, log, fields);
  auto const record = ask(http, only_if_unchanged(request, log));
  if (!record) return record.error();
  return log_ref(*record);
}

Result<std::optional<LogRef>> find_log(Http& http, std::string const& path, std::string const& mark) {
  auto const answer = ask(http, get(path).query("external_id", mark));
  if (!answer) return answer.error();
  auto const& found = list(*answer, "items");
  if (found.empty()) return std::optional<LogRef>();
  return std::optional(log_ref(found.front()));
}

Result<LogRef> create_call_log(Http& http, CallLog const& log) {
  auto const contact = number_or_nobody(log.contact);
  if (!contact) return contact.error();
  json::object fields{{"external_id", log.session_id},
                      {"contact_id", *contact},
                      {"subject", log.subject},
                      {"body", log.body},
                      {"direction", log.inbound ? "inbound" : "outbound"},
                      {"from_number", log.from.phone_number},
                      {"to_number", log.to.phone_number},
                      {"started_at", iso8601(log.start_time)},
                      {"duration", seconds_or_null(log.duration)},
                      {"result", log.result},
                      {"recording_url", log.recording_link}};
  if (auto const added = add_deal(log.additional, fields); !added) return added.error();
  return create_log(http, path, fields);
}

Result<std::vector<LogReading>> get_call_logs(Http& http, LogQuery const& query) {
  return get_logs(http, path, query);
}

Result<LogRef> update_call_log(Http& http, CallLogChange const& change) {
  json::object fields;  // only what is set: the CRM leaves the rest as it is
  if (change.subject) fields["subject"] = *change.subject;
  if (change.body) fields["body"] = *change.body;
  if (change.start_time) fields["started_at"] = iso8601(*change.start_time);
  if (change.duration) fields["duration"] = change.duration->count();
  if (change.result) fields["result"] = *change.result;
  if (change.recording_link) fields["recording_url"] = *change.recording_link;
  if (auto const added = add_deal(change.additional, fields); !added) return added.error();
  return change_log(http, path, change.log, fields);
}

Result<std::optional<LogRef>> find_call_log(Http& http, LogSearch const& search) {
  return find_log(http, path, search.session_id);
}

namespace {

// Where a log is filed may be set whatever somebody wrote into its text meanwhile. But then the old etag
// stays with the host, so that its next update of the text still notices what that somebody wrote.
Result<LogRef> file(Http& http, LogRef const& log, json::object const& fields) {
  auto const changed = change_log(http, path, log, fields);
  if (changed || changed.error().status != PATCHBAY_CONFLICT) return changed;
  auto const record = ask(http, change_request(path, log, fields));
  if (!record) return record.error();
  return log;
}

}  // namespace

Result<LogRef> set_disposition(Http& http, Disposition const& wanted) {
  json::object fields;
  if (auto const added = add_deal(wanted.dispositions, fields); !added) return added.error();
  return file(http, wanted.log, fields);
}

Result<LogRef> set_contact(Http& http, ContactChange const& wanted) {
  auto const contact = number_or_nobody(wanted.contact);
  if (!contact) return contact.error();
  json::object fields{{"contact_id", *contact}, {"deal_id", nullptr}};
  if (auto const added = add_deal(wanted.additional, fields); !added) return added.error();
  return file(http, wanted.log, fields);
}

}  // namespace sandbox
