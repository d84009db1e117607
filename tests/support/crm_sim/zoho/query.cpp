// POST /coql.
#include <algorithm>

#include "crm_sim/zoho/coql.hpp"
#include "crm_sim/zoho/endpoints.hpp"
#include "patchbay/time.hpp"

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
  auto const text = value && value->is_string() ? std::string(value->get_string()) : "";
  bool const time = field_of(module, field)->type == "datetime";
  return time && !text.empty() ? iso8601(*parse_iso8601(text)) : text;
}

// Times are compared as such, whatever their offsets. False: one is none.
bool read_times(Module const& module, Condition& condition) {
  auto const* field = field_of(module, condition.field);
  if (field && field->type == "datetime")
    for (auto& value : condition.values) {
      auto const time = parse_iso8601(value);
      if (!time) return false;
      value = iso8601(*time);
    }
  return std::all_of(condition.pair.begin(), condition.pair.end(),
                     [&](Condition& one) { return read_times(module, one); });
}

// "Account_Name.Account_Name": a field of what a lookup points at; null: there is none such.
Field const* lookup_in(Module const& module, std::string const& path) {
  auto const dot = path.find('.');
  auto const* lookup = dot == std::string::npos ? nullptr : field_of(module, path.substr(0, dot));
  auto const* target = lookup && lookup->type == "lookup" ? module_named(lookup->target) : nullptr;
  return target && field_of(*target, path.substr(dot + 1)) ? lookup : nullptr;
}

// A row of the answer: lookups by their id, and what was selected through them.
json::object row_of(State const& state, Module const& module, Record const& record,
                    std::vector<std::string> const& fields) {
  auto row = shown(state, module, record, fields);
  for (auto& member : row)
    if (member.value().is_object()) member.value().get_object().erase("name");
  for (auto const& path : fields) {
    auto const* lookup = lookup_in(module, path);
    auto const* other =
        lookup
            ? state.org.live(lookup->target, compared(state, module, record, std::string(lookup->api_name)))
            : nullptr;
    if (lookup)
      row[path] =
          other ? json::value(text_at(other->fields, path.substr(path.find('.') + 1))) : json::value();
  }
  return row;
}

// The first column that the module does not have, or that cannot stand in a condition.
std::string stranger(Module const& module, Query const& query) {
  std::string name;
  auto const check = [&](std::string const& field, bool in_condition) {
    auto const* known = field_of(module, field);
    bool const fit = field == "id" || (known && !(in_condition && known->type == "textarea")) ||
                     (!in_condition && lookup_in(module, field));
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
  auto query = parse_coql(text, near);
  if (!query) return failure(400, "SYNTAX_ERROR", "error occurred while parsing the query", {{"near", near}});
  Call of_module{call.request, call.grant, call.most_rows, module_named(query->module), "", "", {}};
  if (!of_module.module) return invalid_query("module is not supported", query->module);
  if (auto no = refused(state, of_module, "READ")) return *std::move(no);
  auto const& module = *of_module.module;
  if (auto const name = stranger(module, *query); !name.empty())
    return invalid_query("column given seems to be invalid", name);
  if (!read_times(module, query->where)) return invalid_query("invalid value", "");
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
    data.push_back(row_of(state, module, *found[i], query->fields));
  if (data.empty()) return no_content();
  json::object const info{{"count", data.size()}, {"more_records", found.size() > query->offset + most}};
  return json_response(200, json::object{{"data", std::move(data)}, {"info", info}});
}

}  // namespace patchbay::sim::zoho
