#include <algorithm>

#include "crm/percent.hpp"
#include "crm_sim/clio/endpoints.hpp"

namespace patchbay::sim::clio {
namespace {

constexpr std::string_view token_prefix = "sim-page-";

// The same request with another page_token, as a whole URL.
std::string next_url(Call const& call, std::size_t offset) {
  auto url = "http://" + call.request.header("Host") + call.request.path + "?";
  for (auto const& [name, value] : call.request.query)
    if (name != "page_token") url += crm::percent_encoded(name) + "=" + crm::percent_encoded(value) + "&";
  return url + "page_token=" + std::string(token_prefix) + std::to_string(offset);
}

struct Page {
  std::size_t offset = 0;
  std::size_t limit = 200;
};

std::optional<Page> page_of(Call const& call, std::size_t most) {
  Page page{0, most};
  if (auto const limit = call.request.parameter("limit")) {
    auto const number = whole_number(*limit);
    if (!number || *number < 1 || *number > static_cast<std::int64_t>(most)) return std::nullopt;
    page.limit = static_cast<std::size_t>(*number);
  }
  if (auto const token = call.request.parameter("page_token")) {
    auto const number = token->starts_with(token_prefix)
                            ? whole_number(std::string_view(*token).substr(token_prefix.size()))
                            : std::nullopt;
    if (!number) return std::nullopt;
    page.offset = static_cast<std::size_t>(*number);
  }
  return page;
}

}  // namespace

Reply paged(State const& state, Call const& call, Shape const& shape, Rows const& rows, std::size_t most) {
  auto const selection = selection_of(call.request, shape);
  if (selection.refused) return *selection.refused;
  auto const page = page_of(call, most);
  if (!page) return bad_request("ArgumentError", "limit or page_token is invalid");
  auto const end = std::min(rows.size(), page->offset + page->limit);
  json::array data;
  for (auto i = page->offset; i < end; ++i) data.push_back(shown(state.firm, shape, *rows[i], selection));
  json::object paging;
  if (end < rows.size()) paging["next"] = next_url(call, end);
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
