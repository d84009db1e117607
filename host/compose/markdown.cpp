// Markdown. A value of one line is "**Label**: value"; the note and longer values are a heading and a
// quotation, which ends by itself at the first line that is no quotation. Values are escaped, so that no line
// of theirs is a heading or begins with "**".
#include <optional>

#include "compose/grammar.hpp"

namespace patchbay::text {
namespace {

constexpr std::string_view note_heading = "## Agent notes";
constexpr std::string_view details_heading = "## Call details";

std::string heading(Section section) {
  if (section == Section::note) return std::string(note_heading);
  return "### " + std::string(row_of(section).label);
}

std::string line_start(Section section) { return "**" + std::string(row_of(section).label) + "**:"; }

bool is_quotation(Line const& line) { return line.text.starts_with('>'); }

// The heading at `at` with its quotation and the blank line after it. None when nothing is quoted there.
std::optional<Piece> quoted(std::vector<Line> const& lines, std::size_t at, Section section,
                            std::size_t& next) {
  std::string value;
  next = at + 1;
  for (; next < lines.size() && is_quotation(lines[next]); ++next) {
    auto text = lines[next].text.substr(1);
    if (text.starts_with(' ')) text.remove_prefix(1);
    if (next > at + 1) value += '\n';
    value += unescaped_markdown(text);
  }
  if (next == at + 1) return std::nullopt;
  if (next < lines.size() && lines[next].text.empty()) ++next;
  return Piece{section, lines[at].begin, lines[next - 1].end, normalised(value)};
}

std::optional<Piece> one_line(Line const& line) {
  if (line.text == details_heading) return Piece{Section::details, line.begin, line.end, ""};
  auto const mark = mark_line("");
  if (line.text.size() > mark.size() && line.text.starts_with(mark)) {
    return Piece{Section::mark, line.begin, line.end, unescaped_markdown(line.text.substr(mark.size()))};
  }
  for (std::size_t i = 0; i < section_count; ++i) {
    auto const section = static_cast<Section>(i);
    auto const start = line_start(section);
    if (!row_of(section).value || !line.text.starts_with(start)) continue;
    auto value = line.text.substr(start.size());
    if (value.starts_with(' ')) value.remove_prefix(1);
    if (value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
    return Piece{section, line.begin, line.end, unescaped_markdown(value)};
  }
  return std::nullopt;
}

std::vector<Piece> find(std::string_view body) {
  auto const lines = lines_of(body);
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < lines.size();) {
    auto next = i + 1;
    auto piece = one_line(lines[i]);
    for (std::size_t s = 0; s < section_count && !piece; ++s) {
      auto const section = static_cast<Section>(s);
      if (row_of(section).value && lines[i].text == heading(section)) piece = quoted(lines, i, section, next);
    }
    if (piece) pieces.push_back(std::move(*piece));
    i = next;
  }
  return pieces;
}

std::string quotation(Section section, std::string_view value) {
  std::string out = heading(section) + '\n';
  auto const text = escaped(value, Format::markdown);
  for (auto const& line : lines_of(text))
    out += line.text.empty() ? ">\n" : "> " + std::string(line.text) + '\n';
  return out + '\n';
}

// A session id is found again only when it stands as it is, so it is escaped only when it must be.
std::string marked(std::string_view session_id) {
  constexpr std::string_view harmless = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:";
  bool const bare = session_id.find_first_not_of(harmless) == std::string_view::npos;
  return mark_line(bare ? std::string(session_id) : escaped(session_id, Format::markdown)) + '\n';
}

std::string render(Section section, std::string_view value) {
  auto const& row = row_of(section);
  if (section == Section::mark) return marked(value);
  if (section == Section::details) return std::string(details_heading) + '\n';
  bool const linked = row.is_link && is_link(value);
  if (section == Section::note || value.find('\n') != std::string_view::npos)
    return quotation(section, value);
  auto const text = linked ? anchor(value, "open", Format::markdown) : escaped(value, Format::markdown);
  return line_start(section) + ' ' + text + '\n';
}

}  // namespace

Grammar const& markdown_grammar() {
  static constexpr Grammar grammar{find, render, append_line};
  return grammar;
}

}  // namespace patchbay::text
