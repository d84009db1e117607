#include "crm_sim/zoho/coql.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <utility>

#include "crm_sim/zoho/criteria.hpp"

namespace patchbay::sim::zoho {
namespace {

struct Token {
  enum class Kind { name, text, number, sign, end };
  Kind kind = Kind::end;
  std::string text;
};

struct Bad {};  // thrown within the parser, never out of it

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) { advance(); }
  std::string near() const { return token_.text; }

  Query query() {
    Query query;
    word("select");
    do query.fields.push_back(name());
    while (take(","));
    word("from");
    query.module = name();
    word("where");
    query.where = condition();
    if (take("order")) {
      word("by");
      query.order_by = name();
      query.descending = take("desc");
      if (!query.descending) take("asc");
    }
    if (take("limit")) {
      query.limit = number();
      if (take(",")) query.offset = std::exchange(query.limit, number());
    }
    if (token_.kind != Token::Kind::end || query.limit > 2000) throw Bad();
    return query;
  }

 private:
  // One condition, or two with a word between them: more need brackets of their own.
  Condition condition() {
    auto left = single();
    bool const all = is("and");
    if (!all && !is("or")) return left;
    advance();
    Condition both;
    both.all = all;
    both.pair.push_back(std::move(left));
    both.pair.push_back(single());
    if (is("and") || is("or")) throw Bad();
    return both;
  }

  Condition single() {
    if (take("(")) {
      auto inner = condition();
      sign(")");
      return inner;
    }
    Condition one;
    one.field = name();
    if (take("is")) {
      one.op = take("not") ? "is not null" : "is null";
      word("null");
      return one;
    }
    if (take("not")) one.op = "not ";
    if (take("in")) {
      one.op += "in";
      sign("(");
      do one.values.push_back(value());
      while (take(","));
      sign(")");
      if (one.values.size() > 100) throw Bad();
      return one;
    }
    bool const compares = one.op.empty() && token_.kind == Token::Kind::sign &&
                          std::string_view("=<>!").find(token_.text.front()) != std::string_view::npos;
    if (compares) {
      one.op = token_.text;
      advance();
    } else {
      word("like");
      one.op += "like";
    }
    one.values.push_back(value());
    return one;
  }

  void advance() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front()))) rest_.remove_prefix(1);
    token_ = {};
    if (rest_.empty()) return;
    char const c = rest_.front();
    if (c == '\'') return quoted();
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$') {
      auto const fits = [](char each) {
        return std::isalnum(static_cast<unsigned char>(each)) || each == '_' || each == '$' || each == '.';
      };
      auto const end = std::find_if_not(rest_.begin(), rest_.end(), fits);
      token_ = {std::isdigit(static_cast<unsigned char>(c)) ? Token::Kind::number : Token::Kind::name,
                std::string(rest_.begin(), end)};
      rest_.remove_prefix(token_.text.size());
      return;
    }
    bool const wide = rest_.starts_with(">=") || rest_.starts_with("<=") || rest_.starts_with("!=");
    token_ = {Token::Kind::sign, std::string(rest_.substr(0, wide ? 2 : 1))};
    rest_.remove_prefix(token_.text.size());
  }
  void quoted() {
    token_.kind = Token::Kind::text;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      bool const doubled = rest_[i] == '\'' && i + 1 < rest_.size() && rest_[i + 1] == '\'';
      if (rest_[i] == '\'' && !doubled) return rest_.remove_prefix(i + 1);
      token_.text += rest_[i];
      i += doubled;
    }
    throw Bad();
  }

  bool is(std::string_view text) const {
    bool const plain = token_.kind == Token::Kind::name || token_.kind == Token::Kind::sign;
    return plain && lower(token_.text) == text;
  }
  bool take(std::string_view text) {
    bool const there = is(text);
    if (there) advance();
    return there;
  }
  void word(std::string_view text) {
    if (!take(text)) throw Bad();
  }
  void sign(std::string_view text) { word(text); }
  std::string taken(bool fits) {
    if (!fits) throw Bad();
    auto text = token_.text;
    advance();
    return text;
  }
  std::string name() { return taken(token_.kind == Token::Kind::name); }
  std::string value() {
    bool const flag = is("true") || is("false");
    return taken(flag || token_.kind == Token::Kind::text || token_.kind == Token::Kind::number);
  }
  std::size_t number() {
    return std::strtoul(taken(token_.kind == Token::Kind::number).c_str(), nullptr, 10);
  }

  std::string_view rest_;
  Token token_;
};

// '%' at either end stands for anything.
bool like(std::string const& have, std::string want) {
  bool const front = want.starts_with('%'), back = want.size() > 1 && want.ends_with('%');
  want = want.substr(front, want.size() - front - back);
  if (front && back) return have.find(want) != std::string::npos;
  if (front) return have.ends_with(want);
  return back ? have.starts_with(want) : have == want;
}

}  // namespace

bool Condition::fits(std::function<std::string(std::string const&)> const& value_of) const {
  if (field.empty())
    return all ? pair[0].fits(value_of) && pair[1].fits(value_of)
               : pair[0].fits(value_of) || pair[1].fits(value_of);
  auto const have = lower(value_of(field));
  if (op == "is null" || op == "is not null") return have.empty() == (op == "is null");
  auto const equal = [&](std::string const& value) { return have == lower(value); };
  bool const any = std::any_of(values.begin(), values.end(), equal);
  if (op.ends_with("in")) return any == (op == "in");
  auto const want = lower(values.front());
  if (op.ends_with("like")) return like(have, want) == (op == "like");
  if (op == "=" || op == "!=") return any == (op == "=");
  if (op == ">") return have > want;
  if (op == ">=") return have >= want;
  return op == "<" ? have < want : have <= want;
}

void Condition::each_field(std::function<void(std::string const&)> const& visit) const {
  if (!field.empty()) visit(field);
  for (auto const& one : pair) one.each_field(visit);
}

std::optional<Query> parse_coql(std::string_view text, std::string& near) {
  std::optional<Parser> parser;
  try {
    parser.emplace(text);
    return parser->query();
  } catch (Bad const&) {
    near = parser ? parser->near() : std::string(text.substr(0, 20));
    return std::nullopt;
  }
}

}  // namespace patchbay::sim::zoho
