#include "crm/api.hpp"

#include <algorithm>

namespace patchbay::crm {

namespace {

constexpr std::string_view prefix = "/api/v1/";

// The id where the route has one, else 0; nothing when the path is another one.
std::optional<Id> match(std::string_view pattern, std::string_view path) {
  if (!pattern.ends_with('#')) return pattern == path ? std::optional<Id>(0) : std::nullopt;
  pattern.remove_suffix(1);
  if (!path.starts_with(pattern)) return std::nullopt;
  return whole_number<Id>(path.substr(pattern.size()));
}

HttpExchangeResponse method_not_allowed(std::string const& allowed) {
  auto response = json_response(Problem{405, "method_not_allowed", "This path takes " + allowed + ".", {}});
  response.headers.emplace_back("Allow", allowed);
  return response;
}

}  // namespace

HttpExchangeResponse answer_api(Database& database, HttpExchangeRequest const& request, Time now) {
  auto const path = std::string_view(request.path).substr(prefix.size());
  std::string allowed;
  for (auto const routes : {contact_routes(), log_routes()}) {
    for (auto const& route : routes) {
      auto const id = match(route.path, path);
      if (id && route.method == request.method) {
        auto const answer = route.answer(ApiCall{database, request, *id, now});
        return answer ? *answer : json_response(answer.error());
      }
      if (id) allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
    }
  }
  return allowed.empty() ? json_response(no_such("path")) : method_not_allowed(allowed);
}

Result<int> limit_of(HttpExchangeRequest const& request) {
  auto const text = request.parameter("limit");
  if (!text) return 50;
  auto const limit = whole_number<int>(*text);
  if (!limit || *limit < 1 || *limit > 100) return bad_field("limit", "must be a number from 1 to 100");
  return *limit;
}

HttpExchangeResponse list_response(std::vector<Row> rows, int limit) {
  auto const size = std::min(rows.size(), static_cast<std::size_t>(limit));
  json::array items(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(size));
  return json_response(200, json::object{{"items", std::move(items)}, {"more", rows.size() > size}});
}

Problem no_such(std::string_view what) {
  return {404, "not_found", "There is no such " + std::string(what) + ".", {}};
}

}  // namespace patchbay::crm
