// Choosing rows of a table by what a query says: shared by the list endpoints.
#include <algorithm>
#include <set>

#include "crm_sim/pipedrive/endpoints.hpp"
#include "crm_sim/pipedrive/fields.hpp"
#include "crm_sim/pipedrive/replies.hpp"

namespace patchbay::sim::pipedrive {
namespace {

constexpr std::size_t most_ids = 100;

bool deleted(json::object const& row) {
  auto const* flag = row.if_contains("is_deleted");
  return flag && flag->is_bool() && flag->get_bool();
}

std::optional<std::set<std::int64_t>> numbers(std::string_view list) {
  std::set<std::int64_t> out;
  while (true) {
    auto const comma = list.find(',');
    auto const number = whole_number(list.substr(0, comma));
    if (!number) return std::nullopt;
    out.insert(*number);
    if (comma == std::string_view::npos) return out;
    list.remove_prefix(comma + 1);
  }
}

bool less(json::value const& a, json::value const& b) {
  if (a.is_int64() && b.is_int64()) return a.get_int64() < b.get_int64();
  return a.is_string() && b.is_string() && a.get_string() < b.get_string();
}

}  // namespace

json::object* live(Table& table, std::string_view id) {
  auto const number = whole_number(id);
  auto const found = number ? table.find(*number) : table.end();
  return found == table.end() || deleted(found->second) ? nullptr : &found->second;
}

Selection selected(Table const& table, crm::HttpExchangeRequest const& request) {
  std::optional<std::set<std::int64_t>> wanted;
  if (auto const ids = request.parameter("ids")) {
    wanted = numbers(*ids);
    if (!wanted) return {{}, bad_request("Parameter 'ids' must be a list of numbers.")};
    if (wanted->size() > most_ids) return {{}, bad_request("Parameter 'ids' may have at most 100 entries.")};
  }
  Selection out;
  for (auto const& [id, row] : table)
    if (!deleted(row) && (!wanted || wanted->contains(id))) out.rows.push_back(row);
  return out;
}

std::optional<Reply> narrow(std::vector<json::object>& rows, crm::HttpExchangeRequest const& request) {
  if (auto const since = request.parameter("updated_since")) {
    if (!is_v2_time(*since))
      return bad_request("Parameter 'updated_since' must be RFC3339 without a fraction.");
    std::erase_if(rows, [&](auto const& row) { return row.at("update_time").get_string() < *since; });
  }
  auto const by = request.parameter("sort_by").value_or("id");
  bool const known = by == "id" || by == "add_time" || by == "update_time" || by == "due_date";
  if (!known || (!rows.empty() && !rows.front().contains(by)))
    return bad_request("Parameter 'sort_by' is invalid.");
  auto const direction = request.parameter("sort_direction").value_or("asc");
  if (direction != "asc" && direction != "desc") return bad_request("Parameter 'sort_direction' is invalid.");
  std::sort(rows.begin(), rows.end(), [&](auto const& a, auto const& b) {
    auto const& first = direction == "asc" ? a : b;
    auto const& second = direction == "asc" ? b : a;
    bool const tie = !less(first.at(by), second.at(by)) && !less(second.at(by), first.at(by));
    return tie ? less(first.at("id"), second.at("id")) : less(first.at(by), second.at(by));
  });
  return std::nullopt;
}

std::optional<Reply> keep_matching(std::vector<json::object>& rows, crm::HttpExchangeRequest const& request,
                                   std::string_view name) {
  auto const text = request.parameter(name);
  if (!text) return std::nullopt;
  auto const number = whole_number(*text);
  if (!number) return bad_request("Parameter '" + std::string(name) + "' must be a number.");
  std::erase_if(rows, [&](auto const& row) { return row.at(name) != *number; });
  return std::nullopt;
}

}  // namespace patchbay::sim::pipedrive
