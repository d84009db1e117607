#include "crm_sim/zoho/criteria.hpp"

#include <algorithm>
#include <cctype>

namespace patchbay::sim::zoho {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  // A chain of parts with the same word between them: (..)or(..)or(..).
  std::optional<Criteria> chain() {
    auto first = group();
    if (!first) return std::nullopt;
    Criteria joined;
    joined.parts.push_back(*std::move(first));
    std::string word;
    while (true) {
      auto const next = take_word("and") ? "and" : take_word("or") ? "or" : "";
      if (!*next) break;
      if (!word.empty() && word != next) return std::nullopt;  // it would need brackets
      word = next;
      auto more = group();
      if (!more) return std::nullopt;
      joined.parts.push_back(*std::move(more));
    }
    joined.all = word == "and";
    return joined;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::optional<Criteria> group() {
    if (!take('(')) return std::nullopt;
    auto inner = rest_.starts_with('(') ? chain() : condition();
    return inner && take(')') ? inner : std::nullopt;
  }

  std::optional<Criteria> condition() {
    Criteria one;
    one.field = until(':');
    one.op = until(':');
    while (!rest_.empty() && rest_.front() != ')') {
      if (rest_.front() == '(' || rest_.front() == ',') return std::nullopt;  // not escaped
      if (rest_.front() == '\\') rest_.remove_prefix(1);
      if (rest_.empty()) return std::nullopt;
      one.value += rest_.front();
      rest_.remove_prefix(1);
    }
    bool const known = one.op == "equals" || one.op == "not_equal" || one.op == "starts_with";
    return known && !one.field.empty() && !one.value.empty() ? std::optional(one) : std::nullopt;
  }

  std::string until(char end) {
    auto const at = std::min(rest_.find(end), rest_.size());
    std::string part(rest_.substr(0, at));
    rest_.remove_prefix(std::min(at + 1, rest_.size()));
    return part;
  }
  bool take(char c) {
    bool const there = rest_.starts_with(c);
    if (there) rest_.remove_prefix(1);
    return there;
  }
  bool take_word(std::string_view word) {
    bool const there = rest_.starts_with(word);
    if (there) rest_.remove_prefix(word.size());
    return there;
  }

  std::string_view rest_;
};

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

std::size_t Criteria::conditions() const {
  std::size_t sum = field.empty() ? 0 : 1;
  for (auto const& part : parts) sum += part.conditions();
  return sum;
}

bool Criteria::fits(std::function<std::string(std::string const&)> const& value_of) const {
  auto const part_fits = [&](Criteria const& part) { return part.fits(value_of); };
  if (field.empty())
    return all ? std::all_of(parts.begin(), parts.end(), part_fits)
               : std::any_of(parts.begin(), parts.end(), part_fits);
  auto const have = lower(value_of(field)), want = lower(value);
  if (op == "starts_with") return have.starts_with(want);
  return (have == want) == (op == "equals");
}

std::optional<Criteria> parse_criteria(std::string_view text) {
  Parser parser(text);
  auto criteria = parser.chain();
  return criteria && parser.at_end() ? criteria : std::nullopt;
}

}  // namespace patchbay::sim::zoho
