#include <algorithm>

#include "crm/percent.hpp"
#include "crm_sim/clio/endpoints.hpp"

namespace patchbay::sim::clio {
namespace {

// In the order of ids a page begins behind the last row of the one before, else at a place.
constexpr std::string_view place_prefix = "sim-page-";
constexpr std::string_view id_prefix = "sim-after-";
constexpr std::size_t most_places = 10'000;

bool by_id(Call const& call) { return call.request.parameter("order") == "id(asc)"; }

// The same request with another page_token, as a whole URL.
std::string next_url(Call const& call, std::string const& token) {
  auto url = "http://" + call.request.header("Host") + call.request.path + "?";
  for (auto const& [name, value] : call.request.query)
    if (name != "page_token") url += crm::percent_encoded(name) + "=" + crm::percent_encoded(value) + "&";
  return url + "page_token=" + token;
}

struct Page {
  std::size_t offset = 0;
  std::size_t limit = 200;
};

// Where the page of this token begins in `rows`, which stand in the order of ids. None: it is no token, or
// behind the last place.
std::optional<std::size_t> offset_of(Call const& call, Rows const& rows, std::string const& token) {
  auto const prefix = by_id(call) ? id_prefix : place_prefix;
  auto const number =
      token.starts_with(prefix) ? whole_number(std::string_view(token).substr(prefix.size())) : std::nullopt;
  if (!number || (!by_id(call) && *number >= static_cast<std::int64_t>(most_places))) return std::nullopt;
  if (!by_id(call)) return static_cast<std::size_t>(*number);
  auto const behind = std::find_if(
      rows.begin(), rows.end(), [&](json::object const* row) { return row->at("id").get_int64() > *number; });
  return static_cast<std::size_t>(behind - rows.begin());
}

// The token of the page that begins with the row at `end`.
std::string token_behind(Call const& call, Rows const& rows, std::size_t end) {
  if (!by_id(call)) return std::string(place_prefix) + std::to_string(end);
  return std::string(id_prefix) + std::to_string(rows[end - 1]->at("id").get_int64());
}

std::optional<Page> page_of(Call const& call, Rows const& rows, std::size_t most) {
  if (call.request.parameter("order") && !by_id(call)) return std::nullopt;  // others are not simulated
  Page page{0, most};
  if (auto const limit = call.request.parameter("limit")) {
    auto const number = whole_number(*limit);
    if (!number || *number < 1 || *number > static_cast<std::int64_t>(most)) return std::nullopt;
    page.limit = static_cast<std::size_t>(*number);
  }
  if (auto const token = call.request.parameter("page_token")) {
    auto const offset = offset_of(call, rows, *token);
    if (!offset) return std::nullopt;
    page.offset = *offset;
  }
  return page;
}

}  // namespace

Reply paged(State const& state, Call const& call, Shape const& shape, Rows const& rows, std::size_t most) {
  auto const selection = selection_of(call.request, shape);
  if (selection.refused) return *selection.refused;
  auto const page = page_of(call, rows, most);
  if (!page) return bad_request("ArgumentError", "limit, order or page_token is invalid");
  auto const end = std::min(rows.size(), page->offset + page->limit);
  json::array data;
  for (auto i = page->offset; i < end; ++i) data.push_back(shown(state.firm, shape, *rows[i], selection));
  json::object paging;
  bool const more = end < rows.size() && (by_id(call) || end < most_places);
  if (more) paging["next"] = next_url(call, token_behind(call, rows, end));
  json::object meta{{"paging", std::move(paging)}, {"records", rows.size()}};
  return json_response(200, json::object{{"meta", std::move(meta)}, {"data", std::move(data)}});
}

Reply one(State const& state, Call const& call, Shape const& shape, json::object const& record, int status) {
  auto const selection = selection_of(call.request, shape);
  return selection.refused ? *selection.refused
                           : success(shown(state.firm, shape, record, selection), status);
}

json::object* found(Table& table, std::int64_t id) {
  auto const at = table.find(id);
  return at == table.end() ? nullptr : &at->second;
}

Reply removed(Table& table, std::int64_t id) {
  if (table.erase(id) == 0) return not_found();
  Reply response;
  response.status = 204;
  return response;
}

std::optional<Reply> precondition(Call const& call, json::object const& record) {
  auto const wanted = call.request.header("If-Match");
  if (wanted.empty() || wanted == record.at("etag").get_string()) return std::nullopt;
  return failure(412, "PreconditionFailed", "The record was changed since it was read");
}

std::optional<Reply> take_reference(json::object const& data, std::string_view name, Table const& table,
                                    json::object& record) {
  auto const* reference = data.if_contains(name);
  if (!reference) return std::nullopt;
  auto const id = reference->at("id").get_int64();
  if (!table.contains(id)) return not_found();
  record[std::string(name) + "_id"] = id;
  return std::nullopt;
}

Reply who_am_i(State& state, Call const& call) {
  if (auto refused = check_query(call.request, {})) return *refused;
  auto user = state.firm.users.at(call.grant.user);
  user["account"] = json::object{{"id", 77}, {"etag", "\"a1\""}, {"name", "Fields & Marsh LLP"}};
  return one(state, call, user_shape(), user);
}

Reply list_users(State& state, Call const& call) {
  if (auto refused = check_query(call.request, {"enabled"})) return *refused;
  Rows rows;
  for (auto const& [id, user] : state.firm.users) rows.push_back(&user);
  return paged(state, call, user_shape(), rows, 2000);
}

}  // namespace patchbay::sim::clio
