// Plain text. A value of one line is "- Label: value"; a longer one stands between fences, "--- Label" and
// "--- End of Label", that have more dashes than any line of the value that looks like a fence. So a value
// arrives as it was typed, whatever it holds.
#include <algorithm>
#include <optional>

#include "compose/grammar.hpp"

namespace patchbay::text {
namespace {

constexpr std::string_view end_of = "End of ";

struct Fence {
  std::size_t dashes = 0;
  std::string_view title;  // "Transcript" or "End of Transcript"
};

std::optional<Fence> fence_in(std::string_view line) {
  auto const dashes = std::min(line.find_first_not_of('-'), line.size());
  if (dashes < 3 || dashes == line.size() || line[dashes] != ' ') return std::nullopt;
  return Fence{dashes, line.substr(dashes + 1)};
}

std::optional<Section> section_labelled(std::string_view label) {
  for (std::size_t i = 0; i < section_count; ++i) {
    auto const& row = row_of(static_cast<Section>(i));
    if (row.value && row.label == label) return row.section;
  }
  return std::nullopt;
}

// The line that closes the fence at `open`. None when another fence that is as long comes first: then an edit
// broke the block.
std::optional<std::size_t> closing_line(std::vector<Line> const& lines, std::size_t open,
                                        Fence const& fence) {
  for (auto i = open + 1; i < lines.size(); ++i) {
    auto const other = fence_in(lines[i].text);
    if (!other || other->dashes < fence.dashes) continue;
    bool const closes = other->dashes == fence.dashes && other->title.starts_with(end_of) &&
                        other->title.substr(end_of.size()) == fence.title;
    return closes ? std::optional(i) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Piece> one_line(Line const& line) {
  auto const mark = mark_line("");
  if (line.text.size() > mark.size() && line.text.starts_with(mark)) {
    return Piece{Section::mark, line.begin, line.end, std::string(line.text.substr(mark.size()))};
  }
  if (!line.text.starts_with("- ")) return std::nullopt;
  auto const colon = line.text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto const section = section_labelled(line.text.substr(2, colon - 2));
  if (!section) return std::nullopt;
  auto value = line.text.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  return Piece{*section, line.begin, line.end, std::string(value)};
}

std::vector<Piece> find(std::string_view body) {
  auto const lines = lines_of(body);
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (auto piece = one_line(lines[i])) pieces.push_back(std::move(*piece));
    auto const fence = fence_in(lines[i].text);
    auto const section = fence ? section_labelled(fence->title) : std::nullopt;
    auto const close = section ? closing_line(lines, i, *fence) : std::nullopt;
    if (!close) continue;
    auto const inside = body.substr(lines[i].end, lines[*close].begin - lines[i].end);
    pieces.push_back({*section, lines[i].begin, lines[*close].end, normalised(inside)});
    i = *close;
  }
  return pieces;
}

std::string fenced(std::string_view label, std::string_view value) {
  std::size_t dashes = 3;
  for (auto const& line : lines_of(value)) {
    // Indented ones count: some CRMs trim lines.
    auto const text = line.text.substr(std::min(line.text.find_first_not_of(" \t"), line.text.size()));
    if (auto const fence = fence_in(text)) dashes = std::max(dashes, fence->dashes + 1);
  }
  std::string const fence = std::string(dashes, '-') + ' ';
  std::string const title(label);
  return fence + title + '\n' + std::string(value) + '\n' + fence + std::string(end_of) + title + '\n';
}

std::string render(Section section, std::string_view value) {
  auto const& row = row_of(section);
  if (section == Section::mark) return mark_line(value) + '\n';
  if (value.find('\n') != std::string_view::npos) return fenced(row.label, value);
  return "- " + std::string(row.label) + ": " + std::string(value) + '\n';
}

}  // namespace

Grammar const& plain_grammar() {
  static constexpr Grammar grammar{find, render, append_line};
  return grammar;
}

}  // namespace patchbay::text
