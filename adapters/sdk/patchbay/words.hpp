// Small readings of text that most CRMs ask for: the digits of a number, the parts of a name, a mark in a
// body. Pure functions; any thread.
#pragma once

#include <cctype>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace patchbay {
inline namespace sdk {

inline std::string digits_in(std::string_view text) {
  std::string out;
  for (unsigned char const c : text)
    if (c >= '0' && c <= '9') out += static_cast<char>(c);
  return out;
}

// Without the white space around it.
inline std::string trimmed(std::string_view text) {
  constexpr std::string_view white = " \t\r\n";
  auto const first = text.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(white) - first + 1));
}

struct SplitName {
  std::string first;  // empty where there is one word only
  std::string last;
};

// "Ada Maria Brook" is Ada Maria, Brook; a single word is a last name, which is the one that CRMs demand.
inline SplitName split_name(std::string_view name) {
  auto const whole = trimmed(name);
  auto const space = whole.find_last_of(' ');
  if (space == std::string::npos) return {{}, whole};
  return {trimmed(whole.substr(0, space)), whole.substr(space + 1)};
}

// The texts that are not empty, with `between` between them.
inline std::string joined(std::vector<std::string> const& texts, std::string_view between) {
  std::string out;
  for (auto const& one : texts)
    if (!one.empty()) out.append(out.empty() ? "" : between).append(one);
  return out;
}

// At most `most` characters of UTF-8, none of them torn.
inline std::string clipped(std::string_view text, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool const begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (begins && characters++ == most) return std::string(text.substr(0, i));
  }
  return std::string(text);
}

// HTML with its commonest entities as the characters that they stand for, in whatever way the CRM spells
// them: enough to look for a mark in it. Its tags stay.
inline std::string without_entities(std::string_view html) {
  constexpr std::pair<std::string_view, char> spelled[] = {{"&amp;", '&'},  {"&lt;", '<'},   {"&gt;", '>'},
                                                           {"&quot;", '"'}, {"&#39;", '\''}, {"&#x27;", '\''},
                                                           {"&apos;", '\''}};
  std::string out;
  while (!html.empty()) {
    std::pair<std::string_view, char> next{html.substr(0, 1), html.front()};
    for (auto const& one : spelled)
      if (html.starts_with(one.first)) next = one;
    out += next.second;
    html.remove_prefix(next.first.size());
  }
  return out;
}

// Whether a plain text carries this mark as a word of its own: session 12 is not session 123.
inline bool carries(std::string_view text, std::string_view mark) {
  auto const part_of_id = [&](std::size_t at) {
    if (at >= text.size()) return false;
    auto const c = static_cast<unsigned char>(text[at]);
    return std::isalnum(c) || c == '-' || c == '_';
  };
  if (mark.empty()) return false;
  for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
    bool const begins = at == 0 || !part_of_id(at - 1);
    if (begins && !part_of_id(at + mark.size())) return true;
  }
  return false;
}

}  // namespace sdk
}  // namespace patchbay
