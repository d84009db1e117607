// Reading logs back: one alone with what it belongs to, many in batches of a hundred, all at the same time.
#include <map>
#include <set>

#include "activity.hpp"
#include "answer.hpp"
#include "hubspot.hpp"

namespace patchbay::hubspot {
namespace {

struct Row {
  LogReading reading;
  std::map<std::string, std::set<std::string>> filed;  // ids by "deal" and "ticket"
};
using Rows = std::map<std::string, Row>;

// A request for a hundred records, or (`related`) for what they belong to.
struct Part {
  Kind kind;
  std::vector<std::string> ids;
  Related const* related = nullptr;
};

std::vector<Result<json::value>> ask_parts(Http& http, std::vector<Part> const& parts) {
  std::vector<Request> requests;
  for (auto const& [kind, ids, related] : parts)
    requests.push_back(related ? read_associations(kind.type, related->type, ids)
                               : batch_read(kind.type, ids, kind.properties));
  return ask_all(http, std::move(requests));
}

void take_record(Row& row, Kind const& kind, json::value const& record) {
  row.reading.error.reset();
  row.reading.subject = property(record, kind.title);
  row.reading.body = property(record, kind.body);
  auto const outcome = property(record, "hs_call_disposition");
  if (!outcome.empty()) row.reading.dispositions["outcome"] = outcome;
  for (auto const& related : related_kinds)
    for (auto const& one : list(record, std::string("associations.") + related.type + ".results"))
      row.filed[related.kind].insert(text(one, "id"));
}

void take(Rows& rows, Part const& part, Result<json::value> const& answer) {
  if (!answer && part.related) return;  // the text of the logs is worth more than what they are filed under
  if (!answer) {
    for (auto const& id : part.ids) rows[id].reading.error = answer.error();
    return;
  }
  for (auto const& result : list(*answer, "results")) {
    auto const at = rows.find(text(result, part.related ? "from.id" : "id"));
    if (at == rows.end()) continue;
    if (!part.related) take_record(at->second, part.kind, result);
    for (auto const& to : list(result, "to"))
      at->second.filed[part.related->kind].insert(text(to, "toObjectId"));
  }
}

// What the log is filed under by us, where that still holds; a person's own filing is shown, but not ours to
// change.
void settle(Row& row, char const* kind) {
  auto const& filed = row.filed[kind];
  auto const ours = text(row.reading.adapter_data, kind);
  bool const holds = !ours.empty() && filed.contains(ours);
  if (!holds) row.reading.adapter_data.erase(kind);
  if (!filed.empty()) row.reading.dispositions[kind] = holds ? ours : *filed.begin();
}

void read(Http& http, Rows& rows, std::vector<Part> const& parts) {
  auto const answers = ask_parts(http, parts);
  for (std::size_t i = 0; i < parts.size(); ++i) take(rows, parts[i], answers[i]);
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

void read_one_call(Http& http, Row& row, std::string const& id) {
  auto const answer = ask(http, get(objects(calls.type) + '/' + id)
                                    .query("properties", calls.properties)
                                    .query("associations", "deals,tickets"));
  if (answer) return take_record(row, calls, *answer);
  if (answer.error().status != PATCHBAY_NOT_FOUND) row.reading.error = answer.error();
}

}  // namespace

Result<std::vector<LogReading>> get_call_logs(Http& http, LogQuery const& query) {
  auto rows = empty_rows(query.logs);
  std::vector<std::string> ids;
  for (auto const& log : query.logs)
    if (is_number(log.id)) ids.push_back(log.id);  // what is none is no record's, and would spoil its batch
  std::vector<Part> parts;
  for (auto const& some : hundreds(ids)) {
    parts.push_back({calls, some});
    for (auto const& related : related_kinds) parts.push_back({calls, some, &related});
  }
  if (ids.size() == 1)
    read_one_call(http, rows[ids.front()], ids.front());
  else
    read(http, rows, parts);
  for (auto& [id, row] : rows)
    for (auto const& related : related_kinds)
      if (!row.reading.error) settle(row, related.kind);
  return in_order(rows, query.logs);
}

Result<std::vector<LogReading>> get_message_logs(Http& http, LogQuery const& query) {
  auto rows = empty_rows(query.logs);
  std::vector<Part> parts;
  for (auto const& kind : {communications, notes}) {
    std::vector<std::string> ids;
    for (auto const& log : query.logs)
      if (is_number(log.id) && std::string_view(kind_of(log).type) == kind.type) ids.push_back(log.id);
    for (auto& some : hundreds(ids)) parts.push_back({kind, std::move(some)});
  }
  read(http, rows, parts);
  return in_order(rows, query.logs);
}

}  // namespace patchbay::hubspot
