// Shaping what HubSpot keeps of a call, of a conversation, or of what is to be done: a call, a communication,
// a note, a task. Pure functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::hubspot {

// A kind of record, the properties of its texts, and HubSpot's ids of what it can belong to.
struct Kind {
  char const* type;
  char const* title;  // empty: it has none
  char const* body;
  char const* properties;  // what is read of it
  int to_contact;
  int to_company;
  int to_deal;
  int to_ticket;
};
inline constexpr Kind calls{
    "calls", "hs_call_title", "hs_call_body", "hs_call_title,hs_call_body,hs_call_disposition", 194, 182, 206,
    220};
inline constexpr Kind communications{
    "communications", "", "hs_communication_body", "hs_communication_body", 81, 87, 85, 83};
inline constexpr Kind notes{"notes", "", "hs_note_body", "hs_note_body", 202, 190, 214, 228};
inline constexpr Kind tasks{
    "tasks", "hs_task_subject", "hs_task_body", "hs_task_subject,hs_task_body", 204, 192, 216, 230};

// What a message log was kept as.
inline Kind const& kind_of(LogRef const& log) {
  return text(log.adapter_data, "object") == notes.type ? notes : communications;
}

// What a log can be filed under.
struct Related {
  char const* kind;  // in `additional`
  char const* type;  // in HubSpot's paths
  int Kind::*association;
};
inline constexpr Related related_kinds[] = {{"deal", "deals", &Kind::to_deal},
                                            {"ticket", "tickets", &Kind::to_ticket}};

// A record of this kind with everything that it belongs to, in one request; with nobody, where the contact
// is. `additional` is {"deal": "12", "ticket": "7"}.
Result<LogRef> create_activity(Http& http, Kind const& kind, json::object properties,
                               ContactRef const& contact, json::object const& additional);

// Sends what is set, and files the record anew where `additional` names a deal or a ticket, all at the same
// time. Nothing set is no request.
Result<LogRef> change_activity(Http& http, Kind const& kind, LogRef const& log,
                               json::object const& properties, json::object const& additional);

// Takes the record from the previous contact to the other, with what it is filed under there and with the
// properties: first it gets what is new, then it loses what was. Done half, it is with both, not with nobody;
// done twice, it is as after the first time.
Result<LogRef> move_activity(Http& http, Kind const& kind, ContactChange const& change,
                             json::object const& properties);

// The record of one of these kinds that belongs to the contact and carries the mark in its text. Goes by what
// belongs to the contact, since HubSpot's search knows a new record only after a while; what belongs to
// nobody has to be searched for all the same.
Result<std::optional<LogRef>> find_activity(Http& http, LogSearch const& search,
                                            std::vector<Kind> const& kinds);

}  // namespace patchbay::hubspot
