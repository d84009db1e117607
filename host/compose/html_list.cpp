// HTML. Every section is an item of one list, <li><b>Label</b>: value</li>, found again by its text whatever
// a CRM has done to its tags: other attributes, <br/>, <strong>, paragraphs inside, no </li>. A value is
// escaped, so it holds no tag.
#include <algorithm>
#include <optional>

#include "compose/grammar.hpp"
#include "compose/html.hpp"

namespace patchbay::text {
namespace {

struct Item {
  std::size_t begin = 0;  // of <li>
  std::size_t text = 0;   // past <li>
  std::size_t text_end = 0;
  std::size_t end = 0;  // past </li>
};

struct Open {
  HtmlTag tag;
  bool item = false;
};

bool is_list(HtmlTag const& tag) { return tag.name == "ul" || tag.name == "ol"; }

// The list items that end, inner ones too. An item without </li> ends where the next one begins or its list
// ends.
std::vector<Item> items_of(std::string_view html) {
  std::vector<Item> items;
  std::vector<Open> open;
  auto const close_item = [&](std::size_t text_end, std::size_t end) {
    if (open.empty() || !open.back().item) return;
    items.push_back({open.back().tag.begin, open.back().tag.end, text_end, end});
    open.pop_back();
  };
  for (auto tag = next_tag(html, 0); tag; tag = next_tag(html, tag->end)) {
    bool const list = is_list(*tag);
    if (!list && tag->name != "li") continue;
    if (!list && tag->closing) {
      close_item(tag->begin, tag->end);
      continue;
    }
    if (!list || tag->closing) close_item(tag->begin, tag->begin);
    if (!tag->closing) {
      open.push_back({*tag, !list});
    } else if (!open.empty()) {
      open.pop_back();
    }
  }
  std::sort(items.begin(), items.end(), [](Item const& a, Item const& b) { return a.begin < b.begin; });
  return items;
}

std::optional<Piece> piece_of(std::string_view html, Item const& item) {
  auto const whole = text_of_html(html.substr(item.text, item.text_end - item.text));
  auto const text = std::string_view(whole).substr(std::min(whole.find_first_not_of(" \n\t"), whole.size()));
  for (std::size_t i = 0; i < section_count; ++i) {
    auto const& row = row_of(static_cast<Section>(i));
    if (row.section == Section::details || !text.starts_with(row.label)) continue;
    auto const rest = text.substr(row.label.size());
    if (!rest.starts_with(':')) continue;
    return Piece{row.section, item.begin, item.end, std::string(rest.substr(rest.starts_with(": ") ? 2 : 1))};
  }
  return std::nullopt;
}

std::vector<Piece> find(std::string_view html) {
  std::vector<Piece> pieces;
  for (auto const& item : items_of(html)) {
    if (!pieces.empty() && item.begin < pieces.back().end) continue;  // inside a section's own text
    if (auto piece = piece_of(html, item)) pieces.push_back(std::move(*piece));
  }
  return pieces;
}

std::string render(Section section, std::string_view value) {
  auto const& row = row_of(section);
  if (section == Section::mark) return "<li>" + escaped(mark_line(value), Format::html) + "</li>";
  bool const linked = row.is_link && is_link(value);
  auto const text = linked ? anchor(value, "open", Format::html) : escaped(value, Format::html);
  return "<li><b>" + escaped(row.label, Format::html) + "</b>: " + text + "</li>";
}

void append(std::string& body, std::string_view piece) { body += "<ul>" + std::string(piece) + "</ul>"; }

}  // namespace

Grammar const& html_grammar() {
  static constexpr Grammar grammar{find, render, append};
  return grammar;
}

}  // namespace patchbay::text
