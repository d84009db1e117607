#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "base/json_read.hpp"
#include "compose/messages.hpp"
#include "outbox/crm_log.hpp"
#include "outbox/delivery.hpp"
#include "outbox/sent.hpp"

namespace patchbay::outbox {
namespace {

namespace json = boost::json;

bool inbound(json::object const& object) {
  auto const* value = object.if_contains("inbound");
  return !value || !value->is_bool() || value->get_bool();
}

MessageKind kind_from(std::string_view name) {
  if (name == "voicemail") return MessageKind::voicemail;
  return name == "fax" ? MessageKind::fax : MessageKind::sms;
}

using Rows = std::vector<json::object>;

// The messages of `state` whose ids are not in `known`: oldest first, whatever the order in which they came.
Rows messages_of(json::object const& state, json::object const& known) {
  auto const all = object_in(state, "messages");
  Rows rows;
  for (auto const& [id, message] : all) {
    if (message.is_object() && !known.contains(id)) rows.push_back(message.get_object());
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](auto const& a, auto const& b) { return text_in(a, "at") < text_in(b, "at"); });
  return rows;
}

std::vector<LoggedMessage> as_logged(Rows const& rows) {
  std::vector<LoggedMessage> result;
  for (auto const& row : rows) {
    result.push_back({inbound(row) ? Direction::inbound : Direction::outbound, text_in(row, "sender"),
                      text_in(row, "time"), text_in(row, "text"), texts_in(row, "links")});
  }
  return result;
}

// How this CRM takes texts.
struct Form {
  Format format;
  std::size_t max_bytes;  // 0: no limit is known
  bool mark_in_text;
  bool conditional;
};

// What `write` makes of the messages. The longest give way when the CRM would not take the whole: better a
// conversation without one text than none.
template <class Write>
Result<std::string> fitted(std::vector<LoggedMessage> messages, std::size_t max_bytes, Write const& write) {
  constexpr char left_out[] = "(left out: too long for this CRM)";
  for (;;) {
    std::string body = write(messages);
    if (max_bytes == 0 || body.size() <= max_bytes) return body;
    auto const longest = std::max_element(messages.begin(), messages.end(), [](auto const& a, auto const& b) {
      return a.text.size() < b.text.size();
    });
    if (longest == messages.end() || longest->text.size() <= sizeof left_out) {
      return too_long("The conversation of this day", body.size(), max_bytes, "messages");
    }
    longest->text = left_out;
  }
}

Result<Delivered> create(Entry const& entry, BeforeCreate const& before_create, CrmLog const& log,
                         Form const& form) {
  auto const facts = object_in(entry.wanted, "facts");
  json::object params = facts;
  params["conversationId"] =
      entry.key.mark;  // what messageLog.find looks for: the conversation, contact and day
  params["subject"] = text_in(entry.wanted, "subject");
  params["additional"] = object_in(entry.wanted, "additional");
  auto const rows = messages_of(entry.wanted, {});
  auto const body = fitted(as_logged(rows), form.max_bytes, [&](std::vector<LoggedMessage> const& messages) {
    return compose_messages({kind_from(text_in(facts, "kind")), texts_in(entry.wanted, "participants"),
                             form.mark_in_text ? entry.key.mark : "", messages},
                            form.format);
  });
  if (!body) return body.error();
  params["body"] = *body;
  // The record's time and direction are those of its first message, which need not be the one that came
  // first.
  if (!rows.empty()) {
    params["time"] = text_in(rows.front(), "at");
    params["inbound"] = inbound(rows.front());
  }
  if (auto const ready = before_create(); !ready) return ready.error();
  return log.create(std::move(params));
}

// `body` with the messages at its end, but for those that it has: the answer to an earlier attempt may have
// been lost.
std::string appended(std::string body, std::vector<LoggedMessage> const& messages, MessageKind kind,
                     Format format) {
  for (auto const& message : messages) {
    auto const block = append_messages("", kind, {message}, format);
    if (body.find(text::normalised(block)) == std::string::npos)
      body = append_messages(body, kind, {message}, format);
  }
  return body;
}

Result<Delivered> append(LogReading const& current, Entry const& entry, std::string const& log_id,
                         Rows const& rows, CrmLog const& log, Form const& form) {
  auto const kind = kind_from(text_in(object_in(entry.wanted, "facts"), "kind"));
  auto body = fitted(as_logged(rows), form.max_bytes, [&](std::vector<LoggedMessage> const& messages) {
    return appended(current.body, messages, kind, form.format);
  });
  if (!body) return body.error();
  if (*body == current.body) return Delivered{log_id, current.adapter_data, current.body};
  auto result = log.update(log_id, current.adapter_data, {{"body", *body}});
  if (result) result->body = std::move(*body);
  return result;
}

Result<Delivered> update(Entry const& entry, std::string const& log_id, json::object const& adapter_data,
                         CrmLog const& log, Form const& form) {
  // A message that is known is skipped, whatever else is said of it now.
  auto const rows = messages_of(entry.wanted, object_in(entry.delivered, "messages"));
  if (rows.empty()) return Delivered{log_id, adapter_data, entry.body};
  LogReading const known{{}, entry.body, adapter_data};
  if (!log.can_read() && entry.body.empty())
    return fail(ErrorCode::unsupported, "This CRM's adapter cannot add to a message log.");
  if (!log.can_read() || (form.conditional && !entry.body.empty())) {
    auto result = append(known, entry, log_id, rows, log, form);
    if (result || !log.can_read() || result.error().code != ErrorCode::conflict) return result;
  }
  auto const current = log.read(log_id, adapter_data);
  if (!current) return current.error();
  return append(*current, entry, log_id, rows, log, form);
}

}  // namespace

Result<Delivered> deliver_message(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                                  Context const& context) {
  auto const rules = crm.log_rules(entry.key.account);
  if (!rules) return rules.error();
  auto const format = format_from(rules->format);
  if (!format) return fail(ErrorCode::internal, "The adapter names a log format that does not exist.");
  Form form{*format, rules->max_body_bytes, rules->mark_in_text, rules->conditional_update};
  CrmLog const log(crm, entry, "messageLog", context);
  if (!entry.log_id.empty()) {
    auto result = update(entry, entry.log_id, entry.adapter_data, log, form);
    // Somebody deleted the record, and the conversation goes on: it gets a new one.
    if (result || result.error().code != ErrorCode::not_found || !log.is_gone()) return result;
  }
  if (entry.sent) {
    if (!log.can_tell()) return unseen();
    std::string log_id;
    auto const found = log.find(log_id);
    if (!found) return found.error();
    form.conditional = false;  // our picture of the text is none
    if (*found) return update(as_sent(entry), log_id, (*found)->adapter_data, log, form);
  }
  return create(entry, before_create, log, form);
}

Result<Delivered> deliver(Entry const& entry, BeforeCreate const& before_create, Crm& crm,
                          Attachments const& attachments, SectionSettings const& settings,
                          Context const& context) {
  switch (entry.key.kind) {
    case Kind::message: return deliver_message(entry, before_create, crm, context);
    case Kind::attachment: return deliver_attachment(entry, before_create, crm, attachments, context);
    case Kind::task: return deliver_task(entry, before_create, crm, context);
    default: return deliver_call(entry, before_create, crm, settings, context);
  }
}

}  // namespace patchbay::outbox
