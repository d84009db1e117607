#include "compose/sections.hpp"

#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace patchbay {

TEST_CASE("sections come back from the ledger's JSON as they went in") {
  CallSections sections;
  sections.note = "\"a\"\nb";
  sections.ai_note = "";
  sections.session_id = "s-1";
  auto const object = to_json(sections);
  CHECK(boost::json::serialize(object) == R"({"note":"\"a\"\nb","sessionId":"s-1","aiNote":""})");
  auto const back = call_sections_from_json(object);
  CHECK(back.note == sections.note);
  CHECK(back.ai_note == sections.ai_note);
  CHECK(back.session_id == sections.session_id);
  CHECK_FALSE(back.duration);
}

TEST_CASE("a member of the ledger's JSON that is no text is taken as absent") {
  auto const value = boost::json::parse(R"({"note": 5, "result": null, "other": "x", "subject": "s"})");
  auto const sections = call_sections_from_json(value.as_object());
  CHECK_FALSE(sections.note);
  CHECK_FALSE(sections.result);
  CHECK(sections.subject == "s");
}

TEST_CASE("merging takes what is said and keeps the rest, and a link is not lost to a pending one") {
  CallSections known;
  known.note = "old";
  known.result = "Answered";
  known.recording = "https://media.example.com/1";
  CallSections changes;
  changes.note = "new";
  changes.result = "  ";
  changes.recording = "pending";
  changes.voicemail = "pending";
  merge(known, changes);
  CHECK(known.note == "new");
  CHECK(known.result == "Answered");
  CHECK(known.recording == "https://media.example.com/1");
  CHECK(known.voicemail == "pending");
}

TEST_CASE("the sections that are shown by default are those of the design") {
  SectionSettings const settings;
  for (auto const on :
       {Section::note, Section::subject, Section::date_time, Section::duration, Section::result,
        Section::recording, Section::voicemail, Section::ai_note, Section::transcript, Section::legs}) {
    CHECK(settings.shows(on));
  }
  for (auto const off : {Section::session_id, Section::agent_name, Section::agent_number,
                         Section::contact_number, Section::mark}) {
    CHECK_FALSE(settings.shows(off));
  }
}

TEST_CASE("the configuration switches sections by name, and an unknown name is refused") {
  auto const settings = section_settings({{"agentName", true}, {"transcript", false}});
  REQUIRE(settings.has_value());
  CHECK(settings->shows(Section::agent_name));
  CHECK_FALSE(settings->shows(Section::transcript));
  auto const wrong = section_settings({{"transcrpt", false}});
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().field == "sections.transcrpt");
  CHECK_FALSE(section_settings({{"", true}}).has_value());
}

}  // namespace patchbay
