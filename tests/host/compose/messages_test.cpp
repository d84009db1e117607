#include "compose/messages.hpp"

#include <catch2/catch.hpp>

namespace patchbay {
namespace {

LoggedMessage message(std::string sender, std::string text, std::vector<std::string> links = {}) {
  return {Direction::inbound, std::move(sender), "2026-11-21 09:00:00 AM", std::move(text), std::move(links)};
}

MessageText conversation() {
  return {MessageKind::sms,
          {"Jane Doe", "Sam"},
          "c-7",
          {message("Jane Doe", "Hi <b>\n2nd"), message("Sam", "", {"https://x.example.com/1"})}};
}

}  // namespace

TEST_CASE("a message log's subject says what it is, with whom and when") {
  CHECK(message_subject(MessageKind::sms, Direction::inbound, "Jane Doe", "2026-11-21") ==
        "SMS conversation with Jane Doe - 2026-11-21");
  CHECK(message_subject(MessageKind::voicemail, Direction::inbound, "Jane Doe", "2026-11-21") ==
        "Voicemail left by Jane Doe - 2026-11-21");
  CHECK(message_subject(MessageKind::fax, Direction::outbound, "Jane Doe", "2026-11-21") ==
        "Fax document to Jane Doe - 2026-11-21");
}

TEST_CASE("a conversation in plain text has its participants, its mark and its messages in order") {
  CHECK(compose_messages(conversation(), Format::plain) ==
        "Participants\nJane Doe, Sam\n\nConversation reference: c-7\n\n"
        "Jane Doe, 2026-11-21 09:00:00 AM\nHi <b>\n2nd\n\n"
        "Sam, 2026-11-21 09:00:00 AM\nAttachment: https://x.example.com/1\n");
}

TEST_CASE("a conversation in HTML is escaped") {
  CHECK(compose_messages(conversation(), Format::html) ==
        "<p><b>Participants</b><br>Jane Doe, Sam</p><p>Conversation reference: c-7</p>"
        "<p><b>Jane Doe, 2026-11-21 09:00:00 AM</b><br>Hi &lt;b&gt;<br>2nd</p>"
        "<p><b>Sam, 2026-11-21 09:00:00 AM</b><br><a href=\"https://x.example.com/1\" target=\"_blank\" "
        "rel=\"noopener\">Attachment</a></p>");
}

TEST_CASE("a conversation in markdown is escaped and keeps its lines apart") {
  CHECK(compose_messages(conversation(), Format::markdown) ==
        "**Participants**\\\nJane Doe, Sam\n\nConversation reference: c-7\n\n"
        "**Jane Doe, 2026-11-21 09:00:00 AM**\\\nHi \\<b\\>\\\n2nd\n\n"
        "**Sam, 2026-11-21 09:00:00 AM**\\\nAttachment: <https://x.example.com/1>\n");
}

TEST_CASE("adding messages in two steps gives the text of one step, and keeps a person's edits") {
  for (auto const format : {Format::plain, Format::html, Format::markdown}) {
    auto const all = conversation();
    auto first = all;
    first.messages.pop_back();
    auto const start = compose_messages(first, format);
    CHECK(append_messages(start, MessageKind::sms, {all.messages[1]}, format) ==
          compose_messages(all, format));
    auto const edited = append_messages("My words " + start, MessageKind::sms, {all.messages[1]}, format);
    CHECK(edited == "My words " + compose_messages(all, format));
    CHECK(append_messages(edited, MessageKind::sms, {}, format) == edited);
  }
}

TEST_CASE("a voicemail and a fax name their sender and carry their links") {
  CHECK(append_messages("", MessageKind::voicemail, {message("Jane", "", {"https://x.example.com/v"})},
                        Format::plain) ==
        "Voicemail left by Jane, 2026-11-21 09:00:00 AM\nVoicemail: https://x.example.com/v\n");
  CHECK(append_messages("", MessageKind::fax, {message("Jane", "", {"ftp://no", "https://x.example.com/f"})},
                        Format::plain) ==
        "Fax document from Jane, 2026-11-21 09:00:00 AM\nFax document: https://x.example.com/f\n");
}

}  // namespace patchbay
