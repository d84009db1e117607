// Who takes part in a call: the contact on one side, the user on the other.
#include <algorithm>

#include "answer.hpp"
#include "communication.hpp"

namespace patchbay::clio {
namespace {

bool is_user(json::value const& one) { return text(one, "type") == "User"; }

bool has(json::array const& side, std::string const& contact) {
  return std::any_of(side.begin(), side.end(),
                     [&](auto const& one) { return !is_user(one) && text(one, "id") == contact; });
}

// Where the former contact stands, else opposite the user; a call that names no user came in.
char const* side_of_contact(json::value const& communication, std::string const& contact) {
  auto const &senders = list(communication, "senders"), &receivers = list(communication, "receivers");
  if (has(senders, contact)) return "senders";
  if (has(receivers, contact)) return "receivers";
  return std::any_of(senders.begin(), senders.end(), is_user) ? "receivers" : "senders";
}

}  // namespace

char const party_fields[] = ",senders{id,type},receivers{id,type}";

Result<json::object> moving(json::value const& communication, std::string const& from,
                            std::string const& to) {
  auto const* side = side_of_contact(communication, from);
  auto const& there = list(communication, side);
  json::array changes;
  if (from != to && has(there, from)) {
    auto leaving = reference(from, "contactId", "Contact");
    if (!leaving) return leaving.error();
    (*leaving)["_deleted"] = true;
    changes.push_back(*std::move(leaving));
  }
  if (!to.empty() && !has(there, to)) {
    auto coming = reference(to, "contactId", "Contact");
    if (!coming) return coming.error();
    changes.push_back(*std::move(coming));
  }
  json::object change;
  if (!changes.empty()) change[side] = std::move(changes);
  return change;
}

}  // namespace patchbay::clio
