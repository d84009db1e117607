#include "service/message_changes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include "base/iso_time.hpp"
#include "compose/messages.hpp"
#include "compose/words.hpp"
#include "service/call_record.hpp"
#include "service/params.hpp"

namespace patchbay::service {
namespace {

// What all messages of one request share.
struct Shared {
  std::string conversation;
  MessageKind kind = MessageKind::sms;
  json::object contact;
  std::string contact_name;
  std::vector<std::string> correspondents;  // everybody on the other side
  json::object additional;
  std::string agent;
  std::string zone;
};

Result<MessageKind> kind_of(json::object const& log_info) {
  auto const type = optional_text(log_info, "type");
  if (!type) return type.error();
  auto const name = type->value_or("SMS");
  if (name == "SMS") return MessageKind::sms;
  if (name == "VoiceMail") return MessageKind::voicemail;
  if (name == "Fax") return MessageKind::fax;
  return invalid_field("type", "must be SMS, VoiceMail or Fax");
}

char const* word_of(MessageKind kind) {
  switch (kind) {
    case MessageKind::voicemail: return "voicemail";
    case MessageKind::fax: return "fax";
    default: return "sms";
  }
}

// A name, or the number of who has none.
Result<std::vector<std::string>> names_of_correspondents(json::object const& log_info) {
  auto const correspondents = array_or_empty(log_info, "correspondents");
  if (!correspondents) return correspondents.error();
  std::vector<std::string> names;
  for (auto const& item : *correspondents) {
    if (!item.is_object()) return invalid_field("correspondents", "must hold objects only");
    auto name = text_in(item.get_object(), "name");
    if (name.empty()) name = text_in(item.get_object(), "phoneNumber");
    if (!name.empty()) names.push_back(std::move(name));
  }
  return names;
}

Result<Shared> shared_of(json::object const& params, json::object const& log_info, std::string agent, std::string zone) {
  auto conversation = required_text(log_info, "conversationId");
  if (!conversation) return conversation.error();
  auto const kind = kind_of(log_info);
  if (!kind) return kind.error();
  auto const contact_id = required_text(params, "contactId");
  if (!contact_id) return contact_id.error();
  auto additional = object_or_empty(params, "additionalSubmission");
  if (!additional) return additional.error();
  auto correspondents = names_of_correspondents(log_info);
  if (!correspondents) return correspondents.error();
  auto name = text_in(params, "contactName");
  if (name.empty() && !correspondents->empty()) name = correspondents->front();
  json::object contact{{"id", *contact_id}, {"type", text_in(params, "contactType")}, {"name", name}};
  return Shared{std::move(*conversation), *kind, std::move(contact), name, std::move(*correspondents), std::move(*additional),
               std::move(agent), std::move(zone)};
}

// Only addresses: what an attachment is called is the phone system's business.
json::array links_of(json::object const& message) {
  json::array links;
  auto const attachments = array_or_empty(message, "attachments");
  if (!attachments) return links;
  for (auto const& attachment : *attachments) {
    if (!attachment.is_object()) continue;
    if (auto link = text_in(attachment.get_object(), "link"); !link.empty()) links.emplace_back(link);
  }
  return links;
}

std::string sender_of(json::object const& message, bool inbound, Shared const& shared) {
  auto const from = object_or_empty(message, "from");
  auto const named = from ? text_in(*from, "name") : std::string();
  if (!named.empty()) return named;
  auto const& known = inbound ? shared.contact_name : shared.agent;
  if (!known.empty()) return known;
  return from ? text_in(*from, "phoneNumber") : std::string();
}

json::object change_of(Shared const& shared, bool inbound, UtcTime time, std::string const& day) {
  auto const direction = inbound ? Direction::inbound : Direction::outbound;
  json::array participants;
  if (!shared.contact_name.empty()) participants.emplace_back(shared.contact_name);
  if (shared.correspondents.size() > 1) {  // a group: the one whose record this is stands there already, by name
    for (auto const& name : shared.correspondents) {
      if (name != shared.contact_name) participants.emplace_back(name);
    }
  }
  if (!shared.agent.empty()) participants.emplace_back(shared.agent);
  return {{"subject", message_subject(shared.kind, direction, shared.contact_name, day)},
          {"contact", shared.contact},
          {"facts", json::object{{"kind", word_of(shared.kind)}, {"inbound", inbound}, {"time", to_iso(time)}}},
          {"participants", std::move(participants)},
          {"additional", shared.additional},
          {"messages", json::object()}};
}

// A file goes where its messages go.
Result<void> add_attachments(json::object const& message, std::string const& id, UtcTime time, Shared const& shared,
                             Conversation& conversation) {
  auto const* word = shared.kind == MessageKind::fax ? "Fax " : shared.kind == MessageKind::voicemail ? "Voicemail " : "Picture ";
  auto files = attachments_of(message, id, word + local_time(time, shared.zone));
  if (!files) return files.error();
  for (auto& file : *files) {
    file.mark = conversation.mark + "/" + file.mark;
    file.change["log"] = conversation.mark;
    file.change["contact"] = shared.contact;
    file.change["additional"] = shared.additional;
    file.change["at"] = to_iso(time);
    conversation.attachments.push_back(std::move(file));
  }
  return {};
}

// Only the messages go over a record that exists: its subject and time are those of its first message.
Result<void> add_message(json::object const& message, Shared const& shared, std::map<std::string, Conversation>& days) {
  auto const id = required_text(message, "id");
  if (!id) return id.error();
  auto const time = parse_time(message, "creationTime");
  if (!time) return time.error();
  if (!*time) return invalid_field("creationTime", "is missing");
  bool const inbound = text_in(message, "direction") != "Outbound";
  auto const day = local_day(**time, shared.zone);
  auto& conversation = days[day];
  if (conversation.change.empty()) {
    conversation.mark = shared.conversation + "/" + day + "/" + text_in(shared.contact, "id");
    conversation.change = change_of(shared, inbound, **time, day);
  }
  conversation.change["messages"].as_object()[*id] =
      json::object{{"at", to_iso(**time)},           {"inbound", inbound},
                   {"sender", sender_of(message, inbound, shared)}, {"time", local_time(**time, shared.zone)},
                   {"text", text_in(message, "subject")},    {"links", links_of(message)}};
  return add_attachments(message, *id, **time, shared, conversation);
}

}  // namespace

Result<std::map<std::string, Conversation>> changes_of_messages(json::object const& params, std::string const& agent,
                                                                std::string const& zone) {
  auto const* log_info = params.if_contains("logInfo");
  if (!log_info || !log_info->is_object()) return invalid_field("logInfo", "must be a conversation");
  auto const shared = shared_of(params, log_info->get_object(), agent, zone);
  if (!shared) return shared.error();
  auto const messages = array_or_empty(log_info->get_object(), "messages");
  if (!messages) return messages.error();
  if (messages->empty()) return invalid_field("messages", "is missing");
  std::map<std::string, Conversation> days;
  for (auto const& message : *messages) {
    if (!message.is_object()) return invalid_field("messages", "must hold objects only");
    if (auto const added = add_message(message.get_object(), *shared, days); !added) return added.error();
  }
  return days;
}

}  // namespace patchbay::service
