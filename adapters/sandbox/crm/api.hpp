// The CRM's REST API below /api/v1: one row a route. Who may call is decided before (see oauth.hpp). One
// thread at a time.
#pragma once

#include <charconv>
#include <optional>
#include <span>

#include "crm/database.hpp"
#include "crm/problem.hpp"
#include "crm/time_text.hpp"

namespace patchbay::crm {

struct ApiCall {
  Database& database;
  HttpExchangeRequest const& request;
  Id id = 0;  // the number in the path, where the route has one
  Time now;
};

struct Route {
  std::string_view method;
  std::string_view path;  // below /api/v1/; a '#' stands for an id
  Result<HttpExchangeResponse> (*answer)(ApiCall const&);
};

std::span<Route const> contact_routes();  // users, contacts, deals
std::span<Route const> log_routes();      // calls, messages, tasks

// REQUIRES: the path begins with "/api/v1/".
HttpExchangeResponse answer_api(Database& database, HttpExchangeRequest const& request, Time now);

// None when `text` is no whole number, or one that is too large.
template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// `limit` of the query: 1 to 100, 50 where it is absent.
Result<int> limit_of(HttpExchangeRequest const& request);

// {"items", "more"}: at most `limit` of `rows`, which hold one more where there are more.
HttpExchangeResponse list_response(std::vector<Row> rows, int limit);

Problem no_such(std::string_view what);

}  // namespace patchbay::crm
