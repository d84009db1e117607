#include "log.hpp"

#include <algorithm>
#include <map>

#include "answer.hpp"
#include "contact.hpp"
#include "patchbay/words.hpp"

namespace patchbay::zoho {
namespace {

constexpr std::size_t most_ids = 100;
constexpr int most_pages = 10;  // of 200 records

Request recent(LogSearch const& search, Kind const& kind, int page) {
  return get(path_of(kind.module))
      .query("fields", kind.fields)
      .query("sort_by", "Modified_Time")
      .query("sort_order", "desc")
      .query("per_page", "200")
      .query("page", std::to_string(page))
      .header("If-Modified-Since", with_offset(search.since));
}

LogReading empty_row(LogRef const& log) {
  LogReading row;
  row.id = log.id;
  row.adapter_data = log.adapter_data;
  row.error = fail(PATCHBAY_NOT_FOUND, "Zoho CRM no longer has this log, or not for this user.");
  return row;
}

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
    kind.take(row->second, record);
  }
}

Request reading(std::vector<std::string> const& ids, Kind const& kind) {
  if (ids.size() == 1) return get(path_of(kind.module, ids.front())).query("fields", kind.fields);
  std::string list;
  for (auto const& id : ids) list += (list.empty() ? "" : ",") + id;
  return get(path_of(kind.module)).query("ids", list).query("fields", kind.fields);
}

}  // namespace

std::optional<Error> fault_in(ContactRef const& contact) {
  bool const known = contact.type == contacts || contact.type == leads || contact.type == accounts;
  if (!known) return invalid_field("contactType", "is no kind of contact in Zoho CRM");
  if (!is_number(contact.id)) return invalid_field("contactId", "is no number of a Zoho CRM record");
  return std::nullopt;
}

Result<std::vector<LogReading>> read_logs(Http& http, LogQuery const& query, Kind const& kind) {
  Rows rows;
  std::vector<std::vector<std::string>> batches;
  for (auto const& log : query.logs) {
    bool const added = rows.emplace(log.id, empty_row(log)).second;
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
    auto const answer = document(http.send(recent(search, kind, page)));
    if (!answer) return answer.error();
    for (auto const& record : list(*answer, "data")) {
      if (!carries(text(record, kind.body), search.session_id)) continue;
      LogReading reading;
      kind.take(reading, record);
      return LogRef{text(record, "id"), reading.adapter_data};
    }
    if (!optional<bool>(*answer, "info.more_records").value_or(false)) return std::optional<LogRef>();
  }
  return fail(PATCHBAY_UNAVAILABLE,
              "Too much was written to Zoho CRM since to tell whether this log is there. Look in Zoho CRM.");
}

}  // namespace patchbay::zoho
