// The text of a message log: one record for a contact, a conversation and a day, to which later messages are
// added at the end. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compose/format.hpp"
#include "compose/words.hpp"

namespace patchbay {

enum class MessageKind { sms, voicemail, fax };

struct LoggedMessage {
  Direction direction = Direction::inbound;
  std::string sender;              // a name, or a number
  std::string time;                // from local_time()
  std::string text;                // may be empty
  std::vector<std::string> links;  // of attachments; what is no link is left out
};

struct MessageText {
  MessageKind kind = MessageKind::sms;
  std::vector<std::string> participants;
  std::string mark;  // the conversation's id, where the CRM has no field for it; else empty
  std::vector<LoggedMessage> messages;  // oldest first
};

// "SMS conversation with Jane Doe - 2026-11-21", "Voicemail left by Jane Doe - ...", "Fax document from Jane
// Doe - ..." or "... to ...".
std::string message_subject(MessageKind kind, Direction direction, std::string_view contact,
                            std::string_view day);

// "Conversation reference: <id>".
std::string conversation_mark_text(std::string_view conversation_id);

std::string compose_messages(MessageText const& text, Format format);

// `existing` with the messages at its end, nothing else changed. The caller leaves out the messages that it
// logged before.
std::string append_messages(std::string_view existing, MessageKind kind,
                            std::vector<LoggedMessage> const& messages, Format format);

}  // namespace patchbay
