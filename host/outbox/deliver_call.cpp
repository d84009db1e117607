#include <vector>

#include <boost/json/value.hpp>

#include "base/json_read.hpp"
#include "compose/call_log.hpp"
#include "outbox/crm_log.hpp"
#include "outbox/delivery.hpp"
#include "outbox/difference.hpp"
#include "outbox/sent.hpp"

namespace patchbay::outbox {
namespace {

namespace json = boost::json;

// The text of a log in this CRM: its format, and which sections it shows.
struct Text {
  Format format;
  SectionSettings settings;
  std::size_t max_bytes;

  bool fits(std::string const& body) const { return max_bytes == 0 || body.size() <= max_bytes; }

  std::string composed(json::object const& state) const {
    return compose(call_sections_from_json(object_in(state, "sections")), settings, format);
  }

  // `body` with the sections of `change` put in. What `wanted` has at length gives way when the CRM would not
  // take the whole: better a log without its transcript than none. The note never does.
  Result<std::string> put(json::object const& change, json::object const& wanted,
                          std::string const& body) const {
    auto sections = call_sections_from_json(object_in(change, "sections"));
    auto const all = call_sections_from_json(object_in(wanted, "sections"));
    auto result = upsert(body, sections, settings, format);
    for (auto const member : {&CallSections::transcript, &CallSections::legs, &CallSections::ai_note}) {
      if (fits(result)) return result;
      if (!(all.*member)) continue;
      sections.*member = "(left out: too long for this CRM)";
      result = upsert(body, sections, settings, format);
    }
    if (fits(result)) return result;
    return too_long("The text of the log", result.size(), max_bytes, "note");
  }
};

Result<Text> text_for(LogRules const& rules, SectionSettings settings) {
  auto const format = format_from(rules.format);
  if (!format) return fail(ErrorCode::internal, "The adapter names a log format that does not exist.");
  settings.set(Section::mark, rules.mark_in_text);
  return Text{*format, settings, rules.max_body_bytes};
}

Result<Delivered> create(Entry const& entry, BeforeCreate const& before_create, CrmLog const& log,
                         Text const& text) {
  json::object params = object_in(entry.wanted, "facts");
  params["sessionId"] = entry.key.mark;
  params["subject"] = entry.wanted.contains("subject") ? entry.wanted.at("subject") : json::value("");
  auto const body = text.put(entry.wanted, entry.wanted, "");
  if (!body) return body.error();
  params["body"] = *body;
  params["additional"] = object_in(entry.wanted, "additional");
  if (auto const ready = before_create(); !ready) return ready.error();
  return log.create(std::move(params));
}

// The members of callLog.update that differ from what the CRM has, beside the body.
json::object changed_facts(json::object const& change) {
  json::object params = object_in(change, "facts");
  params["additional"] = object_in(change, "additional");
  if (auto const* subject = change.if_contains("subject")) params["subject"] = *subject;
  return params;
}

// One attempt: our sections put into `current`, and what else changed.
Result<Delivered> write(std::string const& log_id, LogReading const& current, json::object const& change,
                        json::object const& wanted, CrmLog const& log, Text const& text) {
  json::object params = changed_facts(change);
  auto body = current.body;
  if (change.contains("sections")) {
    auto changed = text.put(change, wanted, current.body);
    if (!changed) return changed.error();
    if (*changed != current.body) params["body"] = *changed;
    body = std::move(*changed);
  }
  auto result = log.update(log_id, current.adapter_data, std::move(params));
  if (result) result->body = std::move(body);
  return result;
}

bool only_additional(json::object const& change) {
  return change.size() == 1 && change.contains("additional");
}

// Whom the CRM may have the log with instead: whom it was delivered with, and whom it was to go to when the
// answer to that was lost. REQUIRES: the entry has a log.
std::vector<json::object> others(Entry const& entry) {
  auto contacts = entry.sent ? contacts_sent(*entry.sent) : std::vector<json::object>();
  auto const forget = [&contacts](json::object const& contact) {
    std::erase_if(contacts, [&](auto const& one) { return text_in(one, "id") == text_in(contact, "id"); });
  };
  if (entry.delivered.contains("contact")) {
    auto const delivered = object_in(entry.delivered, "contact");
    forget(delivered);
    contacts.insert(contacts.begin(), delivered);
  }
  forget(object_in(entry.wanted, "contact"));
  return contacts;
}

// The log goes to whom the entry wants: a delivery of its own, since the next has to know whom it is with.
// What somebody wrote into it meanwhile is read, so that a later write does not go over it.
Result<Delivered> move(Entry const& entry, std::vector<json::object> const& from,
                       BeforeCreate const& before_create, CrmLog const& log) {
  if (auto const ready = before_create(); !ready) return ready.error();
  LogReading known{{}, entry.body, entry.adapter_data};
  for (auto const& previous : from) {
    auto done = log.set_contact(entry.log_id, known.adapter_data, previous);
    if (!done && done.error().code == ErrorCode::conflict && log.can_read()) {
      auto current = log.read(entry.log_id, known.adapter_data);
      if (!current) return current.error();
      known = std::move(*current);
      done = log.set_contact(entry.log_id, known.adapter_data, previous);
    }
    if (!done) return done.error();
    known.adapter_data = done->adapter_data;
  }
  auto so_far = entry.delivered;
  for (auto const* member : {"contact", "additional"}) so_far[member] = object_in(entry.wanted, member);
  return Delivered{entry.log_id, known.adapter_data, known.body, std::move(so_far)};
}

Result<Delivered> update(Entry const& entry, std::string const& log_id, json::object const& adapter_data,
                         CrmLog const& log, LogRules const& rules, Text const& text) {
  auto change = difference(entry.wanted, entry.delivered);
  change.erase("contact");  // whose name may be new
  if (change.empty()) return Delivered{log_id, adapter_data, entry.body};
  if (only_additional(change) && log.offers_disposition()) {
    auto result = log.set_disposition(log_id, adapter_data, object_in(change, "additional"));
    if (result) result->body = entry.body;
    return result;
  }
  LogReading known{{}, entry.body, adapter_data};
  // With a conditional write the CRM itself says when our picture of the text is old; otherwise we look
  // before we write.
  if (rules.conditional_update && !entry.body.empty()) {
    auto result = write(log_id, known, change, entry.wanted, log, text);
    if (result || result.error().code != ErrorCode::conflict) return result;
  }
  if (!log.can_read()) {
    if (known.body.empty())
      known.body = text.composed(entry.delivered);  // the answer that would have told was lost
    return write(log_id, known, change, entry.wanted, log, text);
  }
  auto const current = log.read(log_id, adapter_data);
  if (!current) return current.error();
  return write(log_id, *current, change, entry.wanted, log, text);
}

// Who deleted a log in the CRM did so on purpose: it does not come back by itself, but whoever changes it is
// told how it would.
Result<Delivered> update_known(Entry const& entry, BeforeCreate const& before_create, CrmLog const& log,
                               LogRules const& rules, Text const& text) {
  auto const from = others(entry);
  auto result = from.empty() ? update(entry, entry.log_id, entry.adapter_data, log, rules, text)
                             : move(entry, from, before_create, log);
  if (result || result.error().code != ErrorCode::not_found || !log.is_gone()) return result;
  return fail(ErrorCode::not_found, "This log was deleted in the CRM. Log the call again to make a new one.");
}

// A create may be several steps in the CRM, and the answer was lost after any of them: the facts go once
// more, so that the adapter adds what is missing.
Entry as_found(Entry const& entry, CrmLog const& log) {
  auto found = as_sent(entry);
  if (log.can_update()) found.delivered.erase("facts");
  return found;
}

// One that is wanted with somebody else by now is written down first as it is.
Result<Delivered> update_found(Entry const& found, std::string const& log_id, LogReading const& reading,
                               CrmLog const& log, LogRules const& rules, Text const& text) {
  if (text_in(object_in(found.wanted, "contact"), "id") !=
      text_in(object_in(found.delivered, "contact"), "id"))
    return Delivered{log_id, reading.adapter_data, {}, found.delivered};
  return update(found, log_id, reading.adapter_data, log, rules, text);
}

}  // namespace

Result<Delivered> deliver_call(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                               SectionSettings const& settings, Context const& context) {
  auto const rules = crm.log_rules(entry.key.account);
  if (!rules) return rules.error();
  auto const text = text_for(*rules, settings);
  if (!text) return text.error();
  CrmLog const log(crm, entry, "callLog", context);
  if (!entry.log_id.empty()) return update_known(entry, before_create, log, *rules, *text);
  if (entry.sent) {
    if (!log.can_tell()) return unseen();
    std::string log_id;
    auto const found = log.find(log_id);
    if (!found) return found.error();
    if (*found) return update_found(as_found(entry, log), log_id, **found, log, *rules, *text);
  }
  return create(entry, before_create, log, *text);
}

}  // namespace patchbay::outbox
