#include "compose/call_log.hpp"

#include <catch2/catch.hpp>

#include "host/compose/samples.hpp"

namespace patchbay {
namespace {

SectionSettings with_mark() {
  SectionSettings settings;
  settings.set(Section::mark, true);
  return settings;
}

CallSections call() {
  CallSections s;
  s.note = "Wants a quote\nfor 20 seats";
  s.session_id = "s-1042";
  s.agent_name = "Sam Agent";
  s.subject = "Inbound call from Jane Doe";
  s.date_time = "2026-11-21 09:00:00 AM";
  s.duration = "2 minutes, 5 seconds";
  s.recording = "https://media.example.com/r/1?a=1&b=2";
  s.transcript = "Jane: hello\nSam: hi";
  return s;
}

}  // namespace

TEST_CASE("a call log in plain text is one line a value and a fence around longer ones") {
  CHECK(compose(call(), with_mark(), Format::plain) ==
        "--- Note\nWants a quote\nfor 20 seats\n--- End of Note\n"
        "- Summary: Inbound call from Jane Doe\n"
        "- Date/Time: 2026-11-21 09:00:00 AM\n"
        "- Duration: 2 minutes, 5 seconds\n"
        "- Call recording link: https://media.example.com/r/1?a=1&b=2\n"
        "--- Transcript\nJane: hello\nSam: hi\n--- End of Transcript\n"
        "Call reference: s-1042\n");
}

TEST_CASE("a call log in HTML is one list, with the note first") {
  CHECK(compose(call(), with_mark(), Format::html) ==
        "<ul><li><b>Note</b>: Wants a quote<br>for 20 seats</li>"
        "<li><b>Summary</b>: Inbound call from Jane Doe</li>"
        "<li><b>Date/Time</b>: 2026-11-21 09:00:00 AM</li>"
        "<li><b>Duration</b>: 2 minutes, 5 seconds</li>"
        "<li><b>Call recording link</b>: <a href=\"https://media.example.com/r/1?a=1&amp;b=2\" "
        "target=\"_blank\" "
        "rel=\"noopener\">open</a></li>"
        "<li><b>Transcript</b>: Jane: hello<br>Sam: hi</li>"
        "<li>Call reference: s-1042</li></ul>");
}

TEST_CASE("a call log in markdown has a heading for the note and one for the details") {
  CHECK(compose(call(), with_mark(), Format::markdown) ==
        "## Agent notes\n> Wants a quote\\\n> for 20 seats\n\n"
        "## Call details\n"
        "**Summary**: Inbound call from Jane Doe\n"
        "**Date/Time**: 2026-11-21 09:00:00 AM\n"
        "**Duration**: 2 minutes, 5 seconds\n"
        "**Call recording link**: <https://media.example.com/r/1?a=1&b=2>\n"
        "### Transcript\n> Jane: hello\\\n> Sam: hi\n\n"
        "Call reference: s-1042\n");
}

TEST_CASE("the mark holds the session id as it is in every format") {
  CallSections s;
  s.session_id = "s-10_42_a";
  for (auto const format : samples::formats) {
    auto const body = compose(s, with_mark(), format);
    CHECK(body.find(session_mark_text("s-10_42_a")) != std::string::npos);
    CHECK(compose(s, SectionSettings(), format).empty());
  }
}

TEST_CASE("an absent or empty value clears nothing") {
  CallSections empty;
  empty.note = " \n";
  empty.result = "";
  for (auto const format : samples::formats) {
    auto const body = compose(call(), with_mark(), format);
    CHECK(upsert(body, empty, with_mark(), format) == body);
  }
}

TEST_CASE("a recording that is no link yet is pending until the link comes, and stays from then on") {
  CallSections pending;
  pending.recording = "pending";
  CallSections linked;
  linked.recording = "https://media.example.com/r/2";
  for (auto const format : samples::formats) {
    auto const before = compose(pending, SectionSettings(), format);
    CHECK(before.find("pending...") != std::string::npos);
    auto const after = upsert(before, linked, SectionSettings(), format);
    CHECK(after.find("pending") == std::string::npos);
    CHECK(after.find("https://media.example.com/r/2") != std::string::npos);
    CHECK(upsert(after, pending, SectionSettings(), format) == after);
  }
}

TEST_CASE("an address that is no http link is never made clickable") {
  CallSections s;
  s.recording = "javascript:alert(1)";
  s.voicemail = "https://media.example.com/\"><script>";
  for (auto const format : samples::formats) {
    auto const body = compose(s, SectionSettings(), format);
    CHECK(body.find("alert") == std::string::npos);
    CHECK(body.find("<script>") == std::string::npos);
  }
}

TEST_CASE("replacement patterns and markup in a value arrive as they were typed") {
  CallSections s;
  s.note = "$& $' <b>x</b> ** \xF0\x9F\x98\x80";
  CHECK(upsert("- Note: old\n", s, SectionSettings(), Format::plain) ==
        "- Note: $& $' <b>x</b> ** \xF0\x9F\x98\x80\n");
  CHECK(upsert("", s, SectionSettings(), Format::html) ==
        "<ul><li><b>Note</b>: $&amp; $&#39; &lt;b&gt;x&lt;/b&gt; ** \xF0\x9F\x98\x80</li></ul>");
}

TEST_CASE("a note with lines like our labels stays one note, and is replaced as a whole") {
  CallSections first;
  first.note = "- Duration: 5\n--- Transcript\n--- End of Note\nCall reference: x";
  first.duration = "5 seconds";
  auto const body = compose(first, SectionSettings(), Format::plain);
  CHECK(body == "---- Note\n" + *first.note + "\n---- End of Note\n- Duration: 5 seconds\n");
  CallSections second;
  second.note = "short";
  second.duration = "6 seconds";
  CHECK(upsert(body, second, SectionSettings(), Format::plain) == "- Note: short\n- Duration: 6 seconds\n");
}

TEST_CASE("a section that an edit made unclear is appended, and what was there stays") {
  CallSections s;
  s.transcript = "new\ntext";
  auto const torn = std::string("--- Transcript\nold\nsomebody deleted the end\n");
  auto const added = std::string("--- Transcript\nnew\ntext\n--- End of Transcript\n");
  CHECK(upsert(torn, s, SectionSettings(), Format::plain) == torn + added);
  CHECK(upsert(torn + added, s, SectionSettings(), Format::plain) == torn + added);

  CallSections duration;
  duration.duration = "7 seconds";
  auto const doubled = std::string("- Duration: 5 seconds\nmine:\n- Duration: too long");
  auto const once = upsert(doubled, duration, SectionSettings(), Format::plain);
  CHECK(once == doubled + "\n- Duration: 7 seconds\n");
  CHECK(upsert(once, duration, SectionSettings(), Format::plain) == once);
}

TEST_CASE("a body with Windows line ends keeps them") {
  CallSections s;
  s.note = "a\nb";
  s.result = "Answered";
  auto const once =
      upsert("- Note: old\r\n- Duration: 5 seconds\r\nown words", s, SectionSettings(), Format::plain);
  CHECK(once ==
        "--- Note\r\na\r\nb\r\n--- End of Note\r\n- Duration: 5 seconds\r\n- Result: Answered\r\nown words");
  CHECK(upsert(once, s, SectionSettings(), Format::plain) == once);
  CHECK(note_in(once, Format::plain) == "a\nb");
}

TEST_CASE("a body's first line decides about its line ends") {
  CallSections s;
  s.result = "Answered";
  CHECK(upsert("one\ntwo\r\nthree", s, SectionSettings(), Format::plain) ==
        "one\ntwo\r\nthree\n- Result: Answered\n");
  CHECK(upsert("one\r\ntwo", s, SectionSettings(), Format::plain) == "one\r\ntwo\r\n- Result: Answered\r\n");
  CHECK(upsert("one\r", s, SectionSettings(), Format::plain) == "one\r\n- Result: Answered\r\n");
}

TEST_CASE("a section that comes late takes its place in the order") {
  CallSections s;
  s.result = "Answered";
  CHECK(upsert("Own words\n- Duration: 5 seconds\n- Call recording link: (pending...)\n", s,
               SectionSettings(), Format::plain) ==
        "Own words\n- Duration: 5 seconds\n- Result: Answered\n- Call recording link: (pending...)\n");
}

}  // namespace patchbay
