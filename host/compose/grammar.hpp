// How sections stand in a body, one grammar a format: how to write a section, and how to find it again in a
// body that a person or a CRM has edited. A grammar finds nothing inside a section's own text. Pure
// functions, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compose/format.hpp"
#include "compose/sections.hpp"

namespace patchbay::text {

// A section found in a body.
struct Piece {
  Section section;
  std::size_t begin = 0;
  std::size_t end = 0;  // one past it, with its line end
  std::string value;    // its text as it was typed
};

struct Grammar {
  // The pieces of `body` in its order. What looks like a section but does not end is not found.
  std::vector<Piece> (*find)(std::string_view body);
  // A section with its line end. REQUIRES: `value` is normalised, and not empty but for Section::details.
  std::string (*render)(Section section, std::string_view value);
  // Adds a rendered section to a body in which there is no place for it yet.
  void (*append)(std::string& body, std::string_view piece);
};

Grammar const& plain_grammar();
Grammar const& html_grammar();
Grammar const& markdown_grammar();

// The line by which a session's log is found again, without its line end.
std::string mark_line(std::string_view session_id);

// The lines of a body. `text` is without the line end and without blank space before it; `end` is past the
// line end.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view text;
};
std::vector<Line> lines_of(std::string_view body);

// `append` for the formats that have lines.
void append_line(std::string& body, std::string_view piece);

}  // namespace patchbay::text
