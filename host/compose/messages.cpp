#include "compose/messages.hpp"

namespace patchbay {
namespace {

using text::escaped;

std::string_view link_title(MessageKind kind) {
  switch (kind) {
    case MessageKind::voicemail: return "Voicemail";
    case MessageKind::fax: return "Fax document";
    case MessageKind::sms: break;
  }
  return "Attachment";
}

std::string heading(MessageKind kind, LoggedMessage const& message) {
  std::string start;
  if (kind == MessageKind::voicemail) start = "Voicemail left by ";
  if (kind == MessageKind::fax)
    start = message.direction == Direction::inbound ? "Fax document from " : "Fax document sent by ";
  return start + message.sender + ", " + message.time;
}

// What stands below a heading, ready for its format.
std::vector<std::string> content(MessageKind kind, LoggedMessage const& message, Format format) {
  std::vector<std::string> parts;
  if (auto const text = text::normalised(message.text); !text.empty()) parts.push_back(escaped(text, format));
  for (auto const& link : message.links) {
    if (!text::is_link(link)) continue;
    auto const title = link_title(kind);
    auto const label = format == Format::html ? std::string() : std::string(title) + ": ";
    parts.push_back(label + text::anchor(link, title, format));
  }
  return parts;
}

std::string block(std::string const& title, std::vector<std::string> const& parts, Format format) {
  bool const html = format == Format::html;
  std::string out = html ? "<p>" : "";
  bool const bold = format != Format::plain;
  out += html ? "<b>" : bold ? "**" : "";
  out += escaped(text::normalised(title), format);
  out += html ? "</b>" : bold ? "**" : "";
  for (auto const& part : parts) {
    out += html ? "<br>" : bold ? "\\\n" : "\n";
    out += part;
  }
  return out + (html ? "</p>" : "\n");
}

}  // namespace

std::string message_subject(MessageKind kind, Direction direction, std::string_view contact,
                            std::string_view day) {
  bool const inbound = direction == Direction::inbound;
  std::string start = "SMS conversation with ";
  if (kind == MessageKind::voicemail) start = inbound ? "Voicemail left by " : "Voicemail left for ";
  if (kind == MessageKind::fax) start = inbound ? "Fax document from " : "Fax document to ";
  return start + std::string(contact) + " - " + std::string(day);
}

std::string conversation_mark_text(std::string_view conversation_id) {
  return "Conversation reference: " + std::string(conversation_id);
}

std::string compose_messages(MessageText const& text, Format format) {
  std::string names;
  for (auto const& name : text.participants) names += (names.empty() ? "" : ", ") + name;
  std::string head;
  if (!names.empty()) head = block("Participants", {escaped(names, format)}, format);
  if (!text.mark.empty()) {
    auto const mark = conversation_mark_text(text.mark);
    if (format == Format::html) {
      head += "<p>" + escaped(mark, format) + "</p>";
    } else {
      head += (head.empty() ? "" : "\n") + mark + "\n";
    }
  }
  return append_messages(head, text.kind, text.messages, format);
}

std::string append_messages(std::string_view existing, MessageKind kind,
                            std::vector<LoggedMessage> const& messages, Format format) {
  std::string body(existing);
  for (auto const& message : messages) {
    if (format != Format::html && !body.empty()) body += body.back() == '\n' ? "\n" : "\n\n";
    body += block(heading(kind, message), content(kind, message, format), format);
  }
  return body;
}

}  // namespace patchbay
