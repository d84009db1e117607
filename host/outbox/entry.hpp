// One log in a CRM as Patchbay wants it, and what of that is there already. A plain value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/json/object.hpp>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace patchbay::outbox {

enum class Kind { call, message, attachment, task };

enum class State {
  pending,    // on its way: will be tried (again) by itself
  logged,     // the CRM has what is wanted
  blocked,    // waits for a person to sign in again
  failed,     // the CRM refused it: a person must change something
  set_aside,  // processes died over it: only a person has it tried again
  dropped,    // a person gave it up while the CRM may have it: kept so that a new log of the session looks
              // first
};

// What makes a log one of its kind: an account has one record a session, or a conversation, contact and day.
struct Key {
  std::string account;  // see base/crm.hpp
  Kind kind = Kind::call;
  std::string mark;
};

// A task's mark is another one than that of its call's log: an adapter that looks for either finds that one.
inline constexpr std::string_view task_suffix = "-task";
inline Key task_key(std::string account, std::string session_id) {
  return {std::move(account), Kind::task, std::move(session_id) + std::string(task_suffix)};
}
// The session of a call's log or a task.
inline std::string session_of(Key const& key) {
  auto const suffix = key.kind == Kind::task ? task_suffix.size() : 0;
  return key.mark.substr(0, key.mark.size() - suffix);
}

struct Entry {
  long long id = 0;
  Key key;
  long long revision = 0;  // grows with every change of what is wanted
  // {subject, contact, facts: {}, sections: {}, additional: {}} for calls and tasks; see delivery.hpp.
  boost::json::object wanted;
  boost::json::object delivered;
  std::string log_id;  // empty: the CRM has no record yet, as far as we know
  boost::json::object adapter_data;
  std::string body;  // the text as we last wrote it
  State state = State::pending;
  std::optional<boost::json::object> sent;  // a create with this was sent and its answer is not known: look
                                            // before sending again. Where there is a log: it was to go to the
                                            // contact of this, and nobody knows whether it did. See sent.hpp
  int attempts = 0;  // since the last success
  int deaths = 0;    // of processes while they delivered it, in a row
  std::optional<Error> error;
  WallTime created_at;
  WallTime wanted_at;  // since when the CRM lacks something of it
  WallTime tried_at;   // between this and next_attempt_at it waits; a clock behind it has jumped, and then it
                       // is due
  WallTime next_attempt_at;
  std::string holder;  // the process that delivers it now; empty: none
};

}  // namespace patchbay::outbox
