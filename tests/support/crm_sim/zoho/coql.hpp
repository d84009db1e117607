// Zoho's query language as far as it matters here: one module, conditions in nested pairs, order, limit.
// Values; pure functions.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patchbay::sim::zoho {

struct Condition {
  std::string field;  // empty: `left` and `right` joined by `all` or by "or"
  std::string op;     // "=", "!=", ">", ">=", "<", "<=", "in", "not in", "like", "is null", "is not null"
  std::vector<std::string> values;
  bool all = false;
  std::vector<Condition> pair;  // none or two

  bool fits(std::function<std::string(std::string const& field)> const& value_of) const;
  void each_field(std::function<void(std::string const& field)> const& visit) const;
};

struct Query {
  std::vector<std::string> fields;
  std::string module;
  Condition where;
  std::string order_by;
  bool descending = false;
  std::size_t offset = 0;
  std::size_t limit = 200;
};

// None: `near` says where it could not be read.
std::optional<Query> parse_coql(std::string_view text, std::string& near);

}  // namespace patchbay::sim::zoho
