// POST /coql.
#include <algorithm>

#include "crm_sim/zoho/coql.hpp"
#include "crm_sim/zoho/endpoints.hpp"

namespace patchbay::sim::zoho {
namespace {

Reply invalid_query(std::string_view reason, std::string_view column) {
  return failure(400, "INVALID_QUERY", "invalid query formed", {{"reason", reason}, {"column_name", column}});
}

// What a condition compares: a lookup by its id.
std::string compared(State const& state, Module const& module, Record const& record,
                     std::string const& field) {
  if (field == "id") return record.id;
  auto const all = shown(state, module, record, {field});
  auto const* value = all.if_contains(field);
  if (value && value->is_object()) return text_at(value->get_object(), "id");
  return value && value->is_string() ? std::string(value->get_string()) : "";
}

// The first column that the module does not have, or that cannot stand in a condition.
std::string stranger(Module const& module, Query const& query) {
  std::string name;
  auto const check = [&](std::string const& field, bool in_condition) {
    auto const* known = field_of(module, field);
    bool const fit = field == "id" || (known && !(in_condition && known->type == "textarea"));
    if (!fit && name.empty()) name = field;
  };
  for (auto const& field : query.fields) check(field, false);
  query.where.each_field([&](std::string const& field) { check(field, true); });
  if (!query.order_by.empty()) check(query.order_by, true);
  return name;
}

}  // namespace

Reply run_query(State& state, Call const& call) {
  if (!call.grant.allows("ZohoCRM.coql.READ")) return scope_mismatch();
  auto const text = call.body.is_object() ? text_at(call.body.get_object(), "select_query") : "";
  if (text.empty())
    return failure(400, "MANDATORY_NOT_FOUND", "required field not found", {{"api_name", "select_query"}});
  std::string near;
  auto const query = parse_coql(text, near);
  if (!query) return failure(400, "SYNTAX_ERROR", "error occurred while parsing the query", {{"near", near}});
  Call of_module{call.request, call.grant, call.most_rows, module_named(query->module), "", "", {}};
  if (!of_module.module) return invalid_query("module is not supported", query->module);
  if (auto no = refused(state, of_module, "READ")) return *std::move(no);
  auto const& module = *of_module.module;
  if (auto const name = stranger(module, *query); !name.empty())
    return invalid_query("column given seems to be invalid", name);
  if (call.most_rows == 25 && query->limit > call.most_rows)
    return failure(400, "LIMIT_EXCEEDED", "limit exceeded", {{"by", "limit"}, {"limit", call.most_rows}});
  std::vector<Record const*> found;
  for (auto const& [id, record] : state.org.tables[query->module]) {
    auto const value_of = [&](std::string const& field) { return compared(state, module, record, field); };
    if (!record.deleted && query->where.fits(value_of)) found.push_back(&record);
  }
  if (!query->order_by.empty())
    std::stable_sort(found.begin(), found.end(), [&](auto const* a, auto const* b) {
      auto const& [x, y] = query->descending ? std::pair(b, a) : std::pair(a, b);
      return compared(state, module, *x, query->order_by) < compared(state, module, *y, query->order_by);
    });
  auto const most = query->limit;
  json::array data;
  for (auto i = query->offset; i < std::min(found.size(), query->offset + most); ++i)
    data.push_back(shown(state, module, *found[i], query->fields));
  if (data.empty()) return no_content();
  json::object const info{{"count", data.size()}, {"more_records", found.size() > query->offset + most}};
  return json_response(200, json::object{{"data", std::move(data)}, {"info", info}});
}

}  // namespace patchbay::sim::zoho
