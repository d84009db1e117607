// What a request's body and query may hold, strictly: {"data": {...}} with known members of the right type.
// That Clio refuses unknown members and query parameters is an inference, on the strict side. Pure functions.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "crm_sim/clio/replies.hpp"

namespace patchbay::sim::clio {

enum class FieldKind {
  text,
  boolean,
  integer,
  date,
  time,
  reference,
  typed_reference,
  participants,
  phones,
  properties,
  read_only
};

struct Field {
  std::string_view name;
  FieldKind kind;
};

struct Data {
  json::object object;
  std::optional<Reply> refused;
};

// The body's "data", checked against `fields`.
Data read_data(crm::HttpExchangeRequest const& request, std::vector<Field> const& fields);
// 422 for the first of `names` that `data` does not have, or has empty.
std::optional<Reply> missing(json::object const& data, std::vector<std::string_view> const& names);
// Refuses parameters that the endpoint does not know, and empty ones. `fields`, `limit`, `page_token` and
// `order` are known to all.
std::optional<Reply> check_query(crm::HttpExchangeRequest const& request,
                                 std::vector<std::string_view> const& known);
std::optional<std::int64_t> whole_number(std::string_view text);
// ISO 8601 to the second, with an offset or a Z.
bool is_time(std::string_view text);

}  // namespace patchbay::sim::clio
