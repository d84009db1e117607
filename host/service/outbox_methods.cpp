#include "service/outbox_methods.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <boost/json/array.hpp>

#include "base/iso_time.hpp"
#include "outbox/entry_row.hpp"
#include "service/log_state.hpp"
#include "service/params.hpp"
#include "service/return_message.hpp"
#include "store/repair.hpp"

namespace patchbay::service {
namespace {

using outbox::Entry;
using outbox::State;

constexpr State waiting_states[] = {State::pending, State::blocked, State::failed, State::set_aside};
constexpr int entries_of_page = 50;
constexpr std::chrono::seconds between_times{1};
constexpr std::size_t note_bytes = 2000;  // enough to know it again; a page must fit into a frame

std::string iso(WallTime time) { return to_iso(std::chrono::floor<std::chrono::seconds>(time)); }

std::string platform_of(Entry const& entry) {
  return entry.key.account.substr(0, entry.key.account.find('/'));
}

// "12", as the list names it.
Result<long long> id_in(json::object const& params, char const* name) {
  auto const text = required_text(params, name);
  if (!text) return text.error();
  long long id = 0;
  auto const [end, problem] = std::from_chars(text->data(), text->data() + text->size(), id);
  if (problem != std::errc() || end != text->data() + text->size())
    return invalid_field(name, "is no id of the outbox");
  return id;
}

Result<std::optional<State>> state_in(json::object const& params) {
  auto const name = optional_text(params, "state");
  if (!name) return name.error();
  if (!*name || (*name)->empty()) return std::optional<State>();
  for (auto const state : waiting_states) {
    if (waiting_name(state) == **name) return std::optional(state);
  }
  return invalid_field("state", "must be queued, blocked, failed or setAside");
}

std::string help_for_failure(Entry const& entry) {
  std::string const again = entry.key.kind == outbox::Kind::task ? "make the task again" : "log it again";
  switch (entry.error ? entry.error->code : ErrorCode::internal) {
    case ErrorCode::not_found:
      if (!entry.log_id.empty()) return "Log it again: that makes a new record. Or drop the change.";
      return "Choose another contact and " + again + ", or drop it.";
    case ErrorCode::forbidden: return "Ask who administers the CRM for the right to write this, then retry.";
    case ErrorCode::invalid_params:
      return "Change what the reason names and " + again + ", or drop it.";
    case ErrorCode::unsupported: return "This CRM does not take it: drop it.";
    case ErrorCode::unknown_outcome: return "Retry it if the CRM does not have it. Drop it if it does.";
    default: return "Retry it. If it fails again, report it.";
  }
}

// What would help, for a person.
std::string help_for(Entry const& entry) {
  switch (entry.state) {
    case State::blocked: return "Sign in to " + platform_of(entry) + " again; it then goes on by itself.";
    case State::set_aside:
      return "Update Patchbay and its adapter, then retry it. Drop it if nobody needs it.";
    case State::failed: return help_for_failure(entry);
    default: return "Nothing: Patchbay tries it again by itself.";
  }
}

// Not in the middle of a character.
std::string beginning_of(std::string text) {
  if (text.size() <= note_bytes) return text;
  auto end = note_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

json::object reason_of(Error const& error) {
  auto reason = error_of(error.code, error.message);
  if (!error.field.empty()) reason["field"] = error.field;
  if (!error.remote.empty()) reason["remote"] = beginning_of(error.remote);
  return reason;
}

json::object counts_of(std::map<State, int> const& counts) {
  json::object result;
  for (auto const state : waiting_states) {
    auto const found = counts.find(state);
    result[waiting_name(state)] = found == counts.end() ? 0 : found->second;
  }
  return result;
}

}  // namespace

json::object OutboxMethods::row_of(Entry const& entry) {
  auto const contact = object_in(entry.wanted, "contact");
  json::object row{{"id", std::to_string(entry.id)},
                   {"platform", platform_of(entry)},
                   {"userId", entry.key.account.substr(entry.key.account.find('/') + 1)},
                   {"kind", outbox::name_of(entry.key.kind)},
                   {"subject", text_in(entry.wanted, "subject")},
                   {"contactName", text_in(contact, "name")},
                   {"state", waiting_name(entry.state)},
                   {"since", iso(entry.wanted_at)},
                   {"attempts", entry.attempts},
                   {"help", help_for(entry)}};
  add_mark(entry, row);
  if (auto note = text_in(object_in(entry.wanted, "sections"), "note"); !note.empty())
    row["note"] = beginning_of(std::move(note));
  if (entry.error) row["reason"] = reason_of(*entry.error);
  auto next = entry.next_attempt_at;
  if (entry.state != State::pending) return row;
  // A pause that cannot be read hides nothing but the time.
  if (auto const pause = backlog_.pause_of(entry.key.account, entry.tried_at); pause && *pause)
    next = std::max(next, (*pause)->until);
  row["nextAttempt"] = iso(next);
  return row;
}

Result<json::value> OutboxMethods::list(json::object const& params, RequestContext const&) {
  auto const token = optional_text(params, "jwtToken");
  if (!token) return token.error();
  auto const state = state_in(params);
  if (!state) return state.error();
  auto const after = params.contains("after") ? id_in(params, "after") : Result<long long>(0);
  if (!after) return after.error();
  std::string account;
  if (*token) {
    auto const row = live_.row_by_token(**token);
    if (!row) return row.error();
    account = row->platform + "/" + row->user_id;
  }
  auto entries = backlog_.list(account, *state, *after, entries_of_page + 1);
  if (!entries) return entries.error();
  auto const counts = backlog_.counts();
  if (!counts) return counts.error();
  bool const more = entries->size() > entries_of_page;
  if (more) entries->pop_back();
  json::array rows;
  for (auto const& entry : *entries) rows.push_back(row_of(entry));
  json::object result{{"successful", true}, {"entries", std::move(rows)}, {"counts", counts_of(*counts)}};
  if (auto const problem = damage_notice(database_.file()); !problem.empty()) result["problem"] = problem;
  if (more) result["next"] = std::to_string(entries->back().id);
  return json::value(std::move(result));
}

Result<json::value> OutboxMethods::retry(json::object const& params, RequestContext const& request) {
  auto const id = id_in(params, "id");
  if (!id) return id.error();
  auto const wait = wait_of(params);
  if (!wait) return wait.error();
  auto const entry = outbox_.retry(*id, *wait, request.context);
  if (!entry) return entry.error();
  announce();
  auto const live = live_.by_account(entry->key.account);
  auto state = log_state(live ? live->get() : nullptr, *entry, "The CRM has it now.");
  if (!state) return state.error();
  return json::value(std::move(*state));
}

Result<json::value> OutboxMethods::drop(json::object const& params, RequestContext const& request) {
  auto const id = id_in(params, "id");
  if (!id) return id.error();
  auto const entry = outbox_.drop(*id, request.context);
  if (!entry) return entry.error();
  announce();
  bool const dropped = entry->state != State::logged;
  return json::object{
      {"successful", true},
      {"dropped", dropped},
      {"returnMessage", dropped ? success_message("Given up. What the CRM has stays there.")
                                : warning_message("It has reached the CRM in the meantime.")}};
}

void OutboxMethods::announce() {
  auto const counts = backlog_.counts();
  auto const next = backlog_.next_attempt(clock_.wall_now());
  if (!counts || !next) return;  // whoever wrote the change was told of the trouble already
  auto const attempt = *next ? iso(**next) : std::string();
  {
    Lock lock(mutex_);
    auto const now = clock_.steady_now();
    if (*counts == told_ && (attempt == told_attempt_ || now < told_at_ + between_times)) return;
    told_ = *counts;
    told_attempt_ = attempt;
    told_at_ = now;
  }
  auto params = counts_of(*counts);
  if (!attempt.empty()) params["nextAttempt"] = attempt;
  notify_("outbox.changed", std::move(params));
}

}  // namespace patchbay::service
