// What SOQL and SOSL have in common: words, paths of fields, conditions. A text that Salesforce would not
// take throws a Refusal. Not thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "crm_sim/salesforce/org.hpp"
#include "crm_sim/salesforce/replies.hpp"

namespace patchbay::sim::salesforce {

struct Token {
  enum Kind { word, quoted, symbol, end };
  Kind kind = end;
  std::string text;
};

// The tokens of a query, one after the other.
class Tokens {
 public:
  explicit Tokens(std::string_view text);
  Token const& peek() const { return tokens_[at_]; }
  Token take();
  bool take_word(std::string_view word);  // an unquoted one, in any case of letters
  bool take_symbol(std::string_view symbol);
  void expect_word(std::string_view word);
  void expect_symbol(std::string_view symbol);

 private:
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
};

[[noreturn]] void malformed_query(std::string const& what);

// "Account.Name": the references on the way, and the field at the end.
struct Path {
  std::vector<Field const*> way;
  Field const* field = nullptr;
  std::string text;
};
Path path_of(ObjectType const& type, std::string const& text);
json::value value_at(Org const& org, Record const& record, Path const& path);
// A value in a form whose order is that of the values: texts without case, ids of 15 characters, times in
// UTC.
std::string comparable(FieldType type, json::value const& value);

using Condition = std::function<bool(Record const&)>;
// Reads what stands behind WHERE.
Condition read_condition(Tokens& tokens, ObjectType const& type, Org const& org);

// "ORDER BY a DESC, b LIMIT 5 OFFSET 2", as far as it is there.
struct Selection {
  struct Order {
    Path path;
    bool descending = false;
  };
  std::vector<Path> fields;
  Condition condition;
  std::vector<Order> order;
  std::size_t limit = 2000000;
  std::size_t offset = 0;
};
void read_tail(Tokens& tokens, ObjectType const& type, Selection& selection);
// Orders, skips and cuts off.
void arrange(Org const& org, Selection const& selection, std::vector<Record const*>& records);
// A record as the API shows it: "attributes", and the fields with what they refer to.
json::object shown(Org const& org, Record const& record, std::vector<Path> const& fields,
                   std::string const& version);

// An object's type that this org shows; `hidden` are names, comma-separated.
ObjectType const& visible_type(std::string_view name, std::string_view hidden);

}  // namespace patchbay::sim::salesforce
