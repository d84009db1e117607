// Reading communications back, and finding one by its mark: calls and messages alike.
#include <map>

#include "answer.hpp"
#include "clio.hpp"
#include "communication.hpp"

namespace patchbay::clio {
namespace {

constexpr std::size_t most_ids = 200;  // that a list takes at once
constexpr char read_fields[] =
    "id,etag,subject,body,received_at,matter{id,display_number},senders{id,name,type},receivers{id,name,type}"
    ",time_entries{id}";

// The other side: a person or a company, whoever is no user of the firm.
std::string contact_name(json::value const& communication) {
  for (auto const* side : {"senders", "receivers"})
    for (auto const& one : list(communication, side))
      if (text(one, "type") != "User") return text(one, "name");
  return {};
}

LogReading reading_from(json::value const& communication, LogRef const& known) {
  LogReading reading;
  reading.id = known.id;
  reading.subject = text(communication, "subject");
  reading.body = text(communication, "body");
  reading.contact_name = contact_name(communication);
  if (auto matter = text(communication, "matter.id"); !matter.empty())
    reading.dispositions["matter"] = matter;
  reading.adapter_data = log_ref(communication, known.adapter_data).adapter_data;
  return reading;
}

LogReading unread(std::string const& id, Error error) {
  LogReading reading;
  reading.id = id;
  reading.error = std::move(error);
  return reading;
}

using Batch = std::vector<std::string>;

// An id that is no number is no communication's, and would spoil its whole batch.
std::vector<Batch> batches_of(std::vector<LogRef> const& logs) {
  std::vector<Batch> batches;
  for (auto const& log : logs) {
    if (!reference(log.id, "logId")) continue;
    if (batches.empty() || batches.back().size() == most_ids) batches.emplace_back();
    batches.back().push_back(log.id);
  }
  return batches;
}

Request reading_all(Batch const& batch) {
  if (batch.size() == 1) return reading(batch.front(), read_fields);
  auto request = get("/api/v4/communications.json").query("fields", read_fields).query("limit", "200");
  for (auto const& id : batch) request.query("ids[]", id);
  return request;
}

// What came of the batches: records by their ids, and for an id of a batch that failed its error.
struct Read {
  std::map<std::string, json::value> records;
  std::map<std::string, Error> errors;

  void take(Batch const& batch, Result<json::value> const& answer) {
    for (auto const& id : batch)
      if (!answer) errors.emplace(id, answer.error());
    if (!answer) return;
    auto const* data = find(*answer, "data");
    if (data && data->is_object()) records[text(*data, "id")] = *data;
    for (auto const& record : list(*answer, "data")) records[text(record, "id")] = record;
  }

  LogReading row(LogRef const& log) const {
    if (auto const at = records.find(log.id); at != records.end()) return reading_from(at->second, log);
    auto const at = errors.find(log.id);
    if (at != errors.end()) return unread(log.id, at->second);
    return unread(log.id, fail(PATCHBAY_NOT_FOUND, "Clio no longer has this log, or not for this user."));
  }
};

}  // namespace

Result<std::vector<LogReading>> get_logs(Http& http, LogQuery const& query) {
  auto const batches = batches_of(query.logs);
  std::vector<Request> requests;
  for (auto const& batch : batches) requests.push_back(reading_all(batch));
  auto const replies =
      requests.empty() ? std::vector<Result<Response>>() : http.send_all(std::move(requests));
  Read read;
  for (std::size_t i = 0; i < batches.size(); ++i) read.take(batches[i], document(replies[i]));
  std::vector<LogReading> rows;
  for (auto const& log : query.logs) rows.push_back(read.row(log));
  return rows;
}

Result<std::optional<LogRef>> find_log(Http& http, LogSearch const& search) {
  if (search.session_id.empty()) return invalid_field("sessionId", "is empty");
  return find_by_mark(http, search.session_id);
}

}  // namespace patchbay::clio
