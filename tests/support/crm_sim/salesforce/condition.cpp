// Conditions of SOQL and SOSL: what may be compared with what, and how.
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cctype>

#include "crm_sim/salesforce/query.hpp"
#include "patchbay/time.hpp"

namespace patchbay::sim::salesforce {
namespace {

std::string lower(std::string text) {
  for (auto& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool is_text(FieldType type) {
  using enum FieldType;
  return type == text || type == phone || type == email || type == picklist;
}
bool is_id(FieldType type) { return type == FieldType::id || type == FieldType::reference; }

// A value in a form whose order is that of the values: texts without case, ids of 15 characters, times in
// UTC.
std::string comparable(FieldType type, std::string const& text) {
  if (is_text(type)) return lower(text);
  if (is_id(type)) return text.substr(0, 15);
  if (type == FieldType::datetime) {
    auto const time = patchbay::parse_iso8601(text);
    return time ? patchbay::iso8601(*time) : std::string();
  }
  if (type == FieldType::whole || type == FieldType::money) {
    auto digits = std::to_string(text.empty() ? 0.0 : std::stod(text));
    return std::string(30 - std::min<std::size_t>(30, digits.size()), '0') + digits;
  }
  return text;
}

[[noreturn]] void wrong_value(Path const& path, std::string const& wanted) {
  throw Refusal{400, "INVALID_FIELD",
                "value of filter criterion for field '" + path.text + "' must be of type " + wanted};
}

// A literal of the query for this field. None: null.
std::optional<std::string> read_literal(Tokens& tokens, Path const& path) {
  auto const token = tokens.take();
  auto const type = path.field->type;
  if (token.kind == Token::word && same_word(token.text, "null")) return std::nullopt;
  if (is_text(type) || is_id(type)) {
    if (token.kind != Token::quoted) wrong_value(path, "string and should be enclosed in quotes");
    bool const fits = token.text.empty() || token.text.size() == 15 || token.text.size() == 18;
    if (is_id(type) && !fits)
      throw Refusal{400, "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: " + token.text};
    return comparable(type, token.text);
  }
  if (token.kind != Token::word)
    wrong_value(path, std::string(name_of(type)) + " and should not be enclosed in quotes");
  if (type == FieldType::boolean && !same_word(token.text, "true") && !same_word(token.text, "false"))
    wrong_value(path, "boolean");
  bool const zoned = token.text.ends_with('Z') || token.text.find_last_of("+-") > 10;
  if (type == FieldType::datetime && (!zoned || !patchbay::parse_iso8601(token.text)))
    wrong_value(path, "dateTime");
  if (type == FieldType::date && !patchbay::parse_iso8601(token.text + "T00:00:00Z"))
    wrong_value(path, "date");
  return comparable(type, lower(token.text).find_first_of("tf") == 0 ? lower(token.text) : token.text);
}

// Whether `text` is as the pattern says: % is anything, _ one character, both escaped by a backslash.
bool is_like(std::string_view text, std::string_view pattern) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '%') {
    for (std::size_t i = 0; i <= text.size(); ++i)
      if (is_like(text.substr(i), pattern.substr(1))) return true;
    return false;
  }
  bool const escaped = pattern.front() == '\\' && pattern.size() > 1;
  if (escaped) pattern.remove_prefix(1);
  if (text.empty() || (text.front() != pattern.front() && (escaped || pattern.front() != '_'))) return false;
  return is_like(text.substr(1), pattern.substr(1));
}

using Literals = std::vector<std::optional<std::string>>;

Literals read_list(Tokens& tokens, Path const& path) {
  Literals values;
  tokens.expect_symbol("(");
  do values.push_back(read_literal(tokens, path));
  while (tokens.take_symbol(","));
  tokens.expect_symbol(")");
  return values;
}

bool compares(std::string const& op, std::string const& left, std::optional<std::string> const& right) {
  if (op == "=") return left == right.value_or("");
  if (op == "!=" || op == "<>") return left != right.value_or("");
  if (left.empty() || !right) return false;
  if (op == "<") return left < *right;
  if (op == "<=") return left <= *right;
  if (op == ">") return left > *right;
  return left >= *right;
}

Condition read_comparison(Tokens& tokens, ObjectType const& type, Org const& org) {
  auto const path = path_of(type, tokens.take().text);
  if (!path.field->filterable())
    throw Refusal{400, "INVALID_FIELD", "field '" + path.text + "' can not be filtered in a query call"};
  auto const value = [path, &org](Record const& record) {
    return comparable(path.field->type, value_at(org, record, path));
  };
  if (tokens.take_word("LIKE")) {
    if (!is_text(path.field->type))
      throw Refusal{400, "INVALID_QUERY_FILTER_OPERATOR", "invalid operator on " + path.text + " field"};
    auto const pattern = read_literal(tokens, path).value_or("");
    return [value, pattern](Record const& record) { return is_like(value(record), pattern); };
  }
  bool const negated = tokens.take_word("NOT");
  if (negated || tokens.peek().kind == Token::word) {
    tokens.expect_word("IN");
    auto const values = read_list(tokens, path);
    return [value, values, negated](Record const& record) {
      auto const mine = value(record);
      bool const among = std::any_of(values.begin(), values.end(),
                                     [&](auto const& one) { return one.value_or("") == mine; });
      return among != negated;
    };
  }
  auto const op = tokens.take();
  constexpr std::string_view known[] = {"=", "!=", "<>", "<", "<=", ">", ">="};
  if (op.kind != Token::symbol || std::find(std::begin(known), std::end(known), op.text) == std::end(known))
    malformed_query("unexpected token: '" + op.text + "'");
  auto const literal = read_literal(tokens, path);
  return [value, literal, op](Record const& record) { return compares(op.text, value(record), literal); };
}

Condition read_one(Tokens& tokens, ObjectType const& type, Org const& org) {
  if (tokens.take_word("NOT"))
    return [inner = read_one(tokens, type, org)](Record const& record) { return !inner(record); };
  if (!tokens.take_symbol("(")) return read_comparison(tokens, type, org);
  auto inner = read_condition(tokens, type, org);
  tokens.expect_symbol(")");
  return inner;
}

}  // namespace

std::string comparable(FieldType type, json::value const& value) {
  if (value.is_null()) return {};
  return comparable(type, value.is_string() ? std::string(value.get_string()) : json::serialize(value));
}

// AND and OR side by side need parentheses.
Condition read_condition(Tokens& tokens, ObjectType const& type, Org const& org) {
  std::vector<Condition> all{read_one(tokens, type, org)};
  bool const any = same_word(tokens.peek().text, "OR");
  while (tokens.take_word(any ? "OR" : "AND")) all.push_back(read_one(tokens, type, org));
  if (same_word(tokens.peek().text, "AND") || same_word(tokens.peek().text, "OR"))
    malformed_query("unexpected token: '" + tokens.peek().text + "'");
  return [all, any](Record const& record) {
    for (auto const& one : all)
      if (one(record) == any) return any;
    return !any;
  };
}

}  // namespace patchbay::sim::salesforce
