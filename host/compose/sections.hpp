// What the text of a call log is made of. Values that the ledger keeps as JSON; any thread.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "base/error.hpp"

namespace patchbay {

// In the order in which they stand in a log. `details` is the heading that markdown has above the lines;
// `mark` is the line by which an adapter finds the log of a session again. Both come from the composer, not
// from a caller.
enum class Section {
  note,
  details,
  session_id,
  agent_name,
  agent_number,
  subject,
  contact_number,
  date_time,
  duration,
  result,
  recording,
  voicemail,
  ai_note,
  transcript,
  legs,
  mark
};
inline constexpr std::size_t section_count = 16;

inline constexpr std::string_view session_mark_label = "Call reference";

// Every value as a person shall read it: see words.hpp for times, durations and legs. None or an empty one
// says nothing.
struct CallSections {
  std::optional<std::string> note;
  std::optional<std::string> session_id;
  std::optional<std::string> agent_name;
  std::optional<std::string> agent_number;
  std::optional<std::string> subject;
  std::optional<std::string> contact_number;
  std::optional<std::string> date_time;
  std::optional<std::string> duration;
  std::optional<std::string> result;
  std::optional<std::string> recording;  // a link; anything else stands as "(pending...)"
  std::optional<std::string> voicemail;  // the same
  std::optional<std::string> ai_note;
  std::optional<std::string> transcript;
  std::optional<std::string> legs;
};

// A row for each section that a caller fills; the others have no `value`.
struct SectionRow {
  Section section;
  std::string_view name;   // in JSON and in the configuration: "aiNote"
  std::string_view label;  // in the log: "AI note"
  std::optional<std::string> CallSections::*value;
  bool on;       // by default
  bool is_link;  // the value is an address, or pending
};
SectionRow const& row_of(Section section);

// Which sections are written. The mark is for CRMs that have no field of their own for the session id.
class SectionSettings {
 public:
  SectionSettings();
  bool shows(Section section) const { return on_[static_cast<std::size_t>(section)]; }
  void set(Section section, bool on) { on_[static_cast<std::size_t>(section)] = on; }

 private:
  std::array<bool, section_count> on_{};
};

// The defaults with the configuration's changes by name ({"agentName": true}). Error: invalid_params, naming
// "sections.<name>".
Result<SectionSettings> section_settings(std::map<std::string, bool> const& changes);

// Takes over what `changes` says. What it does not say stays, and a link is not replaced by a pending one.
void merge(CallSections& into, CallSections const& changes);

boost::json::object to_json(CallSections const& sections);
// Members that are no text are taken as absent.
CallSections call_sections_from_json(boost::json::object const& object);

}  // namespace patchbay
