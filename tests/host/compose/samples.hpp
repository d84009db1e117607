// Values for the composer's tests: awkward texts and random combinations of them. Deterministic for a seed.
#pragma once

#include <array>
#include <random>
#include <string>

#include "compose/call_log.hpp"

namespace patchbay::samples {

inline constexpr std::array formats{Format::plain, Format::html, Format::markdown};

// What has confused composers: our own labels, fences and headings, replacement patterns, markup of each
// format.
inline constexpr std::array<char const*, 33> fragments{"Call back on Monday",
                                                       "- Duration: 5",
                                                       "- Note: inner",
                                                       "--- Transcript",
                                                       "--- End of Transcript",
                                                       "---- End of Note",
                                                       "## Call details",
                                                       "### Transcript",
                                                       "> quoted",
                                                       "**Result**: none",
                                                       "Call reference: other",
                                                       "</li>",
                                                       "<li><b>Duration</b>: 7</li>",
                                                       "</ul></div>",
                                                       "<b>bold</b>",
                                                       "<!-- hidden",
                                                       "$& $' $` $$ \\1",
                                                       "a & b &amp; c &#39;",
                                                       "** __ `code` ~~",
                                                       "\xF0\x9F\x98\x80 \xC3\xA9 \xE6\xBC\xA2",
                                                       "- Price: 5",
                                                       "1. one",
                                                       "+ plus",
                                                       "# head",
                                                       "\\",
                                                       "tail\\",
                                                       "  indented",
                                                       "",
                                                       "(pending...)",
                                                       "x\"y'z",
                                                       "<p title=\"open",
                                                       "<ul><li>",
                                                       "<li>Note: a"};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  bool coin() { return below(2) == 0; }

  // One to six lines of fragments, never blank as a whole, without blank space at a line's end.
  std::string text() {
    std::string out = fragments[below(fragments.size())];
    for (auto more = below(6); more > 0; --more)
      out += (coin() ? "\n" : " ") + std::string(fragments[below(fragments.size())]);
    for (auto at = out.find(" \n"); at != std::string::npos; at = out.find(" \n")) out.erase(at, 1);
    while (!out.empty() && (out.back() == ' ' || out.back() == '\n')) out.pop_back();
    return out.empty() ? "text" : out;
  }

  // Markup, labels and line ends in pieces, as nobody would write them.
  std::string garbage() {
    constexpr std::string_view letters = "<>/libu&;#x\"'=-!- >\n\r*#\\`NoteDuration: 3(){}[]";
    std::string out;
    for (auto more = below(120); more > 0; --more) {
      auto const kind = below(12);
      if (kind == 0) out += fragments[below(fragments.size())];
      if (kind == 1) out += coin() ? "<li>" : "</li>";
      if (kind == 2) out += "\n- Note: ";
      if (kind > 2) out += letters[below(letters.size())];
    }
    return out;
  }

  std::string link() { return "https://media.example.com/r?id=" + std::to_string(below(100)) + "&a=b_c_d"; }

  CallSections sections() {
    CallSections s;
    for (auto const member :
         {&CallSections::note, &CallSections::subject, &CallSections::date_time, &CallSections::duration,
          &CallSections::result, &CallSections::ai_note, &CallSections::transcript, &CallSections::legs,
          &CallSections::agent_name, &CallSections::contact_number}) {
      if (coin()) s.*member = text();
    }
    if (coin()) s.recording = coin() ? link() : "pending";
    if (coin()) s.voicemail = coin() ? link() : text();
    s.session_id = "s-" + std::to_string(below(1000)) + "_a";
    return s;
  }

 private:
  std::mt19937 engine_;
};

// Everything on, and the mark.
inline SectionSettings everything() {
  SectionSettings settings;
  for (std::size_t i = 0; i < section_count; ++i) settings.set(static_cast<Section>(i), true);
  return settings;
}

}  // namespace patchbay::samples
