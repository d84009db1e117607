// What Clio keeps of a call or a conversation: a communication, and for a call perhaps a time entry. Pure
// functions; any thread.
#pragma once

#include "patchbay/patchbay.hpp"

namespace patchbay::clio {

// A new communication with `contact`. The mark lies in an external property, where no reader sees it.
struct NewCommunication {
  Scope const& scope;
  ContactRef const& contact;
  json::object const& additional;
  std::string const& subject;
  std::string const& body;
  bool inbound;
  UtcTime time;
  std::string const& mark;
};
// The created record, as `log_fields` asks for it.
Result<json::value> create_communication(Http& http, NewCommunication const& wish);

// The members of a communication that every write and every search asks for: what log_ref and a time entry
// need.
extern char const log_fields[];

// Id, etag and time entry of a communication. What only the adapter knows of the log (its day, which time
// entry is ours) is taken over from `known`.
LogRef log_ref(json::value const& communication, json::object const& known = {});

// Sets `matter` from {"matter": "12"}. Error: invalid_params; an empty one where it is refused, since Clio
// cannot take it back.
enum class EmptyMatter { says_nothing, is_refused };
Result<void> file_under(json::object& record, json::object const& choice, EmptyMatter empty);

// Text that Clio takes: it refuses a blank one.
std::string filled(std::string const& text, char const* otherwise);

// The record of a list ("documents") whose external property `name` is `mark`; null where there is none.
Result<json::value> find_carrying(Http& http, std::string const& resource, char const* name,
                                  std::string const& mark, std::string const& fields);

// The communication that carries the mark, when there is one.
Result<std::optional<LogRef>> find_by_mark(Http& http, std::string const& mark);

Request reading(std::string const& id, char const* fields);
// With a condition, a change of what somebody else changed since is 412.
enum class Condition { unchanged_since, none };
Request changing(LogRef const& log, json::object const& fields, Condition condition);

}  // namespace patchbay::clio
