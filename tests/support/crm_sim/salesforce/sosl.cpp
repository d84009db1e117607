// SOSL: FIND {words} IN fields RETURNING objects. Phones are compared digit by digit.
#include <algorithm>
#include <cctype>

#include "crm_sim/salesforce/endpoints.hpp"

namespace patchbay::sim::salesforce {
namespace {

[[noreturn]] void malformed(std::string const& what) { throw Refusal{400, "MALFORMED_SEARCH", what}; }

std::string lower(std::string_view text) {
  std::string out;
  for (unsigned char const c : text) out += static_cast<char>(std::tolower(c));
  return out;
}

std::string digits_of(std::string_view text) {
  std::string out;
  for (unsigned char const c : text)
    if (std::isdigit(c)) out += static_cast<char>(c);
  return out;
}

// The words that the index has of a text.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (unsigned char const c : text) {
    if (std::isalnum(c) || c >= 0x80)
      words.back() += static_cast<char>(std::tolower(c));
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

// What the index has of a phone number: all its digits, those before an extension, and each group of them.
std::vector<std::string> phone_words(std::string_view phone) {
  auto words = words_of(phone);
  words.push_back(digits_of(phone));
  words.push_back(digits_of(phone.substr(0, phone.find('x'))));
  return words;
}

// A word of a search: its characters, and where wildcards stand.
struct Word {
  std::string text;             // lower case, escapes undone
  std::vector<bool> wildcards;  // for each character
};

bool fits(std::string_view word, Word const& pattern, std::size_t at = 0) {
  if (at == pattern.text.size()) return word.empty();
  if (pattern.wildcards[at] && pattern.text[at] == '*') {
    for (std::size_t i = 0; i <= word.size(); ++i)
      if (fits(word.substr(i), pattern, at + 1)) return true;
    return false;
  }
  if (word.empty() || (!pattern.wildcards[at] && word.front() != pattern.text[at])) return false;
  return fits(word.substr(1), pattern, at + 1);
}

using Words = std::vector<std::string>;
using Search = std::function<bool(Words const&)>;

// Reads what stands between the braces of FIND.
class Terms {
 public:
  explicit Terms(std::string_view text) : rest_(text) {}

  Search read() {
    auto search = any();
    if (!rest_.empty()) malformed("unexpected ')' in the search term");
    return search;
  }

 private:
  void skip() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }

  bool take(std::string_view word) {
    skip();
    bool const ends =
        rest_.size() == word.size() ||
        (rest_.size() > word.size() && std::isspace(static_cast<unsigned char>(rest_[word.size()])));
    bool const there = ends && same_word(rest_.substr(0, word.size()), word);
    if (there) rest_.remove_prefix(word.size());
    return there;
  }

  Search any() {
    std::vector<Search> all{every()};
    while (take("OR")) all.push_back(every());
    return [all](Words const& words) {
      return std::any_of(all.begin(), all.end(), [&](auto const& one) { return one(words); });
    };
  }

  Search every() {
    std::vector<Search> all{one()};
    for (skip(); !rest_.empty() && rest_.front() != ')'; skip()) {
      if (auto const before = rest_; take("OR")) {
        rest_ = before;
        break;
      }
      take("AND");
      bool const negated = take("NOT");
      auto next = one();
      all.push_back(negated ? [next](Words const& words) { return !next(words); } : next);
    }
    return [all](Words const& words) {
      return std::all_of(all.begin(), all.end(), [&](auto const& each) { return each(words); });
    };
  }

  Search one() {
    skip();
    if (rest_.empty()) malformed("No search term found. The search term must be enclosed in braces.");
    if (rest_.front() == '(') {
      rest_.remove_prefix(1);
      auto inner = any();
      if (rest_.empty()) malformed("missing ')' in the search term");
      rest_.remove_prefix(1);
      return inner;
    }
    for (auto const* reserved : {"AND", "OR", "NOT"})
      if (take(reserved)) malformed(std::string("unexpected operator ") + reserved);
    return rest_.front() == '"' ? phrase() : word();
  }

  // The words of a phrase, one after the other; here: all of them.
  Search phrase() {
    rest_.remove_prefix(1);
    Word all;
    while (!rest_.empty() && rest_.front() != '"') take_character(all);
    if (rest_.empty()) malformed("missing '\"' in the search term");
    rest_.remove_prefix(1);
    auto const wanted = words_of(all.text);
    if (all.text.size() < 2) too_short(all.text);
    return [wanted](Words const& words) {
      return !wanted.empty() && std::all_of(wanted.begin(), wanted.end(), [&](auto const& each) {
        return std::find(words.begin(), words.end(), each) != words.end();
      });
    };
  }

  Search word() {
    Word pattern;
    while (!rest_.empty() && !std::isspace(static_cast<unsigned char>(rest_.front())) && rest_.front() != ')')
      take_character(pattern);
    if (!pattern.wildcards.empty() && pattern.wildcards.front())
      malformed("a wildcard cannot begin a search term");
    std::size_t characters = 0;
    for (std::size_t i = 0; i < pattern.text.size(); ++i)
      if (!pattern.wildcards[i] && (pattern.text[i] & 0xC0) != 0x80) ++characters;
    if (characters < 2) too_short(pattern.text);
    // Punctuation parts words in the index, so it does in a search.
    return [parts = parted(pattern)](Words const& words) {
      return !parts.empty() && std::all_of(parts.begin(), parts.end(), [&](Word const& part) {
        return std::any_of(words.begin(), words.end(), [&](auto const& each) { return fits(each, part); });
      });
    };
  }

  static std::vector<Word> parted(Word const& pattern) {
    std::vector<Word> parts(1);
    for (std::size_t i = 0; i < pattern.text.size(); ++i) {
      auto const c = static_cast<unsigned char>(pattern.text[i]);
      if (std::isalnum(c) || c >= 0x80 || pattern.wildcards[i]) {
        parts.back().text += pattern.text[i];
        parts.back().wildcards.push_back(pattern.wildcards[i]);
      } else if (!parts.back().text.empty()) {
        parts.emplace_back();
      }
    }
    if (parts.back().text.empty() || parts.back().text == "*") parts.pop_back();
    return parts;
  }

  [[noreturn]] static void too_short(std::string const& text) {
    throw Refusal{400, "INVALID_SEARCH", "search term must be longer than one character: " + text};
  }

  void take_character(Word& into) {
    constexpr std::string_view reserved = "&|!{}[]()^~:\"'+-";
    bool const escaped = rest_.front() == '\\' && rest_.size() > 1;
    if (escaped) rest_.remove_prefix(1);
    auto const c = rest_.front();
    if (!escaped && (c == '\\' || reserved.find(c) != std::string_view::npos))
      malformed(std::string("unescaped reserved character in the search term: ") + c);
    into.text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    into.wildcards.push_back(!escaped && (c == '*' || c == '?'));
    rest_.remove_prefix(1);
  }

  std::string_view rest_;
};

// The search term and what follows it. A brace in the term is escaped.
std::pair<std::string, std::string> parted_query(std::string const& text) {
  auto const start = text.find('{');
  if (start == std::string::npos || !same_word(std::string_view(text).substr(0, 4), "FIND"))
    malformed("expecting FIND {");
  for (auto i = start + 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == '}')
      return {text.substr(start + 1, i - start - 1), text.substr(i + 1)};
  }
  malformed("missing '}' behind the search term");
}

bool searched(FieldType type, std::string const& group) {
  if (group == "phone") return type == FieldType::phone;
  if (group == "email") return type == FieldType::email;
  return type == FieldType::phone || type == FieldType::email || type == FieldType::text;
}

Words indexed(Org const& org, Record const& record, std::string const& group) {
  Words words;
  for (auto const& field : record.type->fields) {
    bool const name = field.name == "Name" || field.name == "Company";
    if (group == "name" ? !name : !searched(field.type, group)) continue;
    auto const text = text_of(org.value(record, field));
    auto const more = field.type == FieldType::phone ? phone_words(text) : words_of(text);
    words.insert(words.end(), more.begin(), more.end());
  }
  return words;
}

struct Returning {
  ObjectType const* type = nullptr;
  Selection selection;
};

Returning read_returning(Tokens& tokens, State const& state) {
  Returning one{&visible_type(tokens.take().text, state.hidden), {}};
  if (!tokens.take_symbol("(")) return one;
  do one.selection.fields.push_back(path_of(*one.type, tokens.take().text));
  while (tokens.take_symbol(","));
  if (tokens.take_word("WHERE")) one.selection.condition = read_condition(tokens, *one.type, state.org);
  read_tail(tokens, *one.type, one.selection);
  tokens.expect_symbol(")");
  return one;
}

}  // namespace

Reply run_search(State& state, Call const& call) {
  auto const text = call.request.parameter("q");
  if (!text || text->empty()) malformed("A search string has to be specified");
  auto const [term, rest] = parted_query(*text);
  auto const search = Terms(term).read();
  Tokens tokens(rest);
  std::string group = "all";
  if (tokens.take_word("IN")) {
    group = lower(tokens.take().text);
    tokens.expect_word("FIELDS");
  }
  tokens.expect_word("RETURNING");
  json::array records;
  do {
    auto const wanted = read_returning(tokens, state);
    std::vector<Record const*> found;
    for (auto const& [id, record] : state.org.records) {
      bool const known =
          record.type == wanted.type && !record.deleted && record.created + state.index_lag <= state.now();
      if (!known || !search(indexed(state.org, record, group))) continue;
      if (!wanted.selection.condition || wanted.selection.condition(record)) found.push_back(&record);
    }
    arrange(state.org, wanted.selection, found);
    for (auto const* record : found)
      records.push_back(shown(state.org, *record, wanted.selection.fields, call.version));
  } while (tokens.take_symbol(","));
  if (tokens.peek().kind != Token::end) malformed("unexpected token: '" + tokens.peek().text + "'");
  return json_response(200, json::object{{"searchRecords", std::move(records)}});
}

}  // namespace patchbay::sim::salesforce
