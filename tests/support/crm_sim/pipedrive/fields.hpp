// What v2 takes in a body and in a query, strictly: no unknown key, no read-only field, the exact JSON type.
// Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "crm_sim/common/simulator.hpp"

namespace patchbay::sim::pipedrive {

namespace json = boost::json;

enum class FieldKind {
  text,
  integer,
  boolean,
  date,
  time,
  duration,
  uuid,
  participants,
  values,
  any,
  read_only
};

struct Field {
  std::string_view name;
  FieldKind kind;
  bool nullable = false;
};

struct Body {
  json::object object;
  std::optional<crm::HttpExchangeResponse> refused;
};

// Reads the body and checks it against `fields`.
Body read_body(crm::HttpExchangeRequest const& request, std::vector<Field> const& fields);

struct Page {
  std::size_t offset = 0;
  std::size_t limit = 100;
  std::optional<crm::HttpExchangeResponse> refused;
};

// v2's paging: limit 1 to `most`, cursor as given out before.
Page read_page(crm::HttpExchangeRequest const& request, std::size_t most);
// Refuses parameters that the endpoint does not know, and empty ones. That v2 refuses unknown query keys is
// an inference.
std::optional<crm::HttpExchangeResponse> check_query(crm::HttpExchangeRequest const& request,
                                                     std::vector<std::string_view> const& known);
// `rows` from the page's offset on, in v2's envelope; next_cursor is null on the last page.
crm::HttpExchangeResponse paged(std::vector<json::object> const& rows, Page const& page);
// The cursor of the page that follows, or null.
json::value next_cursor(std::size_t rows, Page const& page);

// RFC 3339 in UTC, without a fraction of a second.
bool is_v2_time(std::string_view text);
std::optional<std::int64_t> whole_number(std::string_view text);

}  // namespace patchbay::sim::pipedrive
