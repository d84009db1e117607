// The text of a call log: written whole, or put into a text that a person may have edited. Pure functions,
// any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compose/format.hpp"
#include "compose/sections.hpp"

namespace patchbay {

// The sections that `settings` shows, in their order.
std::string compose(CallSections const& sections, SectionSettings const& settings, Format format);

// `existing` with our sections replaced where they stand, inserted in their order where they are missing, and
// appended where they cannot be told from a person's own text. Everything else stays as it is. What `changes`
// does not say stays. Doing it twice gives the same bytes, and upsert(compose(a), b) is compose(a merged with
// b).
std::string upsert(std::string_view existing, CallSections const& changes, SectionSettings const& settings,
                   Format format);

// The agent's note in a body, as it was typed. None: there is none, or it cannot be told from other text.
std::optional<std::string> note_in(std::string_view body, Format format);

// What stands in the body for the session, in every format, when the settings show Section::mark: "Call
// reference: <id>".
std::string session_mark_text(std::string_view session_id);

}  // namespace patchbay
