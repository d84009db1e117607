// Shaping what Pipedrive keeps of a call or a conversation: an activity. Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::pipedrive {

// What an empty choice of a deal or a lead does to an activity.
enum class EmptyChoice { says_nothing, clears };

// Sets deal_id or lead_id from {"deal": "12"} or {"lead": "..."}; an activity belongs to one of them at most.
Result<void> file_under(json::object& activity, json::object const& choice, EmptyChoice empty);

// due_date and due_time, which Pipedrive keeps in UTC.
void set_start(json::object& activity, UtcTime start);

// "HH:MM", rounded up to whole minutes.
std::string duration_text(std::chrono::seconds duration);

// Sets the person, whom Pipedrive takes through the participants only, and the organization as far as it is
// known. With nobody nothing is set: empty ids are refused.
Result<void> set_contact(json::object& activity, ContactRef const& contact);

// An activity of `contact`, or of nobody.
struct NewActivity {
  Scope const& scope;
  ContactRef const& contact;
  json::object const& additional;
  std::string const& subject;
  std::string const& note;
  UtcTime start;
  bool done = true;
};
Result<json::object> activity_body(NewActivity const& activity);

// Which kind of activity to make. Where the settings name none it is one of Pipedrive's built-in ones, and if
// this company has no such type, the first one whose name contains `keyword`.
struct ActivityType {
  std::string key;
  std::string keyword;  // empty: the settings name the key
};

Result<LogRef> create_activity(Http& http, json::object activity, ActivityType const& type);
// Sends what is set; nothing set is no request.
Result<LogRef> change_activity(Http& http, LogRef const& log, json::object const& changes);

}  // namespace patchbay::pipedrive
