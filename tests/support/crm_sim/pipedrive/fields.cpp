#include "crm_sim/pipedrive/fields.hpp"

#include <algorithm>
#include <charconv>

#include <boost/json/parse.hpp>

#include "crm_sim/pipedrive/replies.hpp"

namespace patchbay::sim::pipedrive {
namespace {

// Whether `text` has the shape of `pattern`, where 9 is a digit, x a hexadecimal digit, and all else itself.
bool shaped(std::string_view text, std::string_view pattern) {
  auto const fits = [](unsigned char c, char p) {
    if (p == '9') return std::isdigit(c) != 0;
    if (p == 'x') return std::isxdigit(c) != 0;
    return static_cast<char>(c) == p;
  };
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(), fits);
}

bool below_60(std::string_view minutes) { return minutes.front() < '6'; }

bool is_time(std::string_view text) {
  bool const form = shaped(text, "99:99") || shaped(text, "99:99:99");
  return form && text.substr(0, 2) < "24" && below_60(text.substr(3));
}

// Hours are not limited to a day: whether Pipedrive does so is not documented.
bool is_duration(std::string_view text) { return shaped(text, "99:99") && below_60(text.substr(3)); }

bool are_participants(json::value const& value) {
  if (!value.is_array()) return false;
  auto const& all = value.get_array();
  return std::all_of(all.begin(), all.end(), [](json::value const& one) {
    if (!one.is_object() || one.get_object().size() > 2) return false;
    auto const* id = one.get_object().if_contains("person_id");
    auto const* primary = one.get_object().if_contains("primary");
    return id && id->is_int64() && (!primary || primary->is_bool());
  });
}

// phones and emails: [{value, primary, label}].
bool are_values(json::value const& value) {
  if (!value.is_array()) return false;
  auto const& all = value.get_array();
  return std::all_of(all.begin(), all.end(), [](json::value const& one) {
    if (!one.is_object()) return false;
    auto const* text = one.get_object().if_contains("value");
    auto const* primary = one.get_object().if_contains("primary");
    return text && text->is_string() && (!primary || primary->is_bool());
  });
}

bool fits(json::value const& value, FieldKind kind) {
  auto const text = value.is_string() ? std::string_view(value.get_string()) : std::string_view();
  switch (kind) {
    case FieldKind::text: return value.is_string();
    case FieldKind::integer: return value.is_int64();
    case FieldKind::boolean: return value.is_bool();
    case FieldKind::date: return shaped(text, "9999-99-99");
    case FieldKind::time: return is_time(text);
    case FieldKind::duration: return is_duration(text);
    case FieldKind::uuid: return shaped(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
    case FieldKind::participants: return are_participants(value);
    case FieldKind::values: return are_values(value);
    case FieldKind::any: return true;
    case FieldKind::read_only: return false;
  }
  return false;
}

std::optional<crm::HttpExchangeResponse> check_member(std::string_view key, json::value const& value,
                                                      std::vector<Field> const& fields) {
  auto const name = std::string(key);
  auto const field =
      std::find_if(fields.begin(), fields.end(), [&](auto const& known) { return known.name == key; });
  if (field == fields.end()) return bad_request("Unknown parameter '" + name + "'.");
  if (field->kind == FieldKind::read_only && key == "person_id")
    return bad_request(
        "'person_id' is a read-only field. Add a primary participant to set 'person_id' instead.");
  if (field->kind == FieldKind::read_only) return bad_request("'" + name + "' is a read-only field.");
  if (value.is_null() && field->nullable) return std::nullopt;
  if (!fits(value, field->kind)) return bad_request("Parameter '" + name + "' has a wrong type or format.");
  return std::nullopt;
}

constexpr std::string_view cursor_prefix = "sim-cursor-";

}  // namespace

Body read_body(crm::HttpExchangeRequest const& request, std::vector<Field> const& fields) {
  if (!request.header("Content-Type").starts_with("application/json"))
    return {{}, bad_request("Content-Type must be application/json.")};
  boost::system::error_code error;
  auto const parsed = json::parse(request.body, error);
  if (error || !parsed.is_object()) return {{}, bad_request("The body is not a JSON object.")};
  for (auto const& member : parsed.get_object())
    if (auto refused = check_member(member.key(), member.value(), fields)) return {{}, std::move(refused)};
  return {parsed.get_object(), std::nullopt};
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Page read_page(crm::HttpExchangeRequest const& request, std::size_t most) {
  Page page;
  if (auto const limit = request.parameter("limit")) {
    auto const number = whole_number(*limit);
    if (!number || *number < 1 || *number > static_cast<std::int64_t>(most))
      page.refused = bad_request("Parameter 'limit' must be between 1 and " + std::to_string(most) + ".");
    else
      page.limit = static_cast<std::size_t>(*number);
  }
  if (auto const cursor = request.parameter("cursor")) {
    auto const known = cursor->starts_with(cursor_prefix);
    auto const number =
        known ? whole_number(std::string_view(*cursor).substr(cursor_prefix.size())) : std::nullopt;
    if (!number)
      page.refused = bad_request("Parameter 'cursor' is invalid.");
    else
      page.offset = static_cast<std::size_t>(*number);
  }
  return page;
}

std::optional<crm::HttpExchangeResponse> check_query(crm::HttpExchangeRequest const& request,
                                                     std::vector<std::string_view> const& known) {
  for (auto const& [name, value] : request.query) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      return bad_request("Unknown query parameter '" + name + "'.");
    if (value.empty()) return bad_request("Query parameter '" + name + "' is empty.");
  }
  return std::nullopt;
}

json::value next_cursor(std::size_t rows, Page const& page) {
  auto const next = page.offset + page.limit;
  if (next >= rows) return nullptr;
  return json::value(std::string(cursor_prefix) + std::to_string(next));
}

crm::HttpExchangeResponse paged(std::vector<json::object> const& rows, Page const& page) {
  json::array shown;
  for (auto i = page.offset; i < rows.size() && i < page.offset + page.limit; ++i) shown.push_back(rows[i]);
  return success(std::move(shown), json::object{{"next_cursor", next_cursor(rows.size(), page)}});
}

bool is_v2_time(std::string_view text) { return shaped(text, "9999-99-99T99:99:99Z"); }

}  // namespace patchbay::sim::pipedrive
