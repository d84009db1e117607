#include "crm_sim/hubspot/matching.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace patchbay::sim::hubspot {
namespace {

// Every byte of a character beyond ASCII belongs to a word.
bool in_word(unsigned char c) { return c >= 0x80 || std::isalnum(c); }

std::vector<std::string> words_of(std::string_view text, bool with_stars = false) {
  std::vector<std::string> words(1);
  for (unsigned char const c : text) {
    bool const part = in_word(c) || (with_stars && c == '*');
    if (part) words.back() += static_cast<char>(std::tolower(c));
    if (!part && !words.back().empty()) words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool fits(std::string_view word, std::string_view pattern) {
  if (pattern.empty()) return word.empty();
  if (pattern.front() == '*')
    return fits(word, pattern.substr(1)) || (!word.empty() && fits(word.substr(1), pattern));
  return !word.empty() && word.front() == pattern.front() && fits(word.substr(1), pattern.substr(1));
}

bool begins_one(std::vector<std::string> const& words, std::string const& start) {
  return std::any_of(words.begin(), words.end(), [&](auto const& word) { return word.starts_with(start); });
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

bool contains_token(std::string_view value, std::string_view pattern) {
  auto const words = words_of(value);
  auto const patterns = words_of(pattern, true);
  return !patterns.empty() && std::all_of(patterns.begin(), patterns.end(), [&](auto const& one) {
    return std::any_of(words.begin(), words.end(), [&](auto const& word) { return fits(word, one); });
  });
}

bool fits_query(ObjectType const& type, Record const& record, std::string_view query) {
  std::vector<std::string> words;
  for (auto const name : type.searchable) {
    auto const at = record.properties.find(name);
    if (at == record.properties.end()) continue;
    for (auto& word : words_of(at->second)) words.push_back(std::move(word));
    if (name == "phone" || name == "mobilephone" || name == "fax")
      words.push_back(searchable_digits(at->second));
  }
  auto const wanted = words_of(query);
  return std::all_of(wanted.begin(), wanted.end(), [&](auto const& word) { return begins_one(words, word); });
}

}  // namespace patchbay::sim::hubspot
