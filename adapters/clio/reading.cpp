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

LogReading reading_from(json::value const& communication, LogReading reading) {
  reading.error.reset();
  reading.subject = text(communication, "subject");
  reading.body = text(communication, "body");
  reading.contact_name = contact_name(communication);
  if (auto matter = text(communication, "matter.id"); !matter.empty())
    reading.dispositions["matter"] = matter;
  reading.adapter_data = log_ref(communication, {{}, std::move(reading.adapter_data)}).adapter_data;
  return reading;
}

using Batch = std::vector<std::string>;
using Readings = std::map<std::string, LogReading>;

Request reading_all(Batch const& batch) {
  if (batch.size() == 1) return reading("communications", batch.front(), read_fields);
  auto request = listing("communications", "ids[]", batch.front(), read_fields);
  for (std::size_t i = 1; i < batch.size(); ++i) request.query("ids[]", batch[i]);
  return request;
}

void take(Readings& readings, Batch const& batch, Result<json::value> const& data) {
  for (auto const& id : batch)
    if (!data) readings.at(id).error = data.error();
  if (!data) return;
  for (auto const& row : data->is_array() ? data->get_array() : json::array{*data})
    if (auto const at = readings.find(text(row, "id")); at != readings.end())
      at->second = reading_from(row, std::move(at->second));
}

}  // namespace

Result<std::vector<LogReading>> get_logs(Http& http, LogQuery const& query) {
  Readings readings;
  std::vector<Batch> batches;
  for (auto const& log : query.logs) {
    auto& reading = readings[log.id];
    reading.id = log.id;
    reading.adapter_data = log.adapter_data;
    reading.error = fail(PATCHBAY_NOT_FOUND, "Clio no longer has this log, or not for this user.");
    // An id that is no number is no communication's, and would spoil its whole batch.
    if (!reference(log.id, "logId")) continue;
    if (batches.empty() || batches.back().size() == most_ids) batches.emplace_back();
    batches.back().push_back(log.id);
  }
  std::vector<Request> requests;
  for (auto const& batch : batches) requests.push_back(reading_all(batch));
  auto const replies =
      requests.empty() ? std::vector<Result<Response>>() : http.send_all(std::move(requests));
  for (std::size_t i = 0; i < batches.size(); ++i) take(readings, batches[i], record(replies[i]));
  std::vector<LogReading> rows;
  for (auto const& log : query.logs) rows.push_back(readings.at(log.id));
  return rows;
}

Result<std::optional<LogRef>> find_log(Http& http, LogSearch const& search) {
  if (search.session_id.empty()) return invalid_field("sessionId", "is empty");
  auto const found = find_carrying(http, "communications", session_property, search.session_id, log_fields);
  if (!found) return found.error();
  return found->is_null() ? std::optional<LogRef>() : log_ref(*found);
}

}  // namespace patchbay::clio
