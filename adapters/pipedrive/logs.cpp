// Call logs, and what they share with message logs and tasks: reading and finding activities.
#include <map>

#include "activity.hpp"
#include "answer.hpp"
#include "patchbay/words.hpp"
#include "pipedrive.hpp"

namespace patchbay::pipedrive {
namespace {

constexpr std::size_t most_ids = 100;  // that GET /activities takes at once

ActivityType call_type(Scope const& scope) {
  auto const chosen = text(scope.settings, "callType");
  return chosen.empty() ? ActivityType{"call", "call"} : ActivityType{chosen, ""};
}

LogReading reading_from(json::value const& activity) {
  LogReading reading;
  reading.id = text(activity, "id");
  reading.subject = text(activity, "subject");
  reading.body = text(activity, "note");
  if (auto deal = text(activity, "deal_id"); !deal.empty()) reading.dispositions["deal"] = deal;
  if (auto lead = text(activity, "lead_id"); !lead.empty()) reading.dispositions["lead"] = lead;
  return reading;
}

LogReading unread(std::string const& id, Error error) {
  LogReading reading;
  reading.id = id;
  reading.error = std::move(error);
  return reading;
}

using Readings = std::map<std::string, LogReading>;

// The ids of one request, and what came of it.
struct Batch {
  std::vector<std::string> ids;
  std::string joined;
};

// An id that is no number is no activity's, and would spoil its whole batch.
std::vector<Batch> batches_of(std::vector<LogRef> const& logs) {
  std::vector<Batch> batches;
  for (auto const& log : logs) {
    if (!number_from(log.id)) continue;
    if (batches.empty() || batches.back().ids.size() == most_ids) batches.emplace_back();
    auto& batch = batches.back();
    batch.joined += (batch.ids.empty() ? "" : ",") + log.id;
    batch.ids.push_back(log.id);
  }
  return batches;
}

void take_batch(Readings& readings, Batch const& batch, Result<json::value> const& answer) {
  if (!answer) {
    for (auto const& id : batch.ids) readings[id] = unread(id, answer.error());
    return;
  }
  auto const take = [&](json::value const& activity) {
    bool const deleted = optional<bool>(activity, "is_deleted").value_or(false);
    if (!deleted) readings[text(activity, "id")] = reading_from(activity);
  };
  auto const* data = find(*answer, "data");
  if (data && data->is_object()) take(*data);
  for (auto const& activity : list(*answer, "data")) take(activity);
}

// One log alone costs a tenth of what a list costs.
Request reading(Batch const& batch) {
  if (batch.ids.size() == 1) return get("/api/v2/activities/" + percent_encoded(batch.joined));
  return get("/api/v2/activities").query("ids", batch.joined).query("limit", "500");
}

// The newest activities of the person first.
Request recent(LogSearch const& search) {
  auto request = get("/api/v2/activities");
  if (!search.contact.id.empty())
    request.query("person_id", search.contact.id);
  else if (!search.scope.user_id.empty())
    request.query("owner_id", search.scope.user_id);
  return request.query("updated_since", iso8601(search.since))
      .query("sort_by", "add_time")
      .query("sort_direction", "desc")
      .query("limit", "500");
}

}  // namespace

Result<LogRef> create_call_log(Http& http, CallLog const& log) {
  auto body = activity_body({log.scope, log.contact, log.additional, log.subject, log.body, log.start_time});
  if (!body) return body.error();
  if (log.duration) (*body)["duration"] = duration_text(*log.duration);
  return create_activity(http, *std::move(body), call_type(log.scope));
}

Result<LogRef> update_call_log(Http& http, CallLogChange const& change) {
  json::object changes;
  if (change.subject) changes["subject"] = *change.subject;
  if (change.body) changes["note"] = *change.body;
  if (change.start_time) set_start(changes, *change.start_time);
  if (change.duration) changes["duration"] = duration_text(*change.duration);
  auto const filed = file_under(changes, change.additional, EmptyChoice::clears);
  if (!filed) return filed.error();
  return change_activity(http, change.log, changes);
}

Result<LogRef> set_disposition(Http& http, Disposition const& wish) {
  json::object changes;
  auto const filed = file_under(changes, wish.dispositions, EmptyChoice::clears);
  if (!filed) return filed.error();
  return change_activity(http, wish.log, changes);
}

Result<LogRef> set_call_contact(Http& http, ContactChange const& change) {
  // What belonged to the previous contact does not stay.
  json::object changes{
      {"participants", json::array()}, {"org_id", nullptr}, {"deal_id", nullptr}, {"lead_id", nullptr}};
  auto const with = set_contact(changes, change.contact);
  if (!with) return with.error();
  auto const filed = file_under(changes, change.additional, EmptyChoice::says_nothing);
  if (!filed) return filed.error();
  return change_activity(http, change.log, changes);
}

Result<std::vector<LogReading>> get_logs(Http& http, LogQuery const& query) {
  auto const batches = batches_of(query.logs);
  std::vector<Request> requests;
  for (auto const& batch : batches) requests.push_back(reading(batch));
  auto const replies =
      requests.empty() ? std::vector<Result<Response>>() : http.send_all(std::move(requests));
  Readings readings;
  for (std::size_t i = 0; i < batches.size(); ++i) take_batch(readings, batches[i], document(replies[i]));
  std::vector<LogReading> rows;
  for (auto const& log : query.logs) {
    auto const at = readings.find(log.id);
    auto missing = fail(PATCHBAY_NOT_FOUND, "Pipedrive no longer has this log, or not for this user.");
    rows.push_back(at == readings.end() ? unread(log.id, std::move(missing)) : at->second);
  }
  return rows;
}

Result<std::optional<LogRef>> find_log(Http& http, LogSearch const& search) {
  if (search.session_id.empty()) return invalid_field("sessionId", "is empty");
  auto const first = recent(search);
  for (std::string cursor;;) {
    auto request = first;
    if (!cursor.empty()) request.query("cursor", cursor);
    auto const answer = document(http.send(std::move(request)));
    if (!answer) return answer.error();
    for (auto const& activity : list(*answer, "data"))
      if (carries(without_entities(text(activity, "note")), search.session_id))
        return LogRef{text(activity, "id"), {}};
    auto next = text(*answer, "additional_data.next_cursor");
    if (next.empty() || next == cursor) return std::optional<LogRef>();
    cursor = std::move(next);
  }
}

}  // namespace patchbay::pipedrive
