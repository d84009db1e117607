#include "crm_sim/salesforce/query.hpp"

#include <algorithm>
#include <cctype>

namespace patchbay::sim::salesforce {
namespace {

bool in_word(char c) {
  auto const byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) || c == '_' || c == '.' || c == ':' || c == '-' || c == '+';
}

// What stands between single quotes, its escapes undone.
std::string read_quoted(std::string_view& rest) {
  constexpr std::string_view escapes = "\\'\"nrtbf_%", meaning = "\\'\"\n\r\t\b\f_%";
  std::string out;
  rest.remove_prefix(1);
  while (!rest.empty() && rest.front() != '\'') {
    if (rest.front() != '\\') {
      out += rest.front();
      rest.remove_prefix(1);
      continue;
    }
    auto const known = rest.size() > 1 ? escapes.find(rest[1]) : std::string_view::npos;
    if (known == std::string_view::npos) malformed_query("Illegal character sequence in a string");
    // LIKE looks at escaped wildcards itself.
    if (rest[1] == '_' || rest[1] == '%') out += '\\';
    out += meaning[known];
    rest.remove_prefix(2);
  }
  if (rest.empty()) malformed_query("line 1: mismatched character '<EOF>' expecting '''");
  rest.remove_prefix(1);
  return out;
}

std::size_t symbol_length(std::string_view rest) {
  for (std::string_view const two : {"!=", "<>", "<=", ">="})
    if (rest.starts_with(two)) return 2;
  return std::string_view("(),=<>").find(rest.front()) == std::string_view::npos ? 0 : 1;
}

}  // namespace

void malformed_query(std::string const& what) { throw Refusal{400, "MALFORMED_QUERY", what}; }

Tokens::Tokens(std::string_view rest) {
  while (!rest.empty()) {
    auto const c = rest.front();
    if (std::isspace(static_cast<unsigned char>(c))) {
      rest.remove_prefix(1);
    } else if (c == '\'') {
      tokens_.push_back({Token::quoted, read_quoted(rest)});
    } else if (auto const length = symbol_length(rest)) {
      tokens_.push_back({Token::symbol, std::string(rest.substr(0, length))});
      rest.remove_prefix(length);
    } else if (in_word(c)) {
      auto const end =
          static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), in_word) - rest.begin());
      tokens_.push_back({Token::word, std::string(rest.substr(0, end))});
      rest.remove_prefix(end);
    } else {
      malformed_query(std::string("unexpected token: '") + c + "'");
    }
  }
  tokens_.push_back({});
}

Token Tokens::take() {
  auto const& token = tokens_[at_];
  if (token.kind != Token::end) ++at_;
  return token;
}

bool Tokens::take_word(std::string_view word) {
  bool const there = peek().kind == Token::word && same_word(peek().text, word);
  if (there) ++at_;
  return there;
}

bool Tokens::take_symbol(std::string_view symbol) {
  bool const there = peek().kind == Token::symbol && peek().text == symbol;
  if (there) ++at_;
  return there;
}

void Tokens::expect_word(std::string_view word) {
  if (!take_word(word)) malformed_query("unexpected token: '" + peek().text + "'");
}

void Tokens::expect_symbol(std::string_view symbol) {
  if (!take_symbol(symbol))
    malformed_query("expecting '" + std::string(symbol) + "', found '" + peek().text + "'");
}

Path path_of(ObjectType const& type, std::string const& text) {
  Path path;
  path.text = text;
  auto const* here = &type;
  std::string_view rest = text;
  for (auto dot = rest.find('.'); dot != std::string_view::npos; dot = rest.find('.')) {
    auto const* reference = here->reference(rest.substr(0, dot));
    if (!reference)
      throw Refusal{
          400, "INVALID_FIELD",
          "Didn't understand relationship '" + std::string(rest.substr(0, dot)) + "' in field path."};
    path.way.push_back(reference);
    here = object_type(reference->choices.front());
    rest.remove_prefix(dot + 1);
  }
  path.field = here->field(rest);
  if (!path.field)
    throw Refusal{400, "INVALID_FIELD",
                  "No such column '" + std::string(rest) + "' on entity '" + std::string(here->name) + "'."};
  return path;
}

json::value value_at(Org const& org, Record const& record, Path const& path) {
  auto const* here = &record;
  for (auto const* reference : path.way) {
    here = org.target(*here, *reference);
    if (!here) return {};
  }
  auto const* field = here->type->field(path.field->name);  // "Who" is a contact or a lead
  return field ? org.value(*here, *field) : json::value();
}

void read_tail(Tokens& tokens, ObjectType const& type, Selection& selection) {
  auto const number = [&] {
    auto const token = tokens.take();
    if (token.kind != Token::word || token.text.find_first_not_of("0123456789") != std::string::npos ||
        token.text.size() > 7)
      malformed_query("unexpected token: '" + token.text + "'");
    return static_cast<std::size_t>(std::stoul(token.text));
  };
  if (tokens.take_word("ORDER")) {
    tokens.expect_word("BY");
    do {
      Selection::Order order{path_of(type, tokens.take().text), false};
      if (!order.path.field->filterable())
        throw Refusal{400, "MALFORMED_QUERY",
                      "field '" + order.path.text + "' can not be sorted in a query call"};
      if (tokens.take_word("DESC"))
        order.descending = true;
      else
        tokens.take_word("ASC");
      if (tokens.take_word("NULLS") && !tokens.take_word("FIRST")) tokens.expect_word("LAST");
      selection.order.push_back(std::move(order));
    } while (tokens.take_symbol(","));
  }
  if (tokens.take_word("LIMIT")) selection.limit = number();
  if (tokens.take_word("OFFSET")) selection.offset = number();
}

void arrange(Org const& org, Selection const& selection, std::vector<Record const*>& records) {
  std::stable_sort(records.begin(), records.end(), [&](Record const* a, Record const* b) {
    for (auto const& order : selection.order) {
      auto const type = order.path.field->type;
      auto const left = comparable(type, value_at(org, *a, order.path));
      auto const right = comparable(type, value_at(org, *b, order.path));
      if (left != right) return order.descending ? left > right : left < right;
    }
    return false;
  });
  records.erase(records.begin(),
                records.begin() + static_cast<std::ptrdiff_t>(std::min(selection.offset, records.size())));
  if (records.size() > selection.limit) records.resize(selection.limit);
}

json::object shown(Org const& org, Record const& record, std::vector<Path> const& fields,
                   std::string const& version) {
  auto const attributes = [&](Record const& of) {
    return json::object{
        {"type", of.type->name},
        {"url", "/services/data/" + version + "/sobjects/" + std::string(of.type->name) + "/" + of.id}};
  };
  json::object out{{"attributes", attributes(record)}};
  for (auto const& path : fields) {
    auto* level = &out;
    auto const* here = &record;
    for (auto const* reference : path.way) {
      here = org.target(*here, *reference);
      auto& inner = (*level)[reference->relationship];
      if (!here) break;
      if (!inner.is_object()) inner = json::object{{"attributes", attributes(*here)}};
      level = &inner.get_object();
    }
    if (here) (*level)[path.field->name] = value_at(org, record, path);
  }
  return out;
}

ObjectType const& visible_type(std::string_view name, std::string_view hidden) {
  auto const* type = object_type(name);
  bool const seen = type && ("," + std::string(hidden) + ",").find("," + std::string(type->name) + ",") ==
                                std::string::npos;
  if (!seen) throw Refusal{400, "INVALID_TYPE", "sObject type '" + std::string(name) + "' is not supported."};
  return *type;
}

}  // namespace patchbay::sim::salesforce
