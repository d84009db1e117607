#include "compose/call_log.hpp"

#include <utility>
#include <vector>

#include "compose/grammar.hpp"

namespace patchbay {
namespace {

using text::Grammar;
using text::Piece;

Grammar const& grammar_of(Format format) {
  switch (format) {
    case Format::html: return text::html_grammar();
    case Format::markdown: return text::markdown_grammar();
    case Format::plain: break;
  }
  return text::plain_grammar();
}

using Values = std::vector<std::pair<Section, std::string>>;

// Stands where a link is still to come.
constexpr std::string_view pending_link = "(pending...)";

// What shall stand in the body, in order.
Values shown(CallSections const& sections, SectionSettings const& settings, Format format) {
  Values values;
  for (std::size_t i = 0; i < section_count; ++i) {
    auto const section = static_cast<Section>(i);
    auto const source = section == Section::mark ? &CallSections::session_id : row_of(section).value;
    if (!source || !settings.shows(section)) continue;
    auto value = text::normalised((sections.*source).value_or(""));
    if (value.empty()) continue;
    if (row_of(section).is_link && !text::is_link(value)) value = pending_link;
    values.emplace_back(section, std::move(value));
  }
  auto detail = values.begin();
  while (detail != values.end() && detail->first == Section::note) ++detail;
  bool const details = detail != values.end() && detail->first != Section::mark;
  if (format == Format::markdown && details) values.insert(detail, {Section::details, ""});
  return values;
}

// After the last of the sections that come before it, or else before the first that comes after it.
void insert(std::string& body, std::vector<Piece> const& pieces, Section section, std::string_view rendered,
            Grammar const& grammar) {
  Piece const* before = nullptr;
  Piece const* after = nullptr;
  for (auto const& piece : pieces) {
    if (piece.section < section && (!before || piece.section >= before->section)) before = &piece;
    if (piece.section > section && (!after || piece.section < after->section)) after = &piece;
  }
  if (before && before->end < body.size()) {
    body.insert(before->end, rendered);
  } else if (!before && after) {
    body.insert(after->begin, rendered);
  } else {
    grammar.append(body, rendered);
  }
}

void put(std::string& body, Section section, std::string const& value, std::string const& rendered,
         Grammar const& grammar) {
  auto const pieces = grammar.find(body);
  std::vector<Piece const*> found;
  bool same = false;
  for (auto const& piece : pieces) {
    if (piece.section != section) continue;
    found.push_back(&piece);
    same = same || piece.value == value;
  }
  if (found.empty()) return insert(body, pieces, section, rendered, grammar);
  if (found.size() == 1) {
    bool const forgets = row_of(section).is_link && text::is_link(found[0]->value) && !text::is_link(value);
    if (!forgets) body.replace(found[0]->begin, found[0]->end - found[0]->begin, rendered);
    return;
  }
  // Which of them is ours cannot be known, and a person's line is not overwritten on a guess.
  if (!same) grammar.append(body, rendered);
}

// By its first line: what is written must not change the answer.
bool has_windows_line_ends(std::string_view body) { return body.substr(0, body.find('\n')).ends_with('\r'); }

std::string with_crlf(std::string_view lines) {
  std::string out;
  for (char const c : lines) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

}  // namespace

std::string compose(CallSections const& sections, SectionSettings const& settings, Format format) {
  return upsert("", sections, settings, format);
}

std::string upsert(std::string_view existing, CallSections const& changes, SectionSettings const& settings,
                   Format format) {
  auto const& grammar = grammar_of(format);
  bool const crlf = format != Format::html && has_windows_line_ends(existing);
  std::string body(existing);
  for (auto const& [section, value] : shown(changes, settings, format)) {
    auto const rendered = grammar.render(section, value);
    put(body, section, value, crlf ? with_crlf(rendered) : rendered, grammar);
  }
  return body;
}

std::optional<std::string> note_in(std::string_view body, Format format) {
  std::optional<std::string> note;
  for (auto& piece : grammar_of(format).find(body)) {
    if (piece.section != Section::note) continue;
    if (note) return std::nullopt;
    note = std::move(piece.value);
  }
  return note;
}

std::string session_mark_text(std::string_view session_id) { return text::mark_line(session_id); }

}  // namespace patchbay
