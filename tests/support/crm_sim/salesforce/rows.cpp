// Records one by one: /sobjects/TYPE and /sobjects/TYPE/ID, with what Salesforce checks before it writes.
#include <algorithm>
#include <ctime>
#include <iomanip>
#include <sstream>

#include "crm_sim/salesforce/endpoints.hpp"
#include "patchbay/time.hpp"

namespace patchbay::sim::salesforce {
namespace {

// Characters, as Salesforce counts a length; UTF-8 bytes that continue one do not count.
int characters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string name_of(Field const& field) { return std::string(field.name); }

[[noreturn]] void unreadable(std::string_view wanted) {
  throw Refusal{400, "JSON_PARSER_ERROR",
                "Cannot deserialize instance of " + std::string(wanted) + " from a value of another type"};
}

void check_reference(Org const& org, Field const& field, std::string const& id) {
  auto const* type = object_type_of(id);
  bool const fits = type && (id.size() == 15 || id.size() == 18) &&
                    std::find(field.choices.begin(), field.choices.end(), type->name) != field.choices.end();
  if (!fits)
    throw Refusal{400,
                  "MALFORMED_ID",
                  std::string(field.relationship) + " ID: id value of incorrect type: " + id,
                  {name_of(field)}};
  auto const* target = org.find(id);
  if (!target) throw Refusal{400, "INVALID_CROSS_REFERENCE_KEY", "invalid cross reference id"};
  if (target->deleted) throw Refusal{400, "ENTITY_IS_DELETED", "entity is deleted"};
}

void check_text(Org const& org, Field const& field, std::string const& given) {
  using enum FieldType;
  if (field.type == reference) return check_reference(org, field, given);
  if (field.type == date && (given.size() != 10 || !patchbay::parse_iso8601(given + "T00:00:00Z")))
    unreadable("date");
  bool const zoned = given.ends_with('Z') || given.find_last_of("+-") > 10;
  if (field.type == datetime && (!zoned || !patchbay::parse_iso8601(given))) unreadable("datetime");
  if (field.type == picklist &&
      std::find(field.choices.begin(), field.choices.end(), given) == field.choices.end())
    throw Refusal{400,
                  "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST",
                  name_of(field) + ": bad value for restricted picklist field: " + given,
                  {name_of(field)}};
  if (characters(given) > field.length)
    throw Refusal{
        400,
        "STRING_TOO_LONG",
        name_of(field) + ": data value too large: (max length=" + std::to_string(field.length) + ")",
        {name_of(field)}};
  auto const at = given.find('@');
  if (field.type == email && (at == std::string::npos || given.find('.', at) == std::string::npos))
    throw Refusal{
        400, "INVALID_EMAIL_ADDRESS", name_of(field) + ": invalid email address: " + given, {name_of(field)}};
}

void check_value(Org const& org, Field const& field, json::value const& value) {
  using enum FieldType;
  if (value.is_null()) return;
  if (field.type == boolean) return value.is_bool() ? void() : unreadable("boolean");
  if (field.type == whole && !value.is_int64()) unreadable("int");
  if (field.type == whole && std::to_string(value.get_int64()).size() > 8)
    throw Refusal{400,
                  "NUMBER_OUTSIDE_VALID_RANGE",
                  name_of(field) + ": value outside of valid range",
                  {name_of(field)}};
  if (field.type == whole) return;
  if (field.type == money) return value.is_number() ? void() : unreadable("double");
  if (!value.is_string()) unreadable("string");
  if (!value.get_string().empty()) check_text(org, field, text_of(value));
}

bool is_call_field(std::string_view name) { return name.starts_with("Call"); }

Field const& field_of(State const& state, ObjectType const& type, std::string_view name) {
  auto const* field = type.field(name);
  bool const there = field && (state.call_fields || type.name != "Task" || !is_call_field(name));
  if (!there)
    throw Refusal{400,
                  "INVALID_FIELD",
                  "No such column '" + std::string(name) + "' on sobject of type " + std::string(type.name),
                  {}};
  return *field;
}

void check_use(Field const& field, bool existing) {
  bool const allowed = field.use == Field::writable || field.use == Field::required ||
                       (field.use == Field::create_only && !existing);
  if (!allowed)
    throw Refusal{400,
                  "INVALID_FIELD_FOR_INSERT_UPDATE",
                  "Unable to create/update fields: " + name_of(field) +
                      ". Please check the security settings of this field and verify that it is read/write "
                      "for your profile or permission set.",
                  {name_of(field)}};
}

void check_required(ObjectType const& type, json::object const& fields) {
  std::vector<std::string> missing;
  for (auto const& field : type.fields) {
    auto const* value = fields.if_contains(field.name);
    bool const there = value && !value->is_null() && !(value->is_string() && value->get_string().empty());
    if (field.use == Field::required && !there) missing.push_back(name_of(field));
  }
  std::string list;
  for (auto const& name : missing) list += (list.empty() ? "" : ", ") + name;
  if (!missing.empty())
    throw Refusal{400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [" + list + "]", missing};
}

void check_task(json::object const& fields) {
  auto const who = fields.if_contains("WhoId"), what = fields.if_contains("WhatId");
  bool const with_lead = who && text_of(*who).starts_with("00Q");
  if (with_lead && what && !text_of(*what).empty())
    throw Refusal{400,
                  "FIELD_INTEGRITY_EXCEPTION",
                  "Related To ID: you can only relate an activity to another record if its name is a contact",
                  {"WhatId"}};
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (char const c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits.size() > 10 ? digits.substr(digits.size() - 10) : digits;
}

// The standard rule in small: the same name, and the same e-mail or phone.
void check_duplicates(State const& state, ObjectType const& type, json::object const& fields, bool allowed) {
  bool const people = type.name == "Contact" || type.name == "Lead";
  if (!people || state.duplicate_rule == "off" || (allowed && state.duplicate_rule == "alert")) return;
  auto const mine = [&](std::string_view name) {
    auto const* value = fields.if_contains(name);
    return value ? text_of(*value) : std::string();
  };
  json::array matches;
  for (auto const& [id, record] : state.org.records) {
    auto const theirs = [&](std::string_view name) {
      auto const* value = record.fields.if_contains(name);
      return value ? text_of(*value) : std::string();
    };
    if (record.type != &type || record.deleted || mine("LastName") != theirs("LastName") ||
        mine("FirstName") != theirs("FirstName"))
      continue;
    bool const mail = !mine("Email").empty() && mine("Email") == theirs("Email");
    if (!mail && (mine("Phone").empty() || digits_of(mine("Phone")) != digits_of(theirs("Phone")))) continue;
    json::object attributes{{"type", type.name},
                            {"url", "/services/data/v66.0/sobjects/" + std::string(type.name) + "/" + id}};
    json::object match{{"additionalInformation", json::array()},
                       {"fieldDiffs", json::array()},
                       {"matchConfidence", 100.0},
                       {"record", json::object{{"attributes", std::move(attributes)}, {"Id", id}}}};
    matches.push_back(std::move(match));
  }
  if (matches.empty()) return;
  json::object const matched{
      {"entityType", type.name},           {"errors", json::array()}, {"matchEngine", "FuzzyMatchEngine"},
      {"rule", "Standard_Matching_Rule"},  {"size", matches.size()},  {"success", true},
      {"matchRecords", std::move(matches)}};
  constexpr std::string_view words = "Use one of these records?";
  json::object const result{{"allowSave", state.duplicate_rule == "alert"},
                            {"duplicateRule", "Standard_Duplicate_Rule"},
                            {"duplicateRuleEntityType", type.name},
                            {"errorMessage", words},
                            {"matchResults", json::array{matched}}};
  throw Refusal{400,
                "DUPLICATES_DETECTED",
                std::string(words),
                {},
                {{"duplicateResut", result}}};  // as Salesforce spells it
}

Record& row_of(State& state, Call const& call) {
  auto* record = state.org.find(call.id);
  if (record && record->type != call.type) record = nullptr;
  if (!record) throw Refusal{404, "NOT_FOUND", "The requested resource does not exist"};
  if (record->deleted) throw Refusal{404, "ENTITY_IS_DELETED", "entity is deleted"};
  return *record;
}

json::object const& body_of(Call const& call) {
  if (!call.body.is_object())
    throw Refusal{400, "JSON_PARSER_ERROR",
                  "The HTTP entity body is required, but this request has no entity body."};
  return call.body.get_object();
}

std::vector<Path> all_fields(State const& state, ObjectType const& type) {
  std::vector<Path> paths;
  for (auto const& field : type.fields)
    if (state.call_fields || type.name != "Task" || !is_call_field(field.name))
      paths.push_back({{}, &field, std::string(field.name)});
  return paths;
}

// "Sat, 21 Nov 2026 09:00:00 GMT".
std::optional<SimTime> http_date(std::string const& text) {
  std::tm parts{};
  std::istringstream stream(text);
  stream >> std::get_time(&parts, "%a, %d %b %Y %H:%M:%S GMT");
  std::chrono::year_month_day const date{std::chrono::year(parts.tm_year + 1900),
                                         std::chrono::month(static_cast<unsigned>(parts.tm_mon) + 1),
                                         std::chrono::day(static_cast<unsigned>(parts.tm_mday))};
  if (!stream || stream.peek() != std::istringstream::traits_type::eof() || !date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(parts.tm_hour) +
         std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
}

}  // namespace

Record& write_row(State& state, ObjectType const& type, Record* existing, json::object const& fields,
                  bool allow_duplicate) {
  if (type.name == "Task" && !state.may_write)
    throw Refusal{403, "INSUFFICIENT_ACCESS_OR_READONLY", "insufficient access rights on object id"};
  auto after = existing ? existing->fields : json::object();
  for (auto const& [name, value] : fields) {
    if (name == "attributes") continue;
    auto const& field = field_of(state, type, name);
    check_use(field, existing != nullptr);
    check_value(state.org, field, value);
    after[field.name] = value.is_string() && field.type == FieldType::reference && !value.get_string().empty()
                            ? json::value(full_id(text_of(value)))
                            : value;
  }
  if (type.name == "Task") check_task(after);
  check_required(type, after);
  if (!existing) check_duplicates(state, type, after, allow_duplicate);
  if (!existing) return state.org.add(type.name, std::move(after), state.now());
  existing->fields = std::move(after);
  existing->modified = state.now();
  return *existing;
}

Reply create_row(State& state, Call const& call) {
  bool const allowed =
      call.request.header("Sforce-Duplicate-Rule-Header").find("allowSave=true") != std::string::npos;
  auto const& made = write_row(state, *call.type, nullptr, body_of(call), allowed);
  auto reply =
      json_response(201, json::object{{"id", made.id}, {"success", true}, {"errors", json::array()}});
  reply.headers.emplace_back("Location", "/services/data/" + call.version + "/sobjects/" +
                                             std::string(call.type->name) + "/" + made.id);
  return reply;
}

Reply read_row(State& state, Call const& call) {
  auto const& record = row_of(state, call);
  auto const names = call.request.parameter("fields");
  auto paths = names ? std::vector<Path>() : all_fields(state, *call.type);
  for (std::size_t begin = 0; names && begin < names->size();) {
    auto const end = std::min(names->find(',', begin), names->size());
    paths.push_back(path_of(*call.type, names->substr(begin, end - begin)));
    begin = end + 1;
  }
  return json_response(200, shown(state.org, record, paths, call.version));
}

Reply update_row(State& state, Call const& call) {
  auto& record = row_of(state, call);
  if (auto const condition = call.request.header("If-Unmodified-Since"); !condition.empty()) {
    auto const since = http_date(condition);
    if (!since) throw Refusal{400, "INVALID_HEADER", "The header If-Unmodified-Since cannot be read"};
    Reply changed;
    changed.status = 412;
    if (std::chrono::floor<std::chrono::seconds>(record.modified) > *since) return changed;
  }
  write_row(state, *call.type, &record, body_of(call), true);
  return no_content();
}

Reply delete_row(State& state, Call const& call) {
  row_of(state, call).deleted = true;
  return no_content();
}

}  // namespace patchbay::sim::salesforce
