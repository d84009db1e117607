#include "compose/html.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "compose/format.hpp"

namespace patchbay::text {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view spaces = " \t\n\f\r";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// One past the ">" that ends the tag at `begin`: a ">" in a quoted attribute does not. A "<" before it: this
// is no tag, whatever the quotes say, so that one broken tag does not swallow what follows.
std::size_t end_of_tag(std::string_view html, std::size_t begin) {
  char quote = 0;
  char before = 0;  // the last character that is no blank space
  for (std::size_t i = begin; i < html.size(); ++i) {
    if (html[i] == '<') return npos;
    if (quote) {
      if (html[i] == quote) quote = 0;
    } else if (html[i] == '>') {
      return i + 1;
    } else if ((html[i] == '"' || html[i] == '\'') && before == '=') {
      quote = html[i];
    }
    if (spaces.find(html[i]) == npos) before = html[i];
  }
  return npos;
}

void append_utf8(std::string& out, std::uint32_t c) {
  auto const tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

// What the reference `name` ("amp", "#39", "#x27") stands for; empty when we do not know it.
std::string referenced(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> known{
      {{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}}};
  for (auto const& [key, text] : known) {
    if (name == key) return std::string(text);
  }
  if (!name.starts_with('#')) return {};
  bool const hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  auto const digits = name.substr(hex ? 2 : 1);
  std::uint32_t c = 0;
  auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), c, hex ? 16 : 10);
  bool const surrogate = c >= 0xD800 && c <= 0xDFFF;
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size() || c == 0 ||
      c > 0x10FFFF || surrogate)
    return {};
  std::string out;
  if (c == 0xA0) return " ";
  append_utf8(out, c);
  return out;
}

// Text between two tags: a line end in the source is only blank space, and nothing at all between blocks.
std::string flowing(std::string_view text) {
  if (text.find('\n') != npos && text.find_first_not_of(spaces) == npos) return {};
  std::string out(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return decoded(out);
}

bool is_block(HtmlTag const& tag) { return tag.name == "p" || tag.name == "div" || tag.name == "li"; }

// A block begins and ends a line; <br> always ends one.
bool breaks_line(HtmlTag const& tag, std::string_view before) {
  if (tag.name == "br") return true;
  return is_block(tag) && !before.empty() && before.back() != '\n';
}

}  // namespace

std::optional<HtmlTag> next_tag(std::string_view html, std::size_t from) {
  for (auto begin = html.find('<', from); begin != npos; begin = html.find('<', begin + 1)) {
    if (html.substr(begin).starts_with("<!--")) {
      auto const end = html.find("-->", begin + 4);
      if (end == npos) continue;
      return HtmlTag{begin, end + 3, "", false};
    }
    bool const closing = begin + 1 < html.size() && html[begin + 1] == '/';
    auto const name = begin + (closing ? 2 : 1);
    if (name >= html.size() || !is_letter(html[name])) continue;
    auto const end = end_of_tag(html, name);
    if (end == npos) continue;
    auto const name_end = html.find_first_of(" \t\n\f\r/>", name);
    return HtmlTag{begin, end, lower(html.substr(name, name_end - name)), closing};
  }
  return std::nullopt;
}

std::string href_of(std::string_view tag) {
  auto const names = lower(tag);
  auto at = names.find("href");
  // Not the tail of another name, as in "data-href".
  while (at != npos && (at == 0 || spaces.find(tag[at - 1]) == npos)) at = names.find("href", at + 1);
  if (at == npos) return {};
  at = tag.find_first_not_of(spaces, at + 4);
  if (at == npos || tag[at] != '=') return {};
  at = tag.find_first_not_of(spaces, at + 1);
  if (at == npos) return {};
  bool const quoted = tag[at] == '"' || tag[at] == '\'';
  auto const end = quoted ? tag.find(tag[at], at + 1) : tag.find_first_of(" \t\n\f\r>", at);
  if (quoted) ++at;
  return decoded(tag.substr(at, end == npos ? npos : end - at));
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const end = text[i] == '&' ? text.find(';', i) : npos;
    auto const meaning =
        end == npos || end - i > 10 ? std::string() : referenced(text.substr(i + 1, end - i - 1));
    if (meaning.empty()) {
      out += text[i];
    } else {
      out += meaning;
      i = end;
    }
  }
  return out;
}

std::string text_of_html(std::string_view html) {
  std::string out;
  std::string address;
  std::size_t title_begin = 0;
  std::size_t at = 0;
  while (auto const tag = next_tag(html, at)) {
    out += flowing(html.substr(at, tag->begin - at));
    if (breaks_line(*tag, out)) out += '\n';
    if (tag->name == "a" && !tag->closing) {
      address = href_of(html.substr(tag->begin, tag->end - tag->begin));
      title_begin = out.size();
    } else if (tag->name == "a" && !address.empty()) {
      if (std::string_view(out).substr(title_begin) == "open") out.replace(title_begin, npos, address);
      address.clear();
    }
    at = tag->end;
  }
  out += flowing(html.substr(at));
  return normalised(out);
}

}  // namespace patchbay::text
