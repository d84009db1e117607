// What Zoho refuses to write.
#include <algorithm>
#include <cctype>
#include <regex>

#include "crm_sim/zoho/endpoints.hpp"
#include "patchbay/time.hpp"

namespace patchbay::sim::zoho {
namespace {

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool empty(json::object const& given, std::string_view name) {
  auto const* value = given.if_contains(name);
  return !value || value->is_null() || (value->is_string() && value->get_string().empty());
}

// Zoho's own client writes UTC as "Z".
bool is_time(std::string const& text) {
  static std::regex const form(R"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([+-]\d{2}:\d{2}|Z))");
  return std::regex_match(text, form) && parse_iso8601(text);
}

// The module of what a lookup points at, as the record that is written says it.
std::string target_of(Field const& field, json::object const& given) {
  if (field.api_name == "Parent_Id") {
    auto const* parent = given.if_contains("Parent_Id");
    auto const* module = parent && parent->is_object() ? parent->get_object().if_contains("module") : nullptr;
    return module && module->is_object() ? text_at(module->get_object(), "api_name") : "";
  }
  return field.target == "se_module" ? text_at(given, "$se_module") : std::string(field.target);
}

std::optional<json::object> fault_in_lookup(State const& state, Field const& field, json::value const& value,
                                            json::object const& given) {
  if (!value.is_object()) return invalid_data(field.api_name, {{"expected_data_type", "jsonobject"}});
  auto const id = text_at(value.get_object(), "id"), target = target_of(field, given);
  if (field.target == "users")
    return state.org.name_of("users", id).empty() ? std::optional(invalid_id(field.api_name)) : std::nullopt;
  if (target.empty()) return mandatory_not_found("$se_module");
  if (!state.org.live(target, id)) return invalid_id(field.api_name);
  return std::nullopt;
}

bool is_day(std::string const& text) {
  static std::regex const form(R"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))");
  return std::regex_match(text, form);
}

// One reminder, as Zoho's samples write it. That it must lie in the future is an inference, on the strict
// side.
std::optional<json::object> fault_in_alarm(State const& state, Field const& field, json::value const& value) {
  static std::regex const form(R"(FREQ=NONE;ACTION=(EMAIL|POPUP|EMAILANDPOPUP);TRIGGER=DATE-TIME:(.*))");
  auto const alarm = value.is_object() ? text_at(value.get_object(), "ALARM") : std::string();
  std::smatch parts;
  bool const fits = std::regex_match(alarm, parts, form) && is_time(parts[2]);
  if (!fits) return invalid_data(field.api_name, {{"expected_data_type", "jsonobject"}});
  bool const past = *parse_iso8601(std::string(parts[2])) <= state.now();
  return past ? std::optional(invalid_data(field.api_name)) : std::nullopt;
}

std::optional<json::object> fault_in_value(State const& state, Field const& field, json::value const& value,
                                           json::object const& given) {
  if (value.is_null()) return std::nullopt;
  if (field.type == "lookup" || field.type == "ownerlookup")
    return fault_in_lookup(state, field, value, given);
  if (field.type == "ALARM") return fault_in_alarm(state, field, value);
  if (field.type == "currency" || field.type == "integer" || field.type == "boolean") return std::nullopt;
  if (!value.is_string()) return invalid_data(field.api_name, {{"expected_data_type", "string"}});
  auto const text = std::string(value.get_string());
  if (field.length && characters(text) > field.length)
    return invalid_data(field.api_name, {{"maximum_length", field.length}});
  if (field.type == "datetime" && !is_time(text))
    return invalid_data(field.api_name, {{"expected_data_type", "datetime"}});
  if (field.type == "date" && !is_day(text))
    return invalid_data(field.api_name, {{"expected_data_type", "date"}});
  bool const dialable =
      std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
  if (field.type == "phone" && !dialable)
    return invalid_data(field.api_name, {{"expected_data_type", "phone"}});
  if (field.type == "email" && text.find('@') == std::string::npos)
    return invalid_data(field.api_name, {{"expected_data_type", "email"}});
  return std::nullopt;
}

bool has(std::vector<std::string> const& values, std::string const& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::optional<json::object> fault_in_duration(std::string const& duration) {
  static std::regex const form(R"((\d{1,5}):([0-5]\d))");
  std::smatch parts;
  if (!std::regex_match(duration, parts, form))
    return invalid_data("Call_Duration", {{"expected_data_type", "mm:ss"}});
  if (std::stoi(parts[1]) == 0 && std::stoi(parts[2]) == 0) return invalid_data("Call_Duration");
  return std::nullopt;
}

std::optional<json::object> fault_in_new_call(json::object const& given) {
  auto const type = text_at(given, "Call_Type");
  if (!has({"Inbound", "Outbound", "Missed"}, type)) return invalid_data("Call_Type");
  if (type == "Missed") return std::nullopt;
  if (empty(given, "Call_Duration")) return mandatory_not_found("Call_Duration");
  return fault_in_duration(text_at(given, "Call_Duration"));
}

// A lead is what a call or a task is about, and then nobody is who it is with.
std::optional<json::object> fault_in_filing(json::object const& given, Record const* before) {
  auto const after = [&](std::string_view name) -> json::object const& {
    return before && !given.contains(name) ? before->fields : given;
  };
  bool const lead =
      !empty(after("What_Id"), "What_Id") && text_at(after("$se_module"), "$se_module") == "Leads";
  return lead && !empty(after("Who_Id"), "Who_Id") ? std::optional(invalid_data("Who_Id")) : std::nullopt;
}

std::optional<json::object> fault_in_call(json::object const& given, Record const* before) {
  if (!before) return fault_in_new_call(given);
  auto const type = text_at(given, "Call_Type");
  if (!type.empty() && type != text_at(before->fields, "Call_Type")) return invalid_data("Call_Type");
  if (!empty(given, "Owner")) return invalid_data("Owner");
  bool const missed = text_at(before->fields, "Call_Type") == "Missed";
  if (!missed && given.contains("Call_Duration")) return fault_in_duration(text_at(given, "Call_Duration"));
  return std::nullopt;
}

std::optional<json::object> duplicate(State const& state, Module const& module, json::object const& given,
                                      Record const* before) {
  for (auto const& field : module.fields) {
    auto const value = text_at(given, field.api_name);
    auto const name = std::string(module.api_name) + "." + std::string(field.api_name);
    if (value.empty() || !state.quirks.unique_fields.contains(name)) continue;
    for (auto const& [id, record] : state.org.tables.at(std::string(module.api_name))) {
      bool const same =
          !record.deleted && &record != before && text_at(record.fields, field.api_name) == value;
      if (!same) continue;
      json::object details{{"api_name", field.api_name},
                           {"json_path", "$.data[0]." + std::string(field.api_name)}};
      if (state.quirks.duplicate_key == "id") details["id"] = id;
      if (state.quirks.duplicate_key == "duplicate_record")
        details["duplicate_record"] =
            json::object{{"id", id}, {"module", json::object{{"api_name", module.api_name}}}};
      return error_body("DUPLICATE_DATA", "duplicate data", std::move(details));
    }
  }
  return std::nullopt;
}

bool mandatory(State const& state, Module const& module, Field const& field) {
  bool const company = module.api_name == "Leads" && field.api_name == "Company";
  return field.mandatory && (!company || state.quirks.lead_company);
}

}  // namespace

std::optional<json::object> fault_in(State const& state, Module const& module, json::object const& given,
                                     Record const* before) {
  for (auto const& field : module.fields) {
    bool const needed = mandatory(state, module, field) && (!before || given.contains(field.api_name));
    if (needed && empty(given, field.api_name)) return mandatory_not_found(field.api_name);
    auto const* value = given.if_contains(field.api_name);
    if (!value || field.read_only) continue;
    if (auto fault = fault_in_value(state, field, *value, given)) return fault;
  }
  if (module.api_name == "Calls" || module.api_name == "Tasks")
    if (auto fault = fault_in_filing(given, before)) return fault;
  if (module.api_name == "Calls")
    if (auto fault = fault_in_call(given, before)) return fault;
  return duplicate(state, module, given, before);
}

}  // namespace patchbay::sim::zoho
