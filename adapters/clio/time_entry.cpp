#include "time_entry.hpp"

#include "answer.hpp"

namespace patchbay::clio {
namespace {

Request making(json::object const& record) {
  return post("/api/v4/activities.json").query("fields", "id").json(json::object{{"data", record}});
}

}  // namespace

bool wants_time_entry(Scope const& scope) {
  return optional<bool>(scope.settings, "timeEntries").value_or(true);
}

Result<std::string> create_time_entry(Http& http, NewTimeEntry const& wish) {
  auto communication = reference(text(wish.communication, "id"), "logId");
  if (!communication) return communication.error();
  auto const day = wish.day.empty() ? text(wish.communication, "received_at").substr(0, 10) : wish.day;
  json::object record{{"type", "TimeEntry"},
                      {"date", day},
                      {"quantity", wish.duration.count()},
                      {"note", text(wish.communication, "subject")},
                      {"communication", *std::move(communication)},
                      {"non_billable", optional<bool>(wish.scope.settings, "nonBillable").value_or(false)}};
  if (auto const* matter = find(wish.communication, "matter.id"))
    record["matter"] = json::object{{"id", *matter}};
  auto reply = http.send(making(record));
  if (refuses_member(reply, "activity_description")) {
    record["non_billable"] = true;
    reply = http.send(making(record));
  }
  auto const answer = created(reply);
  if (!answer) return answer.error();
  return text(*answer, "data.id");
}

Request changing_time_entry(std::string const& id, json::object const& fields) {
  return patch("/api/v4/activities/" + percent_encoded(id) + ".json")
      .query("fields", "id")
      .json(json::object{{"data", fields}});
}

Result<void> time_entry_changed(Result<Response> const& reply) {
  auto const answer = document(reply);
  if (answer || answer.error().status == PATCHBAY_NOT_FOUND) return {};
  return answer.error();
}

}  // namespace patchbay::clio
