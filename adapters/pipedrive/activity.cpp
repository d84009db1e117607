#include "activity.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>

#include "answer.hpp"

namespace patchbay::pipedrive {
namespace {

constexpr char activities[] = "/api/v2/activities";

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// Pipedrive refused the activity, and its words are about the type.
bool refuses_type(Result<Response> const& reply) {
  auto const answer = document(reply);
  return answer.has_error() && answer.error().status == PATCHBAY_INVALID_PARAMS &&
         lower(answer.error().remote).find("type") != std::string::npos;
}

Result<std::string> type_named(Http& http, std::string const& keyword) {
  auto const answer = document(http.send(get("/api/v1/activityTypes")));
  if (!answer) return answer.error();
  for (auto const& type : list(*answer, "data")) {
    bool const active = optional<bool>(type, "active_flag").value_or(true);
    if (active && lower(text(type, "name")).find(keyword) != std::string::npos)
      return text(type, "key_string");
  }
  return fail(PATCHBAY_INVALID_PARAMS,
              "This company has no active activity type for this: switch Pipedrive's own on again, or, for a "
              "log, choose another in the adapter's settings.");
}

}  // namespace

Result<void> file_under(json::object& activity, json::object const& choice, EmptyChoice empty) {
  auto const deal = text(choice, "deal");
  auto const lead = text(choice, "lead");
  if (!deal.empty() && !lead.empty())
    return invalid_field("lead",
                         "cannot be chosen beside a deal: Pipedrive files an activity under one of them");
  if (!deal.empty()) {
    auto const number = number_from(deal);
    if (!number) return invalid_field("deal", "is no number of a deal");
    activity["deal_id"] = *number;
  }
  if (!lead.empty()) activity["lead_id"] = lead;
  if (empty == EmptyChoice::says_nothing) return {};
  bool const chosen = !deal.empty() || !lead.empty();
  if (deal.empty() && (chosen || choice.contains("deal"))) activity["deal_id"] = nullptr;
  if (lead.empty() && (chosen || choice.contains("lead"))) activity["lead_id"] = nullptr;
  return {};
}

void set_start(json::object& activity, UtcTime start) {
  auto const when = iso8601(start);
  activity["due_date"] = when.substr(0, 10);
  activity["due_time"] = when.substr(11, 5);
}

std::string duration_text(std::chrono::seconds duration) {
  auto const minutes =
      std::chrono::ceil<std::chrono::minutes>(std::max(duration, std::chrono::seconds(0))).count();
  char text[48];
  std::snprintf(text, sizeof text, "%02lld:%02lld", static_cast<long long>(minutes / 60),
                static_cast<long long>(minutes % 60));
  return text;
}

Result<void> set_contact(json::object& activity, ContactRef const& contact) {
  if (contact.id.empty()) return {};
  auto const person = number_from(contact.id);
  if (!person) return invalid_field("contactId", "is no number of a Pipedrive person");
  activity["participants"] = json::array{json::object{{"person_id", *person}, {"primary", true}}};
  if (auto const organization = number_from(contact.organization_id)) activity["org_id"] = *organization;
  return {};
}

Result<json::object> activity_body(NewActivity const& activity) {
  json::object body{{"subject", activity.subject}, {"done", activity.done}};
  if (auto const owner = number_from(activity.scope.user_id)) body["owner_id"] = *owner;
  auto const with = set_contact(body, activity.contact);
  if (!with) return with.error();
  if (!activity.note.empty()) body["note"] = activity.note;
  set_start(body, activity.start);
  auto const filed = file_under(body, activity.additional, EmptyChoice::says_nothing);
  if (!filed) return filed.error();
  return body;
}

Result<LogRef> create_activity(Http& http, json::object activity, ActivityType const& type) {
  activity["type"] = type.key;
  auto reply = http.send(post(activities).json(activity));
  if (!type.keyword.empty() && refuses_type(reply)) {
    auto const key = type_named(http, type.keyword);
    if (!key) return key.error();
    activity["type"] = *key;
    reply = http.send(post(activities).json(activity));
  }
  auto const answer = created(reply);
  if (!answer) return answer.error();
  return LogRef{text(*answer, "data.id"), {}};
}

Result<LogRef> change_activity(Http& http, LogRef const& log, json::object const& changes) {
  if (changes.empty()) return log;
  auto const answer = document(http.send(patch(activities + ("/" + percent_encoded(log.id))).json(changes)));
  if (!answer) return answer.error();
  return log;
}

}  // namespace patchbay::pipedrive
