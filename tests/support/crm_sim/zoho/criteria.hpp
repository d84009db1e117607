// The criteria of Zoho's searches: "((Last_Name:starts_with:Smi)or(Phone:equals:\(415\) 1))". Values; pure
// functions.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace patchbay::sim::zoho {

struct Criteria {
  std::string field;  // empty: `parts` joined by `all` or by "or"
  std::string op;
  std::string value;
  bool all = false;
  std::vector<Criteria> parts;

  std::size_t conditions() const;
  // `value_of` tells a field's text; `known` in parse_criteria has seen to it that there is one.
  bool fits(std::function<std::string(std::string const& field)> const& value_of) const;
};

// None: it is malformed, or has an operator that text fields do not take.
std::optional<Criteria> parse_criteria(std::string_view text);

// As Zoho compares texts.
std::string lower(std::string_view text);

}  // namespace patchbay::sim::zoho
