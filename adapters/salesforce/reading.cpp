// Reading tasks back, 200 in a request, all at the same time; and finding one after its answer was lost.
#include <map>

#include "salesforce.hpp"
#include "task.hpp"

namespace patchbay::salesforce {
namespace {

constexpr std::size_t most_ids = 200;    // as many as an address of moderate length holds
constexpr std::size_t significant = 15;  // characters of an id; the rest is a checksum
constexpr char fields[] = "Id,Subject,Description,WhatId,Who.Name,Account.Name,LastModifiedDate";

LogReading reading_from(json::value const& row, LogReading reading) {
  reading.error.reset();
  reading.subject = text(row, "Subject");
  reading.body = text(row, "Description");
  auto const person = text(row, "Who.Name");
  reading.contact_name = person.empty() ? text(row, "Account.Name") : person;
  auto const filed = text(row, "WhatId"), outcome = text(row, "CallDisposition");
  if (*filed_as(filed)) reading.dispositions[filed_as(filed)] = filed;
  if (!outcome.empty()) reading.dispositions["outcome"] = outcome;
  // What is not the phone system's own word has been chosen by a person, here or in Salesforce.
  bool const own_word = outcome == text(reading.adapter_data, "result");
  reading.adapter_data["outcome"] = own_word ? "" : outcome;
  reading.adapter_data["filed"] = filed_as(filed);
  reading.adapter_data["modified"] = text(row, "LastModifiedDate");
  return reading;
}

using Readings = std::map<std::string, LogReading, std::less<>>;

void take(Readings& readings, std::vector<std::string> const& ids, Result<json::array> const& rows) {
  for (auto const& id : ids)
    if (!rows) readings.at(id.substr(0, significant)).error = rows.error();
  if (!rows) return;
  for (auto const& row : *rows)
    if (auto const at = readings.find(text(row, "Id").substr(0, significant)); at != readings.end())
      at->second = reading_from(row, std::move(at->second));
}

Request reading(std::vector<std::string> const& ids, bool with_outcome) {
  return query(std::string("SELECT ") + fields + (with_outcome ? ",CallDisposition" : "") +
               " FROM Task WHERE Id IN " + list_of(ids));
}

}  // namespace

Result<std::vector<LogReading>> get_logs(Http& http, LogQuery const& wish) {
  Readings readings;
  std::vector<std::vector<std::string>> batches;
  for (auto const& log : wish.logs) {
    auto& reading = readings[log.id.substr(0, significant)];
    reading.id = log.id;
    reading.adapter_data = log.adapter_data;
    reading.error = fail(PATCHBAY_NOT_FOUND, "Salesforce no longer has this log, or not for this user.");
    if (!is_id(log.id, tasks)) continue;
    if (batches.empty() || batches.back().size() == most_ids) batches.emplace_back();
    batches.back().push_back(log.id);
  }
  std::vector<Request> requests;
  for (auto const& ids : batches) requests.push_back(reading(ids, true));
  auto const replies =
      requests.empty() ? std::vector<Result<Response>>() : http.send_all(std::move(requests));
  for (std::size_t i = 0; i < batches.size(); ++i)
    take(readings, batches[i],
         all_rows(http, lacks_field(replies[i]) ? http.send(reading(batches[i], false)) : replies[i]));
  std::vector<LogReading> rows;
  for (auto const& log : wish.logs) rows.push_back(readings.at(log.id.substr(0, significant)));
  return rows;
}

// The text of a task cannot be searched, so those that this user made since then are looked through.
Result<std::optional<LogRef>> find_log(Http& http, LogSearch const& search) {
  if (search.session_id.empty()) return invalid_field("sessionId", "is empty");
  auto const user = search.scope.user_id.substr(search.scope.user_id.find('-') + 1);  // behind the org
  if (!is_id(user, users)) return invalid_field("userId", "is none of Salesforce");
  auto const rows =
      all_rows(http, http.send(query("SELECT Id,Description,WhatId FROM Task WHERE CreatedById='" + user +
                                     "' AND CreatedDate>=" + iso8601(search.since) +
                                     " ORDER BY CreatedDate DESC")));
  if (!rows) return rows.error();
  for (auto const& row : *rows)
    if (carries(text(row, "Description"), search.session_id))
      return LogRef{text(row, "Id"), {{"filed", filed_as(text(row, "WhatId"))}}};
  return std::optional<LogRef>();
}

}  // namespace patchbay::salesforce
