// Reading records: lists, one by its id, what belongs to one.
#include <algorithm>
#include <charconv>

#include "crm_sim/zoho/endpoints.hpp"
#include "patchbay/time.hpp"

namespace patchbay::sim::zoho {
namespace {

constexpr std::size_t most_fields = 50;
constexpr std::size_t most_pages = 10;

std::string parameter(Call const& call, std::string_view name) {
  return call.request.parameter(name).value_or("");
}

std::optional<std::size_t> number(Call const& call, std::string_view name, std::size_t otherwise) {
  auto const text = parameter(call, name);
  if (text.empty()) return otherwise;
  std::size_t value = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value == 0) return std::nullopt;
  return value;
}

json::value shown_value(State const& state, Record const& record, Field const& field) {
  auto const* value = record.fields.if_contains(field.api_name);
  if (field.api_name == "Full_Name")
    return json::value(state.org.name_of("Contacts", record.id) + state.org.name_of("Leads", record.id));
  if (field.api_name == "Created_Time") return json::value(written(record.created));
  if (field.api_name == "Modified_Time" || field.api_name == "Last_Activity_Time")
    return json::value(written(record.modified));
  bool const lookup = field.type == "lookup" || field.type == "ownerlookup";
  if (!value || !lookup || !value->is_object()) return value ? *value : json::value();
  auto const id = text_at(value->get_object(), "id");
  auto const target =
      field.target == "se_module" ? text_at(record.fields, "$se_module") : std::string(field.target);
  return json::object{{"name", state.org.name_of(target, id)}, {"id", id}};
}

bool points_at(Record const& record, std::string_view field, std::string_view id) {
  auto const* value = record.fields.if_contains(field);
  return value && value->is_object() && text_at(value->get_object(), "id") == id;
}

std::optional<UtcTime> since(Call const& call) {
  return parse_iso8601(call.request.header("If-Modified-Since"));
}

void sort(Call const& call, std::vector<Record const*>& found) {
  bool const ascending = parameter(call, "sort_order") == "asc";
  auto const by = parameter(call, "sort_by");
  auto const less = [&](Record const* a, Record const* b) {
    if (by == "Created_Time") return a->created < b->created;
    return by == "Modified_Time" ? a->modified < b->modified : a->id < b->id;
  };
  std::stable_sort(found.begin(), found.end(),
                   [&](auto const* a, auto const* b) { return ascending ? less(a, b) : less(b, a); });
}

}  // namespace

std::vector<std::string> parts_of_list(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    auto const comma = std::min(text.find(','), text.size());
    auto part = text.substr(0, comma);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

json::object shown(State const& state, Module const& module, Record const& record,
                   std::vector<std::string> const& fields) {
  json::object out;
  for (auto const& field : module.fields) {
    bool const wanted =
        fields.empty() || std::find(fields.begin(), fields.end(), field.api_name) != fields.end();
    if (wanted) out[field.api_name] = shown_value(state, record, field);
  }
  out["id"] = record.id;
  bool const activity = module.api_name == "Calls" || module.api_name == "Tasks";
  if (activity && record.fields.contains("$se_module")) out["$se_module"] = record.fields.at("$se_module");
  return out;
}

std::optional<Reply> fault_in_paging(Call const& call) {
  auto const page = number(call, "page", 1), size = number(call, "per_page", call.most_rows);
  if (!size || *size > 200) return invalid_parameter("per_page", "integer");
  if (*size > call.most_rows)
    return failure(400, "LIMIT_EXCEEDED", "limit exceeded", {{"by", "per_page"}, {"limit", call.most_rows}});
  if (!page) return invalid_parameter("page", "integer");
  if (*page > most_pages)
    return failure(400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED", "page beyond 2000 records needs a page_token");
  return std::nullopt;
}

Reply page_of(State const& state, Call const& call, std::vector<Record const*> const& found) {
  auto const page = *number(call, "page", 1);
  auto const size = *number(call, "per_page", call.most_rows);
  auto const fields = parts_of_list(parameter(call, "fields"));
  json::array data;
  for (auto i = (page - 1) * size; i < std::min(found.size(), page * size); ++i)
    data.push_back(shown(state, *call.module, *found[i], fields));
  if (data.empty()) return no_content();
  json::object info{{"per_page", size}, {"count", data.size()}, {"page", page},
                    {"sort_by", "id"},  {"sort_order", "desc"}, {"more_records", found.size() > page * size}};
  return json_response(200, json::object{{"data", std::move(data)}, {"info", std::move(info)}});
}

Reply list_records(State& state, Call const& call) {
  if (auto no = refused(state, call, "READ")) return *std::move(no);
  auto const fields = parts_of_list(parameter(call, "fields"));
  if (fields.empty()) return missing_parameter("fields");
  if (fields.size() > most_fields) return invalid_parameter("fields", "at most 50 fields");
  if (auto fault = fault_in_paging(call)) return *std::move(fault);
  auto const by = parameter(call, "sort_by");
  if (!by.empty() && by != "id" && by != "Created_Time" && by != "Modified_Time")
    return invalid_parameter("sort_by", "id, Created_Time or Modified_Time");
  auto const ids = parts_of_list(parameter(call, "ids"));
  if (ids.size() > 100) return invalid_parameter("ids", "at most 100 ids");
  auto const from = since(call);
  std::vector<Record const*> found;
  for (auto const& [id, record] : state.org.tables[std::string(call.module->api_name)]) {
    bool const asked = ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end();
    if (asked && !record.deleted && (!from || record.modified >= *from)) found.push_back(&record);
  }
  if (found.empty() && from) return not_modified();
  sort(call, found);
  return page_of(state, call, found);
}

Reply read_record(State& state, Call const& call) {
  if (auto no = refused(state, call, "READ")) return *std::move(no);
  bool const digits = call.id.find_first_not_of("0123456789") == std::string::npos;
  if (!digits) return failure(400, "INVALID_DATA", "the id given seems to be invalid");
  auto const* record = state.org.live(call.module->api_name, call.id);
  if (!record) return no_content();
  auto const fields = parts_of_list(parameter(call, "fields"));
  return json_response(200, json::object{{"data", json::array{shown(state, *call.module, *record, fields)}}});
}

Reply read_related(State& state, Call const& call) {
  auto const* module = module_named(call.related);
  if (!module) return failure(400, "INVALID_DATA", "the relation name given seems to be invalid");
  Call inner{call.request, call.grant, call.most_rows, module, "", "", {}};
  for (auto const& each : {call, inner})
    if (auto no = refused(state, each, "READ")) return *std::move(no);
  if (!state.org.live(call.module->api_name, call.id))
    return failure(400, "INVALID_DATA", "the id given seems to be invalid");
  if (parameter(call, "fields").empty()) return missing_parameter("fields");
  if (auto fault = fault_in_paging(call)) return *std::move(fault);
  std::vector<Record const*> found;
  for (auto const& [id, record] : state.org.tables[call.related]) {
    bool const related = points_at(record, "Contact_Name", call.id) ||
                         points_at(record, "Account_Name", call.id) || points_at(record, "Who_Id", call.id) ||
                         points_at(record, "What_Id", call.id) || points_at(record, "Parent_Id", call.id);
    if (related && !record.deleted) found.push_back(&record);
  }
  return page_of(state, inner, found);
}

Reply list_deleted(State& state, Call const& call) {
  if (auto no = refused(state, call, "READ")) return *std::move(no);
  auto const type = parameter(call, "type");
  if (!type.empty() && type != "all" && type != "recycle" && type != "permanent")
    return invalid_parameter("type");
  if (auto fault = fault_in_paging(call)) return *std::move(fault);
  auto const from = since(call);
  json::array data;
  for (auto const& [id, record] : state.org.tables[std::string(call.module->api_name)])
    if (record.deleted && (!from || record.modified >= *from) && data.size() < call.most_rows)
      data.push_back(json::object{{"id", id},
                                  {"display_name", text_at(record.fields, "Last_Name")},
                                  {"type", "recycle"},
                                  {"deleted_time", written(record.modified)}});
  if (data.empty()) return from ? not_modified() : no_content();
  json::object const info{{"page", 1}, {"count", data.size()}, {"more_records", false}};
  return json_response(200, json::object{{"data", std::move(data)}, {"info", info}});
}

Reply delete_record(State& state, Call const& call) {
  if (auto no = refused(state, call, "DELETE")) return *std::move(no);
  auto* record = state.org.live(call.module->api_name, call.id);
  if (!record) return json_response(400, json::object{{"data", json::array{invalid_id()}}});
  record->deleted = true;
  record->modified = state.now();
  json::object const row{{"code", "SUCCESS"},
                         {"details", json::object{{"id", call.id}}},
                         {"message", "record deleted"},
                         {"status", "success"}};
  return json_response(200, json::object{{"data", json::array{row}}});
}

}  // namespace patchbay::sim::zoho
