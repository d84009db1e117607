// Reading logs back: one alone with what it belongs to, many in batches of a hundred, all at the same time.
#include <algorithm>
#include <map>
#include <set>

#include "activity.hpp"
#include "answer.hpp"
#include "hubspot.hpp"

namespace patchbay::hubspot {
namespace {

constexpr std::size_t most_ids = 100;

struct Row {
  LogReading reading;
  std::set<std::string> deals;
  std::set<std::string> tickets;
};
using Rows = std::map<std::string, Row>;

bool is_call(Kind const& kind) { return kind.type == std::string_view(calls.type); }
bool is_note(Kind const& kind) { return kind.type == std::string_view(notes.type); }

std::vector<std::string_view> properties_of(Kind const& kind) {
  if (!is_call(kind)) return {kind.body};
  return {calls.title, calls.body, "hs_call_disposition"};
}

std::string property(json::value const& record, std::string const& name) {
  return name.empty() ? "" : text(record, "properties." + name);
}

void take_record(Row& row, Kind const& kind, json::value const& record) {
  row.reading.error.reset();
  row.reading.subject = property(record, kind.title);
  row.reading.body = property(record, kind.body);
  auto const outcome = is_call(kind) ? property(record, "hs_call_disposition") : "";
  if (!outcome.empty()) row.reading.dispositions["outcome"] = outcome;
  for (auto const& one : list(record, "associations.deals.results")) row.deals.insert(text(one, "id"));
  for (auto const& one : list(record, "associations.tickets.results")) row.tickets.insert(text(one, "id"));
}

// What the log is filed under by us, where that still holds; a person's own filing is shown, but not ours to
// change.
void settle(Row& row, char const* kind, std::set<std::string> const& filed) {
  auto const ours = text(row.reading.adapter_data, kind);
  bool const holds = !ours.empty() && filed.contains(ours);
  if (!holds) row.reading.adapter_data.erase(kind);
  if (!filed.empty()) row.reading.dispositions[kind] = holds ? ours : *filed.begin();
}

Rows empty_rows(std::vector<LogRef> const& logs) {
  Rows rows;
  for (auto const& log : logs) {
    auto& reading = rows[log.id].reading;
    reading.id = log.id;
    reading.adapter_data = log.adapter_data;
    reading.error = fail(PATCHBAY_NOT_FOUND, "HubSpot no longer has this log, or not for this user.");
  }
  return rows;
}

std::vector<LogReading> in_order(Rows const& rows, std::vector<LogRef> const& logs) {
  std::vector<LogReading> readings;
  for (auto const& log : logs) readings.push_back(rows.at(log.id).reading);
  return readings;
}

// The ids of this kind, a hundred at a time. One that is no number is no record's, and would spoil its batch.
std::vector<std::vector<std::string>> batches_of(std::vector<LogRef> const& logs, auto const& wanted) {
  std::vector<std::vector<std::string>> batches;
  for (auto const& log : logs) {
    if (!is_number(log.id) || !wanted(log)) continue;
    if (batches.empty() || batches.back().size() == most_ids) batches.emplace_back();
    batches.back().push_back(log.id);
  }
  return batches;
}

void take_batch(Rows& rows, Kind const& kind, std::vector<std::string> const& ids,
                Result<json::value> const& answer) {
  for (auto const& id : ids)
    if (!answer) rows[id].reading.error = answer.error();
  if (!answer) return;
  for (auto const& record : list(*answer, "results"))
    if (auto const at = rows.find(text(record, "id")); at != rows.end())
      take_record(at->second, kind, record);
}

void take_links(Rows& rows, std::set<std::string> Row::*filed, Result<json::value> const& answer) {
  if (!answer) return;  // the text of the logs is worth more than what they are filed under
  for (auto const& link : list(*answer, "results"))
    if (auto const at = rows.find(text(link, "from.id")); at != rows.end())
      for (auto const& to : list(link, "to")) (at->second.*filed).insert(text(to, "toObjectId"));
}

void read_one_call(Http& http, Rows& rows, std::string const& id) {
  auto const answer =
      document(http.send(get(objects(calls.type) + '/' + percent_encoded(id))
                             .query("properties", "hs_call_title,hs_call_body,hs_call_disposition")
                             .query("associations", "deals,tickets")));
  auto& row = rows[id];
  if (answer) return take_record(row, calls, *answer);
  if (answer.error().status != PATCHBAY_NOT_FOUND) row.reading.error = answer.error();
}

void read_many_calls(Http& http, Rows& rows, std::vector<std::vector<std::string>> const& batches) {
  std::vector<Request> requests;
  for (auto const& ids : batches) {
    requests.push_back(batch_read(calls.type, ids, properties_of(calls)));
    requests.push_back(read_associations(calls.type, "deals", ids));
    requests.push_back(read_associations(calls.type, "tickets", ids));
  }
  if (requests.empty()) return;
  auto const replies = http.send_all(std::move(requests));
  for (std::size_t i = 0; i < batches.size(); ++i) {
    take_batch(rows, calls, batches[i], document(replies[3 * i]));
    take_links(rows, &Row::deals, document(replies[3 * i + 1]));
    take_links(rows, &Row::tickets, document(replies[3 * i + 2]));
  }
}

}  // namespace

Result<std::vector<LogReading>> get_call_logs(Http& http, LogQuery const& query) {
  auto rows = empty_rows(query.logs);
  auto const batches = batches_of(query.logs, [](LogRef const&) { return true; });
  if (batches.size() == 1 && batches.front().size() == 1)
    read_one_call(http, rows, batches.front().front());
  else
    read_many_calls(http, rows, batches);
  for (auto& [id, row] : rows) {
    if (row.reading.error) continue;
    settle(row, "deal", row.deals);
    settle(row, "ticket", row.tickets);
  }
  return in_order(rows, query.logs);
}

Result<std::vector<LogReading>> get_message_logs(Http& http, LogQuery const& query) {
  auto rows = empty_rows(query.logs);
  std::vector<Request> requests;
  std::vector<std::pair<Kind, std::vector<std::string>>> asked;
  for (auto const& kind : {communications, notes}) {
    auto const wanted = [&](LogRef const& log) {
      return (text(log.adapter_data, "object") == notes.type) == is_note(kind);
    };
    for (auto& ids : batches_of(query.logs, wanted)) {
      requests.push_back(batch_read(kind.type, ids, properties_of(kind)));
      asked.emplace_back(kind, std::move(ids));
    }
  }
  if (requests.empty()) return in_order(rows, query.logs);
  auto const replies = http.send_all(std::move(requests));
  for (std::size_t i = 0; i < asked.size(); ++i)
    take_batch(rows, asked[i].first, asked[i].second, document(replies[i]));
  return in_order(rows, query.logs);
}

}  // namespace patchbay::hubspot
