#include "compose/sections.hpp"

#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include "compose/format.hpp"

namespace patchbay {
namespace {

// clang-format off
using S = CallSections;
constexpr std::array<SectionRow, section_count> rows{{
    {Section::note,           "note",          "Note",                &S::note,           true,  false},
    {Section::details,        "",              "Call details",        nullptr,            true,  false},
    {Section::session_id,     "sessionId",     "Session id",          &S::session_id,     false, false},
    {Section::agent_name,     "agentName",     "Agent name",          &S::agent_name,     false, false},
    {Section::agent_number,   "agentNumber",   "Agent number",        &S::agent_number,   false, false},
    {Section::subject,        "subject",       "Summary",             &S::subject,        true,  false},
    {Section::contact_number, "contactNumber", "Contact number",      &S::contact_number, false, false},
    {Section::date_time,      "dateTime",      "Date/Time",           &S::date_time,      true,  false},
    {Section::duration,       "duration",      "Duration",            &S::duration,       true,  false},
    {Section::result,         "result",        "Result",              &S::result,         true,  false},
    {Section::recording,      "recording",     "Call recording link", &S::recording,      true,  true},
    {Section::voicemail,      "voicemail",     "Voicemail link",      &S::voicemail,      true,  true},
    {Section::ai_note,        "aiNote",        "AI note",             &S::ai_note,        true,  false},
    {Section::transcript,     "transcript",    "Transcript",          &S::transcript,     true,  false},
    {Section::legs,           "legs",          "Call journey",        &S::legs,           true,  false},
    {Section::mark,           "",              session_mark_label,    nullptr,            false, false},
}};
// clang-format on

// Whether `value` says something that `old` does not know better.
bool tells_more(SectionRow const& row, std::optional<std::string> const& value,
                std::optional<std::string> const& old) {
  if (!value || text::normalised(*value).empty()) return false;
  return !row.is_link || !old || !text::is_link(*old) || text::is_link(*value);
}

}  // namespace

SectionRow const& row_of(Section section) { return rows[static_cast<std::size_t>(section)]; }

SectionSettings::SectionSettings() {
  for (auto const& row : rows) set(row.section, row.on);
}

Result<SectionSettings> section_settings(std::map<std::string, bool> const& changes) {
  SectionSettings settings;
  for (auto const& [name, on] : changes) {
    bool known = false;
    for (auto const& row : rows) {
      if (!row.value || row.name != name) continue;
      settings.set(row.section, on);
      known = true;
    }
    if (!known) return invalid_field("sections." + name, "is not a section of a call log");
  }
  return settings;
}

void merge(CallSections& into, CallSections const& changes) {
  for (auto const& row : rows) {
    if (!row.value) continue;
    auto const& value = changes.*row.value;
    if (tells_more(row, value, into.*row.value)) into.*row.value = value;
  }
}

boost::json::object to_json(CallSections const& sections) {
  boost::json::object object;
  for (auto const& row : rows) {
    if (!row.value) continue;
    if (auto const& value = sections.*row.value) object[row.name] = *value;
  }
  return object;
}

CallSections call_sections_from_json(boost::json::object const& object) {
  CallSections sections;
  for (auto const& row : rows) {
    if (!row.value) continue;
    auto const* value = object.if_contains(row.name);
    if (value && value->is_string()) sections.*row.value = std::string(value->get_string());
  }
  return sections;
}

}  // namespace patchbay
