#include "outbox/sent.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/array.hpp>

#include "base/iso_time.hpp"
#include "base/json_read.hpp"

namespace patchbay::outbox {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

// Members of what was sent beside what was wanted.
constexpr char const* time_member = "sentAt";
constexpr char const* before_member = "sentBefore";
constexpr char const* unsent_member = "unsent";  // it never left, or may be sent again as it is

constexpr auto between_servers = 5min;  // a CRM's own clocks differ a little, too
// Where the CRM's clock is not known: ours may be a day ahead of it, as one that was set by hand.
constexpr auto clock_tolerance = 24h;

// The CRM said no: it has not made the record. After anything else it may have, though we have no answer.
bool is_refusal(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_params:
    case ErrorCode::unsupported:
    case ErrorCode::not_found:
    case ErrorCode::conflict:
    case ErrorCode::auth_required:
    case ErrorCode::forbidden:
    case ErrorCode::rate_limited: return true;
    default: return false;
  }
}

}  // namespace

json::object sent_with(Entry const& entry, std::optional<WallTime> crm_time) {
  auto sent = entry.wanted;
  bool const again = entry.log_id.empty() && entry.sent;
  if (again && entry.sent->contains(time_member)) sent[time_member] = entry.sent->at(time_member);
  if (!again && crm_time) sent[time_member] = to_iso(std::chrono::floor<std::chrono::seconds>(*crm_time));
  if (entry.log_id.empty() || !entry.sent) return sent;
  json::array before;
  for (auto& contact : contacts_sent(*entry.sent)) before.push_back(std::move(contact));
  sent[before_member] = std::move(before);
  return sent;
}

std::optional<json::object> left_open(Entry const& entry, json::object const& sent, ErrorCode failure) {
  // It may go again (http/retry.hpp). To look first is a precaution: where nobody can, it goes without.
  if (failure == ErrorCode::unavailable && entry.log_id.empty()) {
    auto open = sent;
    open[unsent_member] = true;
    return open;
  }
  if (!is_refusal(failure)) return sent;
  // What speaks of the account says nothing of a create before this one, which a search may not know yet.
  bool const of_account = failure == ErrorCode::rate_limited || failure == ErrorCode::auth_required;
  if (entry.log_id.empty()) return of_account ? entry.sent : std::nullopt;
  // A log that had gone astray comes from several contacts, and only the last step may have been refused.
  return entry.sent ? std::optional(sent) : std::nullopt;
}

std::vector<json::object> contacts_sent(json::object const& sent) {
  std::vector<json::object> contacts;
  auto const add = [&contacts](json::object contact) {
    auto const same = [&](auto const& one) { return text_in(one, "id") == text_in(contact, "id"); };
    if (std::none_of(contacts.begin(), contacts.end(), same)) contacts.push_back(std::move(contact));
  };
  if (auto const* before = sent.if_contains(before_member); before && before->is_array())
    for (auto const& contact : before->get_array())
      if (contact.is_object()) add(contact.get_object());
  if (sent.contains("contact")) add(object_in(sent, "contact"));
  return contacts;
}

WallTime sent_since(Entry const& entry) {
  auto const at = entry.sent ? from_iso(text_in(*entry.sent, time_member)) : std::nullopt;
  if (at) return *at - between_servers;
  // Who set our clock back since would look in the future.
  return std::min(entry.created_at, entry.tried_at) - between_servers - clock_tolerance;
}

bool may_be_there(Entry const& entry) {
  return !entry.log_id.empty() || (entry.sent && !entry.sent->contains(unsent_member));
}

bool is_held(Entry const& entry) {
  return entry.state == State::failed && entry.error && entry.error->code == ErrorCode::unknown_outcome;
}

Entry as_sent(Entry entry) {
  entry.delivered = *entry.sent;
  for (auto const* member : {time_member, before_member, unsent_member}) entry.delivered.erase(member);
  entry.body.clear();
  return entry;
}

}  // namespace patchbay::outbox
